import { screenTable } from './screens.ts';
import type { Command } from '#renderer/app/commands/command.ts';
import { help, leadsTo, palette, undo } from '#renderer/app/commands/everywhere.ts';
import { screens } from '#renderer/app/route.ts';
import { outboxCommands } from '#renderer/screens/outbox/commands.ts';
import { importCommand } from '#renderer/parts/imports/command.ts';
import { queueCommands } from '#renderer/screens/queue/commands.ts';

/** Every command there is: those of the screens, what leads to each screen, and what works everywhere. */
export const commandTable: readonly Command[] = [
  ...queueCommands,
  ...outboxCommands,
  undo,
  importCommand,
  ...screens.map((screen) => leadsTo(screenTable[screen])),
  palette,
  help,
];
