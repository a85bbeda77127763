import { join, resolve } from 'node:path';
import { changeFor } from '#shared/model/setting-changes.ts';
import type { ScenarioName } from '#sandbox/scenarios/names.ts';
import type { Command } from 'commander';
import { makeFolder } from '../../lib/make-folder.ts';
import type { CommandContext } from '../context.ts';
import { wholeNumber } from '../whole-number.ts';
import { scenarioOption } from '../scenario-option.ts';
import { openSession } from '../session.ts';
import { untilStopped } from '../until-stopped.ts';

type Options = { readonly scenario: ScenarioName; readonly seed: number; readonly connect: boolean };

export const sandbox = {
  configure: (command: Command): Command =>
    command
      .addOption(scenarioOption())
      .option('--seed <n>', 'the same seed gives the same partners and documents', wholeNumber, 1)
      .option('--connect', 'point the data folder’s connections at it', false),

  async run(context: CommandContext, options: Options): Promise<number> {
    const { startSandbox } = await import('#sandbox/index.ts');
    const folder = resolve(join(context.dataFolder, 'sandbox-files'));
    if (options.connect) makeFolder(folder);
    const running = await startSandbox({
      scenario: options.scenario,
      seed: options.seed,
      ...(options.connect ? { folder } : {}),
    });
    const stopped = untilStopped();
    try {
      const { connections } = running;
      if (options.connect) {
        const session = await openSession(context.dataFolder, context.logLevel);
        try {
          for (const connection of connections) await session.client.connections.connect(connection);
          // What is asked of the outside world once (picklists, permissions) is asked now, not at the first escalation.
          for (const { connector } of connections) {
            const { offers } = await session.client.connections.test({ connection: connector });
            await session.client.settings.set(changeFor(offers, await session.client.settings.get()));
          }
        } finally {
          await session.close();
        }
      }
      context.output.answer(
        {
          scenario: running.scenario,
          seed: running.seed,
          pid: process.pid,
          standIns: running.standIns,
          connections,
          connected: options.connect ? resolve(context.dataFolder) : null,
        },
        () =>
          JSON.stringify(
            { scenario: running.scenario, seed: running.seed, standIns: running.standIns, connections },
            null,
            2,
          ).split('\n'),
      );
      context.output.remark('The sandbox is running. Press Ctrl-C to stop it.');
      await stopped;
    } finally {
      await running.stop();
    }
    return 0;
  },
};
