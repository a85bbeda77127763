import { CommandError } from './fail.ts';

/** The console that a command talked to went away before it answered; `path` is the call that was under way. */
export function consoleEnded(path: readonly string[], cause: unknown): CommandError {
  const message = 'The console that runs over this data folder ended before it answered.';
  if (path[0] !== 'actions' || path[1] === 'list') {
    // All that commands do can be done again: what was read, stored or copied already is so once.
    return new CommandError(message, {
      next: 'Run the command again: without a console it does the work itself.',
      cause,
    });
  }
  return new CommandError(path[1] === 'request' ? `${message} It is not known whether it took the action.` : message, {
    next: 'Look at gridline outbox first: what stands there was taken, and is sent once Gridline runs.',
    cause,
  });
}
