/** The source of people that somebody wrote down here; any other is the connection that brought them. */
export const writtenHere = 'settings';
