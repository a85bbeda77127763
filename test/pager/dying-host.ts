import { z } from 'zod';
import type { Connector } from '#core/connectors/connector.ts';
import type { Feed } from '#core/connectors/feed.ts';
import { connectors } from '#core/connectors/registry.ts';
import { createCore } from '#core/index.ts';
import { openFileVault } from '#hosts/lib/file-vault.ts';
import { nodePorts } from '#hosts/lib/node-ports.ts';
import { pager } from './index.ts';

/**
 * A host that sends what is in the outbox and is killed just before or just after the gateway has it; or one that is killed
 * while it acts on a button, or when it has but nobody was told.
 */
const { dataFolder, killed } = z
  .object({ dataFolder: z.string(), killed: z.enum(['before', 'after', 'acting', 'telling']) })
  .parse(JSON.parse(process.argv[2] ?? '{}'));

const die = () => process.kill(process.pid, 'SIGKILL');

const deadly: Connector = {
  ...pager,
  open(context) {
    const connection = pager.open(context);
    const actions = Object.entries(connection.actions).map(([id, handler]) => {
      const perform: typeof handler.perform = async (items, signal) => {
        if (killed === 'before') die();
        await handler.perform(items, signal);
        die();
        return [];
      };
      const draft: typeof handler.draft = (about, edits) => {
        // Whoever drafts for a button does so in the transaction that files it.
        if (killed === 'acting') die();
        return handler.draft(about, edits);
      };
      return [id, { ...handler, perform, draft }] as const;
    });
    const calls: Feed = async function* (request) {
      for await (const page of connection.feeds['calls']?.(request) ?? []) {
        yield killed === 'telling' ? { ...page, done: () => Promise.resolve(die()).then(() => undefined) } : page;
      }
    };
    return { ...connection, actions: Object.fromEntries(actions), feeds: { ...connection.feeds, calls } };
  },
};

const ports = nodePorts({ dataFolder, vault: openFileVault(dataFolder, null), log: () => undefined, sandbox: null });
const core = await createCore(ports, { connectors: [...connectors, deadly] });
core.start();
