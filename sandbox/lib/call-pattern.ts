/** True where `pattern` names the call: its exact name, a family (`salesforce.collections.*`) or `*`. */
export function matchesCall(pattern: string, operation: string): boolean {
  if (pattern === '*') return true;
  if (pattern.endsWith('.*')) return operation.startsWith(pattern.slice(0, -1));
  return pattern === operation;
}
