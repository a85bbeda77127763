import { join } from 'node:path';
import type { ActionItem } from '#core/connectors/action.ts';
import { createContext } from '#test/core/connectors/connection-context.ts';
import { type PromiseWorld, remarks, type Sends } from '#test/core/connectors/promise-world.ts';
import { poll } from '#test/core/connectors/reading.ts';
import { never, anIssue } from '#test/core/connectors/salesforce/world.ts';
import { smallNetwork } from '#test/harness/small-network.ts';
import { temporaryFolder } from '#test/harness/temporary-folder.ts';
import { pager } from './index.ts';
import { type PagerStandIn, pagerStandIn } from './stand-in.ts';

/** A gateway in a folder of this test's own. */
export function startPager(now: () => number = Date.now): Promise<PagerStandIn> {
  const folder = join(temporaryFolder(), 'gateway');
  return pagerStandIn.start({ seed: 1, now, scenario: smallNetwork(now()), port: 0, folder });
}

async function world(): Promise<PromiseWorld> {
  const gateway = await startPager();
  const context = createContext(pager, gateway.access() ?? {});
  const connection = pager.open(context.context);
  let count = 0;
  const sends = (action: 'page' | 'log', drawer: 'pages' | 'log'): Sends => {
    const handler = connection.actions[action];
    if (handler === undefined) throw new Error(`There is no action ${action}.`);
    return {
      make: (more) =>
        Array.from({ length: more }, (): ActionItem => {
          const number = ++count;
          const draft = handler.draft(anIssue(number), {});
          return { actionId: `action-${number}`, idempotencyKey: `GL-A${number}-1-abcdefgh`, draft };
        }),
      perform: (items) => handler.perform(items, never),
      made: () => gateway.keys(drawer).length,
    };
  };
  const log = sends('log', 'log');
  const page = sends('page', 'pages');
  return {
    connection,
    context,
    async use() {
      await poll(connection.feeds['answers']);
      return remarks(await page.perform(page.make(1)));
    },
    passing: [
      () => {
        gateway.becomes({ busy: true });
        return () => gateway.becomes({ busy: false });
      },
    ],
    lasting: () => gateway.goesAway(),
    stale: { impossible: 'It keeps nothing of the far side.' },
    badField: () => gateway.becomes({ takes: [] }),
    batches: { ...log, limit: (most) => gateway.becomes({ most }) },
    deletion: { ...log, feed: 'answers', remove: ({ idempotencyKey }) => gateway.remove(idempotencyKey) },
    doubt: {
      ...log,
      lookUp: (items) => connection.actions['log']?.reconcile?.(items, never) ?? Promise.resolve([]),
    },
  };
}

/** What the contract suite needs to know of it. */
export const knownPager = { connector: pager, world };
