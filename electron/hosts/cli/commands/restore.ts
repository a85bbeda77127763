import { join, resolve } from 'node:path';
import type { Command } from 'commander';
import { restoreBackup } from '#core/index.ts';
import { createLog } from '../../lib/log.ts';
import { takeOwnership } from '../../lib/owner.ts';
import type { CommandContext } from '../context.ts';
import { heldBy } from '../session.ts';

export const restore = {
  configure: (command: Command): Command => command.argument('<file>', 'a copy made by `gridline backup`'),

  async run(context: CommandContext, file: string): Promise<number> {
    const ownership = takeOwnership(context.dataFolder, 'command line');
    if (!ownership.owned) throw heldBy(context.dataFolder, ownership.by);
    try {
      const backup = resolve(file);
      const path = join(resolve(context.dataFolder), 'gridline.db');
      const restored = restoreBackup({ path, backup, now: Date.now(), log: createLog(context.logLevel) });
      context.output.answer({ restored: backup, ...restored }, () => [
        `${backup} was checked and is in use now: ${restored.events} events, ${restored.issues} issues (${restored.path}).`,
        ...(restored.derivedAnew
          ? ['Its issues were damaged or of another version: they were rebuilt from its journal, which is intact.']
          : []),
        restored.movedTo === null
          ? 'There was no database before.'
          : `What was there before is in ${restored.movedTo}. To go back: gridline restore "${join(restored.movedTo, 'gridline.db')}" --data "${resolve(context.dataFolder)}"`,
        'Backups contain no secrets; those entered on this computer are used as before.',
      ]);
      return 0;
    } finally {
      ownership.release();
    }
  },
};
