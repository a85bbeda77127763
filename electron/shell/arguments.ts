import { resolve } from 'node:path';

export type Arguments = { readonly dataFolder: string | null; readonly sandbox: boolean };

/** `--data DIR` and `--no-sandbox`, the same as the command line's `start`. */
export function readArguments(argv: readonly string[], env: NodeJS.ProcessEnv): Arguments {
  const at = argv.indexOf('--data');
  const joined = argv.find((word) => word.startsWith('--data='))?.slice('--data='.length);
  const folder = joined ?? (at === -1 ? undefined : argv[at + 1]) ?? env.GRIDLINE_DATA;
  return { dataFolder: folder ? resolve(folder) : null, sandbox: !argv.includes('--no-sandbox') };
}
