import { z } from 'zod';
import { createCore } from '#core/index.ts';
import { createMemoryVault } from '#core/memory-vault.ts';
import { systemClock } from '#hosts/lib/system-clock.ts';

/** A host that polls Lens once and is killed when the core asks for the time the so-manieth time after the first page. */
const { dataFolder, connection, killAt } = z
  .object({
    dataFolder: z.string(),
    connection: z.object({
      connector: z.string(),
      settings: z.record(z.string(), z.string()),
      secrets: z.record(z.string(), z.string()),
    }),
    killAt: z.number(),
  })
  .parse(JSON.parse(process.argv[2] ?? '{}'));

let asked = 0;
let pageIsThere = false;

const core = await createCore({
  dataFolder,
  clock: {
    ...systemClock,
    now() {
      if (pageIsThere && ++asked === killAt) process.kill(process.pid, 'SIGKILL');
      return systemClock.now();
    },
  },
  vault: createMemoryVault(),
  log: () => undefined,
  async fetch(input, init) {
    const answer = await globalThis.fetch(input, init);
    const url = input instanceof Request ? input.url : String(input);
    if (url.endsWith('visibility_transaction_search')) pageIsThere = true;
    return answer;
  },
  random: Math.random,
  actor: 'pat',
  computer: 'desk-1',
  openExternal: () => Promise.resolve(),
  sandbox: null,
});
await core.client.connections.connect(connection);
await core.client.connections.poll({ feed: 'trading-grid.transactions' });
const { issues } = await core.client.issues.list({ limit: 1_000 });
const { ok, events } = await core.client.system.verify();
await core.stop();
process.stdout.write(JSON.stringify({ asked, ok, events, issues: issues.map(({ id }) => id).toSorted() }));
