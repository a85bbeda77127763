import { resolve } from 'node:path';

export type Arguments = { readonly dataFolder: string | null; readonly firstRun: boolean };

/** `--data DIR` and `--first-run`, the same as the command line's `start`. */
export function readArguments(argv: readonly string[], env: NodeJS.ProcessEnv): Arguments {
  const at = argv.indexOf('--data');
  const joined = argv.find((word) => word.startsWith('--data='))?.slice('--data='.length);
  const folder = joined ?? (at === -1 ? undefined : argv[at + 1]) ?? env.GRIDLINE_DATA;
  return { dataFolder: folder ? resolve(folder) : null, firstRun: argv.includes('--first-run') };
}
