import { fileURLToPath } from 'node:url';
import type { Command } from 'commander';
import type { ScenarioName } from '#sandbox/scenarios/names.ts';
import { createCore, isOpenToOthers } from '#core/index.ts';
import { serveConsole } from '../../browser/serve.ts';
import { openConsole } from '../../browser/open-console.ts';
import { placeOf } from '../../browser/place.ts';
import { newToken, takeOwnership } from '../../lib/owner.ts';
import type { CommandContext } from '../context.ts';
import { scenarioOption } from '../scenario-option.ts';
import { portNumber } from '../whole-number.ts';
import { heldBy, hostPorts } from '../session.ts';
import { untilStopped } from '../until-stopped.ts';

type Options = {
  readonly port: number;
  readonly open: boolean;
  readonly firstRun: boolean;
  readonly scenario: ScenarioName;
};

export const start = {
  configure: (command: Command): Command =>
    command
      .option('--port <n>', 'the loopback port; 0 picks a free one', portNumber, 0)
      .option('--no-open', 'only print the address')
      .option(
        '--first-run',
        'with nothing connected and nothing read yet, show the first-run choice instead of the sandbox',
        false,
      )
      .addOption(scenarioOption()),

  async run(context: CommandContext, options: Options): Promise<number> {
    const ownership = takeOwnership(context.dataFolder, 'browser');
    if (!ownership.owned) throw heldBy(context.dataFolder, ownership.by);
    const stopped = untilStopped();
    try {
      const ports = hostPorts(context.dataFolder, context.logLevel);
      const core = await createCore(ports);
      try {
        if (!options.firstRun && (await core.client.system.info()).mode === 'fresh') {
          await core.client.system.startSandbox({ scenario: options.scenario });
        }
        core.start();
        const token = newToken();
        const server = await serveConsole({
          port: options.port,
          token,
          place: placeOf(context.dataFolder),
          staticFolder: rendererFolder(),
          accept: (socket) => core.serveWebSocket(socket),
          log: ports.log,
        });
        ownership.announce({ url: server.url, token });
        try {
          const { mode } = await core.client.system.info();
          // Before the answer: who has that has everything there is to know.
          if (isOpenToOthers(context.dataFolder)) {
            context.output.remark(
              `Other users of this computer can read ${context.dataFolder}. To prevent that: chmod 700 "${context.dataFolder}"`,
            );
          }
          context.output.answer(
            { url: server.signInUrl, pid: process.pid, dataFolder: context.dataFolder, mode },
            () => [
              ...(mode === 'sandbox'
                ? ['Nothing is connected: this is the built-in sandbox, with invented partners and data.']
                : []),
              `Gridline is running. Open ${server.signInUrl}`,
              'Press Ctrl-C to stop it.',
            ],
          );
          if (options.open) openConsole(server.ticketUrl());
          await stopped;
        } finally {
          await server.close();
        }
      } finally {
        await core.stop();
      }
    } finally {
      ownership.release();
    }
    return 0;
  },
};

/** The built console: beside the bundle after a build, in `dist/` when running from source. */
function rendererFolder(): string {
  const built = import.meta.url.endsWith('/dist/hosts/cli.js');
  return fileURLToPath(new URL(built ? '../renderer' : '../../../../dist/renderer', import.meta.url));
}
