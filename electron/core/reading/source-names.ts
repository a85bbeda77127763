/** What people call a source that is no connection. */
export const ownSourceNames: Readonly<Record<string, string>> = { file: 'A file', clock: 'Gridline’s own clock' };
