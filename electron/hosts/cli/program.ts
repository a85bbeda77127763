import { Command, CommanderError, Help, type Option } from 'commander';
import type { LogLevel } from '#core/ports.ts';
import { errorWords } from '../lib/error-words.ts';
import { printable } from '../lib/printable.ts';
import { defaultDataFolder } from '../lib/data-folder.ts';
import { act } from './commands/act.ts';
import { backup } from './commands/backup.ts';
import { connect } from './commands/connect.ts';
import { disconnect } from './commands/disconnect.ts';
import { doctor } from './commands/doctor.ts';
import { erase } from './commands/erase.ts';
import { events } from './commands/events.ts';
import { group } from './commands/group.ts';
import { importFiles } from './commands/import.ts';
import { me } from './commands/me.ts';
import { outbox } from './commands/outbox.ts';
import { people } from './commands/people.ts';
import { poll } from './commands/poll.ts';
import { settings } from './commands/settings.ts';
import { restore } from './commands/restore.ts';
import { proxy } from './commands/proxy.ts';
import { recipientKey } from './commands/recipient-key.ts';
import { queue } from './commands/queue.ts';
import { reference } from './commands/reference.ts';
import { sandbox } from './commands/sandbox.ts';
import { show } from './commands/show.ts';
import { start } from './commands/start.ts';
import { verify } from './commands/verify.ts';
import { trim } from './commands/trim.ts';
import { explainError } from './explain-error.ts';
import type { CommandContext } from './context.ts';
import { createOutput, type Output } from './output.ts';
import { openSession, type Session } from './session.ts';

/** One command: its arguments and options, and what it does. Answers with the exit code. */
type CommandDefinition<A extends unknown[]> = {
  configure(command: Command): Command;
  run(context: CommandContext, ...args: A): Promise<number>;
};

type CommonOptions = { readonly data: string; readonly json: boolean; readonly verbose: boolean };

/** Runs one command line; answers with the exit code: 0 done, 1 failed, 2 wrong usage. */
export async function runCommandLine(argv: readonly string[]): Promise<number> {
  let exitCode = 0;
  const program = new Command('gridline')
    .description('The partner-operations console for OpenText Trading Grid')
    .configureOutput({
      writeErr: (text) => process.stderr.write(text.split('\n').map(printable).join('\n')),
    })
    .configureHelp({ optionDescription: describeOption })
    .exitOverride()
    .showHelpAfterError('(use --help to see the options)');

  const define = <A extends unknown[]>(name: string, description: string, what: CommandDefinition<A>): void => {
    what
      .configure(program.command(name).description(description))
      .option('--data <dir>', 'the data folder', defaultDataFolder())
      .option('--json', 'print one JSON document and nothing else', false)
      .option('--verbose', 'log what happens, on standard error', false)
      .exitOverride()
      .action(async (...args: unknown[]) => {
        const command = args.at(-1);
        if (!(command instanceof Command)) throw new Error('The command is missing.');
        const options = command.opts<CommonOptions>();
        const logLevel: LogLevel = options.verbose ? 'debug' : 'warn';
        const output = createOutput(options.json);
        const context: CommandContext = {
          dataFolder: options.data,
          logLevel,
          output,
          withSession: async (use) => {
            const session = await openSession(options.data, logLevel);
            try {
              if (session.core === null) await tellOfSandbox(session, output);
              return await use(session);
            } finally {
              // The answer is there: that the end was untidy changes nothing about it.
              await session.close().catch((error: unknown) => output.remark(`Closing: ${errorWords(error).message}`));
            }
          },
        };
        try {
          // Commander passes the arguments, then the options, then the command: exactly A plus the command.
          exitCode = await what.run(context, ...(args.slice(0, -1) as A));
        } catch (error) {
          const explained = explainError(error);
          if (options.json) {
            output.answer(
              { error: { code: explained.code, message: explained.message, next: explained.next } },
              () => [],
            );
          }
          for (const line of [explained.message, explained.next]) if (line !== null) output.remark(printable(line));
          exitCode = explained.exitCode;
        }
      });
  };

  define('start', 'open the console in the browser', start);
  define('sandbox', 'run local stand-ins for the outside systems', sandbox);
  define('connect', 'store a connection’s settings and secrets', connect);
  define('disconnect', 'forget a connection', disconnect);
  define('doctor', 'check everything and report what is wrong', doctor);
  define('poll', 'poll feeds now', poll);
  define('settings', 'working hours, time to acknowledge and time to undo', settings);
  define('me', 'show or set who works at this desk', me);
  define('events', 'list what went well', events);
  define('reference', 'list the partners, agreements and content that connections brought', reference);
  define('people', 'list, add, edit or remove people', people);
  define('proxy', 'show or choose the proxy for outside connections', proxy);
  define('recipient-key', 'show or share the secret that recipients are known by', recipientKey);
  define('import', 'read EDI files', importFiles);
  define('queue', 'list the triage queue', queue);
  define('show', 'show one issue in full', show);
  define('act', 'act on issues: ID... ACTION', act);
  define('group', 'change by hand which issues are one incident', group);
  define('outbox', 'list what was sent and what is waiting', outbox);
  define('verify', 'check the journal and rebuild everything to compare', verify);
  define('erase', 'erase what is kept about a person', erase);
  define('trim', 'remove old data that is no longer needed', trim);
  define('backup', 'copy the database while it is in use', backup);
  define('restore', 'replace the database with a backup', restore);

  try {
    await program.parseAsync(commandFirst(argv), { from: 'user' });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    // Commander has printed its message. Help that was asked for is no mistake.
    if (error.exitCode === 0) return 0;
    if (argv.includes('--json')) {
      const message = error.message.replace(/^error: /, '');
      createOutput(true).answer(
        { error: { code: 'USAGE', message, next: 'Use --help to see the options.' } },
        () => [],
      );
    }
    return 2;
  }
  return exitCode;
}

/** A console that shows the sandbox answers for it, not for what is in the data folder. */
async function tellOfSandbox({ client }: Session, output: Output): Promise<void> {
  // Where the console has ended, the command itself says so.
  const info = await client.system.info().catch(() => null);
  if (info === null || info.sandbox === null) return;
  output.remark(
    `The console running in ${info.dataFolder} shows the built-in sandbox. Its data is invented and will be removed when you leave the sandbox.`,
  );
}

/** That a switch is off unless it is given goes without saying. */
function describeOption(option: Option): string {
  const silent = option.defaultValue === false || option.defaultValue === '' || Array.isArray(option.defaultValue);
  return silent ? option.description : new Help().optionDescription(option);
}

/** `gridline --data DIR --json queue` means the same as `gridline queue --data DIR --json`. */
function commandFirst(argv: readonly string[]): string[] {
  let at = 0;
  while (['--data', '--json', '--verbose'].includes(argv[at] ?? '')) at += argv[at] === '--data' ? 2 : 1;
  return at === 0 || at >= argv.length
    ? [...argv]
    : [...argv.slice(at, at + 1), ...argv.slice(0, at), ...argv.slice(at + 1)];
}
