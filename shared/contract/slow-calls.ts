/** The procedures that may take minutes, as the contract has them (`long`). Plain names, so that a page needs no schema to know its time limits. */
export const slowCalls: ReadonlySet<string> = new Set([
  'connections.poll',
  'connections.signIn',
  'connections.test',
  'documents.importFiles',
  'documents.importPaths',
  'people.erase',
  'settings.set',
  'system.backup',
  'system.live',
  'system.startSandbox',
  'system.trim',
  'system.verify',
]);
