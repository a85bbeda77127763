import type { Command } from 'commander';
import { confirm } from '../confirm.ts';
import type { CommandContext } from '../context.ts';
import { counted } from '../words.ts';

type Options = { readonly yes: boolean; readonly dryRun: boolean };

/** Said after what was erased or removed is still in the log. */
export const stillHeld =
  'Another program has the database open. Until it closes, what was erased can still be read in the log on disk.';

const afterwards = [
  'Earlier backups and before-restore folders still contain it: delete them, or erase again after restoring one.',
  'Not erased: imported files, the text of documents, and anything in outside systems.',
  'Anything a connection provides about the person comes back with its next poll unless it is removed there.',
];

export const erase = {
  configure: (command: Command): Command =>
    command
      .argument('<who>', 'a name or an address')
      .option('--yes', 'erase without asking', false)
      .option('--dry-run', 'only show what would be erased', false),

  async run(context: CommandContext, who: string, options: Options): Promise<number> {
    const { output } = context;
    return context.withSession(async ({ client }) => {
      output.remark('Looking for what is kept…');
      const found = await client.people.erase({ who, rehearse: true });
      const what = [
        `Known as: ${found.names.join(', ')}`,
        `${counted(found.texts, 'text')} in the journal, in ${counted(found.issues, 'issue')}`,
        `${found.people === 1 ? 'one entry' : `${found.people} entries`} in the list of people, with their history`,
        `${counted(found.actions, 'action')} that ${found.actions === 1 ? 'names' : 'name'} them`,
        `${counted(found.others, 'other mention')}: who requested, set or was sent something, and computer names`,
      ];
      const nothing = found.texts + found.people + found.actions + found.others === 0;
      if (options.dryRun || nothing) {
        output.answer({ erased: false, ...found }, () =>
          nothing ? [`Nothing is kept about ${who} under this name or address.`] : [...what, 'Nothing was erased.'],
        );
        return 0;
      }
      if (!options.yes) {
        for (const line of what) output.remark(line);
        const answer = await confirm('Erase this for good?');
        if (answer !== true) {
          output.answer({ erased: false, ...found }, () => ['Nothing was erased.']);
          if (answer === null) output.remark('Add --yes to erase it.');
          return 1;
        }
      }
      const erased = await client.people.erase({ who, rehearse: false });
      output.answer({ erased: true, ...erased }, () => [
        ...(options.yes ? what : []),
        'Erased.',
        ...(erased.held ? [stillHeld] : []),
        ...afterwards,
      ]);
      return 0;
    });
  },
};
