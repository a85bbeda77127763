import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { MessageChannel } from 'node:worker_threads';
import { createORPCClient } from '@orpc/client';
import { RPCLink } from '@orpc/client/message-port';
import { expect, onTestFinished, test } from 'vitest';
import { z } from 'zod';
import type { GridlineClient } from '#shared/contract/index.ts';
import { PortCarrier } from '#test/harness/electron/ports.ts';
import { killWithTests } from '#test/harness/processes.ts';
import { temporaryFolder } from '#test/harness/temporary-folder.ts';

const root = join(import.meta.dirname, '../..');

const askSchema = z.object({ type: z.enum(['vault-get', 'vault-set', 'vault-delete']), id: z.number() });

/** The core's process as the desktop app starts it, spoken to directly. */
async function startUtility() {
  const child: ChildProcess = fork(join(root, 'dist/hosts/utility.js'), [], {
    execArgv: ['--import', new URL('../harness/electron/child.ts', import.meta.url).href],
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  });
  killWithTests(child);
  const ended = once(child, 'exit');
  onTestFinished(async () => {
    child.kill('SIGKILL');
    await ended;
  });
  const carrier = new PortCarrier((message) => void (child.connected && child.send(message)));
  const say = (message: unknown, ports: readonly number[] = []) => child.send({ message, ports });
  child.on('message', (raw: { readonly port?: number; readonly data?: unknown; readonly message?: unknown }) => {
    if (raw.port !== undefined) carrier.receive(raw.port, raw.data);
    const asked = askSchema.safeParse(raw.message).data;
    // An empty vault.
    if (asked) say({ type: 'vault-answer', id: asked.id, value: null, error: null });
  });
  say({
    type: 'start',
    dataFolder: temporaryFolder(),
    sandboxWhenFresh: false,
    vault: { kind: 'memory', statement: 'For this test.' },
  });
  return {
    child,
    say,
    /** A window's own end of a port. */
    openWindow: () => {
      const { port1, port2 } = new MessageChannel();
      say({ type: 'window' }, [carrier.adopt(port2)]);
      port1.start();
      onTestFinished(() => port1.close());
      return port1;
    },
  };
}

const garbage: readonly unknown[] = [
  'hello',
  '',
  '{"i":"1"}',
  '{"i":"1","p":{"u":5}}',
  '{"i":"1","t":3}',
  null,
  undefined,
  7,
  [],
  {},
  { i: '1', p: null },
  new Uint8Array([0xff, 0, 1]),
  new Map([['i', 1]]),
];

test('What is no message, on a window’s port or from the main process, ends nothing in the core.', async () => {
  const { child, say, openWindow } = await startUtility();
  const window = openWindow();
  for (const words of garbage) {
    window.postMessage(words);
    say(words);
  }
  say({ type: 'window' });
  say({ type: 'vault-answer', id: 99, value: null, error: null });
  const client: GridlineClient = createORPCClient(new RPCLink({ port: window }));
  expect(await client.system.info()).toMatchObject({ mode: 'fresh' });
  const other: GridlineClient = createORPCClient(new RPCLink({ port: openWindow() }));
  expect(await other.system.info()).toMatchObject({ mode: 'fresh' });
  expect(child.exitCode).toBeNull();
});
