/** Document name codes, element 1001, that name one type of message for certain. */
export const messageOfDocument1001: ReadonlyMap<string, string> = new Map([
  ['220', 'ORDERS'],
  ['230', 'ORDCHG'],
  ['231', 'ORDRSP'],
  ['351', 'DESADV'],
  ['380', 'INVOIC'],
  ['381', 'INVOIC'],
  ['632', 'RECADV'],
]);
