import type { Command } from 'commander';
import type { Grouping } from '#shared/model/issue/grouping.ts';
import type { CommandContext } from '../context.ts';
import { CommandError } from '../fail.ts';
import { counted } from '../words.ts';

type Options = {
  readonly alone?: boolean;
  readonly together?: boolean;
  readonly with?: string;
  readonly byRules?: boolean;
};

/** Exactly one of the ways. */
function wayOf({ alone, together, with: id, byRules }: Options): Grouping {
  const ways: readonly (Grouping | false)[] = [
    alone === true && { kind: 'alone' },
    together === true && { kind: 'together' },
    id !== undefined && { kind: 'with', id },
    byRules === true && { kind: 'rules' },
  ];
  const [way, ...others] = ways.filter((each) => each !== false);
  if (way !== undefined && others.length === 0) return way;
  throw new CommandError('Say one of --alone, --together, --with ID and --by-rules.', { exitCode: 2 });
}

const done: Readonly<Record<Grouping['kind'], string>> = {
  alone: 'now by itself',
  together: 'now in an incident of their own',
  with: 'now in that incident',
  rules: 'grouped by the rules again',
  back: 'where it was',
};

export const group = {
  configure: (command: Command): Command =>
    command
      .argument('<ids...>', 'the issues’ ids, as `queue` lists them')
      .option('--alone', 'take each out of its incident')
      .option('--together', 'put them into an incident of their own')
      .option('--with <id>', 'put them into the incident of that issue')
      .option('--by-rules', 'let the rules group them again'),

  async run(context: CommandContext, ids: readonly string[], options: Options): Promise<number> {
    const to = wayOf(options);
    return context.withSession(async ({ client }) => {
      const { changed, at } = await client.issues.group({ ids, to });
      const moved = changed.flatMap((each) => each.ids);
      context.output.answer({ changed: moved, at }, () => [
        moved.length === 0 ? 'Nothing to change.' : `${counted(moved.length, 'issue')} ${done[to.kind]}.`,
      ]);
      return 0;
    });
  },
};
