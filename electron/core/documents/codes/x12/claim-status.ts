/**
 * Categories of claim status (STC01-1, code source 507) that a claim acknowledgement refuses with. Labels continue
 * "claim 4711 ...". Categories A0 to A2 and A5 take a claim further.
 */
export const refusedCategories: ReadonlyMap<string, string> = new Map([
  ['A3', 'was returned as one that cannot be processed'],
  ['A4', 'was not found'],
  ['A6', 'was rejected because information is missing'],
  ['A7', 'was rejected because information in it is not valid'],
  ['A8', 'was rejected because fields in it do not fit each other'],
]);

/** The same for a title, after a colon. */
export const refusedInShort: ReadonlyMap<string, string> = new Map([
  ['A3', 'cannot be processed'],
  ['A4', 'not found'],
  ['A6', 'information is missing'],
  ['A7', 'information is not valid'],
  ['A8', 'fields do not fit each other'],
]);

/** Categories by which a payer takes a claim. */
export const takenCategories: ReadonlySet<string> = new Set(['A0', 'A1', 'A2', 'A5']);
