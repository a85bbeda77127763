import { onTestFinished } from 'vitest';
import { createContext } from '#test/core/connectors/connection-context.ts';
import { type PromiseWorld, remarks, type Trouble } from '#test/core/connectors/promise-world.ts';
import { never, anIssue } from '#test/core/connectors/salesforce/world.ts';
import { startReceiver } from './receiver.ts';
import { webhook } from './webhook.ts';

async function world(): Promise<PromiseWorld> {
  const receiver = await startReceiver();
  onTestFinished(() => receiver.stop());
  const context = createContext(webhook, { settings: { address: receiver.address } });
  const connection = webhook.open(context.context);
  const { tell } = connection.actions;
  if (tell === undefined) throw new Error('There is no action tell.');
  const answers =
    (status: number): Trouble =>
    () => {
      receiver.faults.add({ call: 'webhook.*', fault: { type: 'status', status }, times: null });
      return () => receiver.faults.clear();
    };
  let count = 0;
  return {
    connection,
    context,
    async use() {
      const number = ++count;
      const draft = tell.draft(anIssue(number), {});
      const item = { actionId: `action-${number}`, idempotencyKey: `GL-A${number}-1-abcdefgh`, draft };
      return remarks(await tell.perform([item], never));
    },
    passing: [answers(429)],
    lasting: answers(404),
    stale: { impossible: 'It keeps nothing of the far side.' },
    badField: { impossible: 'It sends one field: there is none to do without.' },
    batches: { impossible: 'It sends one at a time.' },
    deletion: { impossible: 'No feed tells of what it sent.' },
    doubt: { impossible: 'It can’t look up what it sent.' },
  };
}

/** What the contract suite needs to know of the guide's connector. */
export const knownWebhook = { connector: webhook, world };
