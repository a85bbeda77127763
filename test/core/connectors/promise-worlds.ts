import { mkdirSync, renameSync } from 'node:fs';
import path from 'node:path';
import type { ActionItem, ActionOutcome, Connection } from '#core/connectors/connector.ts';
import { dropFolder } from '#core/connectors/drop-folder/index.ts';
import { temporaryFolder } from '#test/harness/temporary-folder.ts';
import { createContext } from './connection-context.ts';
import { poll } from './reading.ts';
import { items, never, salesforceWorld } from './salesforce-world.ts';
import { tradingGridWorld } from './trading-grid-world.ts';

/** A connector against its stand-in, with the troubles that every connector must survive. */
export type PromiseWorld = {
  readonly connection: Connection;
  /** The far side refuses in every way that passes by itself, one after the other; the given function makes it go well again. */
  readonly refusals: readonly (() => () => void)[];
  /** One use that meets the refusal. */
  use(): Promise<unknown>;
  /** Only for connectors with actions. */
  readonly acts: ActsWorld | null;
};

export type ActsWorld = {
  /** `count` actions of ever new issues. */
  make(count: number): readonly ActionItem[];
  perform(items: readonly ActionItem[]): Promise<readonly ActionOutcome[]>;
  /** Takes the right to act away from the user; the given function gives it back. */
  withdrawRight(): () => void;
  /** Values and fields that were used before are gone. */
  changeShape(): void;
  /** An optional field may not be written any more. */
  closeOptionalField(): void;
  /** More than this in one call are too much. */
  limitBatch(most: number): void;
  /** Deletes on the far side what this action made. */
  remove(item: ActionItem): void;
  made(): number;
};

export const promiseWorlds: Readonly<Record<string, () => Promise<PromiseWorld>>> = {
  salesforce: async () => {
    const world = await salesforceWorld();
    const { org, connection, escalate } = world;
    const refuse = (description: string) => () => {
      org.expireSessions();
      const fault = { type: 'vendor', name: 'refuse', options: { description } } as const;
      org.faults.add({ call: 'salesforce.oauth.token', fault, times: null });
      return () => org.faults.clear();
    };
    let made = 0;
    return {
      connection,
      refusals: [
        refuse('token request is already being processed'),
        refuse('login rate exceeded'),
        refuse('something new'),
      ],
      use: () => poll(connection.feeds.cases),
      acts: {
        make: (count) => items(world, (made += count)).slice(-count),
        perform: (batch) => escalate.perform(batch, never),
        withdrawRight: () => {
          org.administer({ mayCreateCases: false });
          return () => org.administer({ mayCreateCases: true });
        },
        changeShape: () => {
          const { picklists } = org.settings;
          org.administer({ picklists: { ...picklists, Priority: [{ value: 'Urgent' }], Origin: [{ value: 'Web' }] } });
        },
        closeOptionalField: () => org.administer({ readOnlyCaseFields: ['Description', 'AccountId'] }),
        limitBatch: (most) => org.administer({ triggerLimit: most }),
        remove: ({ idempotencyKey }) => org.deleteCase(idempotencyKey),
        made: () => org.cases().length,
      },
    };
  },
  'trading-grid': async () => {
    const { connection, grid } = await tradingGridWorld();
    const refuse = (call: string, status: number) => () => {
      grid.faults.add({ call, fault: { type: 'status', status }, times: null });
      return () => grid.faults.clear();
    };
    return {
      connection,
      // The token first: once there is one, it is kept.
      refusals: [
        refuse('trading-grid.token', 503),
        refuse('trading-grid.transactions.search', 429),
        refuse('trading-grid.transactions.search', 503),
      ],
      use: () => poll(connection.feeds.transactions),
      acts: null,
    };
  },
  'drop-folder': async () => {
    const folder = path.join(temporaryFolder(), 'in');
    mkdirSync(folder);
    const { context } = createContext(dropFolder, { settings: { folder } });
    const connection = dropFolder.open(context);
    return {
      connection,
      refusals: [
        () => {
          renameSync(folder, `${folder}-away`);
          return () => renameSync(`${folder}-away`, folder);
        },
      ],
      use: () => poll(connection.feeds.files),
      acts: null,
    };
  },
};
