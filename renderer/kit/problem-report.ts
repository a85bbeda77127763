/** Errors that the engine words itself. All others may quote what was read from a partner. */
const engineErrors = ['TypeError', 'ReferenceError', 'RangeError', 'InternalError'];

/**
 * What can be handed to whoever looks after Gridline: the kind of error and where in our code, never a value. Nothing
 * of it leaves the machine unless a person pastes it somewhere.
 */
export function problemReport(error: unknown, place: string, version: string): string {
  const name = error instanceof Error ? error.name : typeof error;
  const said = error instanceof Error && engineErrors.includes(name) ? `: ${withoutQuotes(error.message)}` : '';
  const frames = error instanceof Error ? codePlaces(error.stack ?? '') : [];
  return [`Gridline ${version}, ${place}`, `${name}${said}`, ...frames, navigator.userAgent].join('\n');
}

function withoutQuotes(message: string): string {
  return message.replace(/(["'`])(?:(?!\1).)*\1/g, '…').replace(/[“‘][^”’]*[”’]/g, '…');
}

/** `at name (file:line:column)`, without the address of this run's server. */
function codePlaces(stack: string): readonly string[] {
  return stack
    .split('\n')
    .filter((line) => /^\s*at .+:\d+:\d+\)?$|^[^\s]*@.+:\d+:\d+$/.test(line))
    .map((line) => line.replace(/[a-z]+:\/\/[^/)]*\//g, '').replace(/\?[^:)]*/g, ''))
    .slice(0, 12);
}
