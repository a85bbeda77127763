import type { Command } from './keys/key-map.ts';
import type { Screen } from './route.ts';
import { goTo, useRoute } from './router.ts';
import { useShell } from './shell-state.ts';
import { undoLast } from './undo.ts';

const everywhere = {
  'go queue': () => goTo('queue'),
  'go outbox': () => goTo('outbox'),
  'go connections': () => goTo('connections'),
  'go settings': () => goTo('settings'),
  help: () => useShell.setState({ help: true }),
  undo: () => undoLast(),
} satisfies Partial<Record<Command, () => void>>;

type Everywhere = keyof typeof everywhere;

/** What the commands that only some screens know do on one of them. */
export type ScreenCommands = Readonly<Partial<Record<Exclude<Command, Everywhere>, () => void>>>;

const byScreen = new Map<Screen, ScreenCommands>();

/** Says what the commands mean on a screen. */
export function giveCommands(screen: Screen, commands: ScreenCommands): void {
  byScreen.set(screen, commands);
}

const worksEverywhere = (command: Command): command is Everywhere => command in everywhere;

/** Does what a key or a button asks for. Returns false for what has no meaning on the present screen. */
export function runCommand(command: Command): boolean {
  if (worksEverywhere(command)) {
    everywhere[command]();
    return true;
  }
  const run = byScreen.get(useRoute.getState().screen)?.[command];
  run?.();
  return run !== undefined;
}
