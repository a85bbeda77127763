import type { PromiseWorld, Sends } from '../promise-world.ts';
import { remarks } from '../promise-world.ts';
import { poll } from '../reading.ts';
import { items, never, salesforceWorld } from './world.ts';

export async function salesforcePromises(): Promise<PromiseWorld> {
  const world = await salesforceWorld();
  const { org, connection, escalate } = world;
  const refuse = (description: string) => () => {
    org.expireSessions();
    const fault = { type: 'vendor', name: 'refuse', options: { description } } as const;
    org.faults.add({ call: 'salesforce.oauth.token', fault, times: null });
    return () => org.faults.clear();
  };
  let count = 0;
  const sends: Sends = {
    make: (more) => items(world, (count += more)).slice(-more),
    perform: (batch) => escalate.perform(batch, never),
    made: () => org.cases().length,
  };
  return {
    connection,
    context: world,
    async use() {
      await poll(connection.feeds.cases);
      return remarks(await sends.perform(sends.make(1)));
    },
    passing: [refuse('token request is already being processed'), refuse('login rate exceeded')],
    vague: [refuse('something new')],
    lasting: () => {
      org.administer({ mayCreateCases: false });
      return () => org.administer({ mayCreateCases: true });
    },
    stale: () => {
      const { picklists } = org.settings;
      org.administer({ picklists: { ...picklists, Priority: [{ value: 'Urgent' }], Origin: [{ value: 'Web' }] } });
      return () => JSON.stringify([...world.cache.values()]).includes('Urgent');
    },
    sessionEnds: () => org.expireSessions(),
    badField: () => org.administer({ readOnlyCaseFields: ['Description', 'AccountId'] }),
    batches: { ...sends, limit: (most) => org.administer({ triggerLimit: most }) },
    deletion: { ...sends, feed: 'cases', remove: ({ idempotencyKey }) => org.deleteCase(idempotencyKey) },
    // It looks by itself before it writes what is in doubt.
    doubt: {
      ...sends,
      lookUp: (batch) => sends.perform(batch.map((item) => ({ ...item, doubtful: true }))),
    },
  };
}
