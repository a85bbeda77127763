import type { Screen } from '#renderer/app/route.ts';
import { useRoute } from '#renderer/app/router.ts';
import { screenRow } from '#renderer/app/screens/registry.ts';
import { say } from '#renderer/kit/toast.tsx';
import type { Command, Targets } from './command.ts';

let table: readonly Command[] = [];

/** Says what commands there are, before anything is drawn. */
export function giveCommands(rows: readonly Command[]): void {
  table = rows;
}

export const allCommands = (): readonly Command[] => table;

/** What can mean something on a screen. */
export const commandsOn = (screen: Screen): readonly Command[] =>
  table.filter(({ where }) => where === 'everywhere' || where === screen);

/** Why it can't be done here and now; null where it can. */
export function whyNot(command: Command, targets: Targets): string | null {
  const { where } = command;
  if (where !== 'everywhere' && where !== useRoute.getState().screen)
    return `Go to ${screenRow(where).place.toLowerCase()} first.`;
  const enabled = command.enabled(targets);
  return enabled === true ? null : enabled;
}

/** Does what a key, a button or the palette asks for, or says why not. */
export function runCommand(command: Command, targets: Targets = command.targets()): void {
  const why = whyNot(command, targets);
  if (why === null) command.run(targets);
  else say(why);
}
