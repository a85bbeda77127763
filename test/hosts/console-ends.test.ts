import { onTestFinished, expect, test, vi } from 'vitest';
import { z } from 'zod';
import { serveConsole } from '#hosts/browser/serve.ts';
import { newToken, takeOwnership } from '#hosts/lib/owner.ts';
import { runCommand } from '#test/harness/command-line.ts';
import { quietLog } from '#test/harness/ears.ts';
import { temporaryFolder } from '#test/harness/temporary-folder.ts';

// Every command is a process of its own, and machines that build are busy.
vi.setConfig({ testTimeout: 120_000 });

const errorSchema = z.object({ error: z.object({ code: z.string(), message: z.string(), next: z.string() }) });

/** A data folder whose owner takes the first call and is gone, by a crash or an orderly stop. */
async function dyingOwner(how: 'crash' | 'stop'): Promise<string> {
  const data = temporaryFolder();
  const ownership = takeOwnership(data, 'browser');
  if (!ownership.owned) throw new Error('The folder is held already.');
  onTestFinished(() => ownership.release());
  const token = newToken();
  const console_ = await serveConsole({
    port: 0,
    token,
    place: '/console',
    staticFolder: null,
    accept: (socket) => socket.once('message', () => (how === 'crash' ? socket.terminate() : socket.close(1001))),
    log: quietLog(),
  });
  onTestFinished(() => console_.close());
  ownership.announce({ url: console_.url, token });
  return data;
}

test.each(['crash', 'stop'] as const)(
  'A console that ends by a %s before it answers is told, and what that means for what was asked.',
  async (how) => {
    const told = [];
    for (const words of [['queue'], ['act', '1f2e', 'salesforce.escalate'], ['outbox'], ['verify'], ['doctor']]) {
      const data = await dyingOwner(how);
      const { code, json } = await runCommand([...words, '--data', data, '--json']);
      told.push([words[0], code, errorSchema.parse(json()).error]);
    }
    const ended = 'The console for this data folder stopped before it answered.';
    const again = {
      code: 'FAILED',
      message: ended,
      next: 'Run the command again. With no console running, it does the work itself.',
    };
    expect(told).toEqual([
      ['queue', 1, again],
      [
        'act',
        1,
        {
          code: 'FAILED',
          message: `${ended} It may or may not have accepted the action.`,
          next: 'Check gridline outbox first: anything listed there was accepted and will be sent once Gridline is running.',
        },
      ],
      ['outbox', 1, again],
      ['verify', 1, again],
      ['doctor', 1, again],
    ]);
  },
);
