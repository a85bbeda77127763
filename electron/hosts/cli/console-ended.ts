import { CommandError } from './fail.ts';

/** The console that a command talked to went away before it answered; `path` is the call that was under way. */
export function consoleEnded(path: readonly string[], cause: unknown): CommandError {
  const message = 'The console for this data folder stopped before it answered.';
  if (path[0] !== 'actions' || path[1] === 'list') {
    // All that commands do can be done again: what was read, stored or copied already is so once.
    return new CommandError(message, {
      next: 'Run the command again. With no console running, it does the work itself.',
      cause,
    });
  }
  return new CommandError(path[1] === 'request' ? `${message} It may or may not have accepted the action.` : message, {
    next: 'Check gridline outbox first: anything listed there was accepted and will be sent once Gridline is running.',
    cause,
  });
}
