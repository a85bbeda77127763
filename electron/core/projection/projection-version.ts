/**
 * Which version of the rules made the stored rows. Raise it by one with every change that makes other rows of the same
 * journal: a title or explanation that is worded differently, another severity, kind, due time or fingerprint, a new
 * column. A workspace of another version is then derived anew when it is opened; without that, `verify` reports every
 * old row as different. A test with a small history of every kind of event notices when it was forgotten.
 */
export const projectionVersion = 17;
