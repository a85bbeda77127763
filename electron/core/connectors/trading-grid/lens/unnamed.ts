/** Each is a question to Lens, so there must be an end. */
const mostProbes = 48;

/**
 * Which of `optional` a server refuses that does not say which: halves are left out until each of those refused stands
 * alone. `isTaken` asks without the given ones. None where it is refused without all of them: then it is about something
 * else. What could not be tried within the bound counts as refused.
 */
export async function unnamedIn(
  optional: readonly string[],
  isTaken: (without: ReadonlySet<string>) => Promise<boolean>,
): Promise<readonly string[]> {
  const refused = new Set(optional);
  if (optional.length === 0 || !(await isTaken(refused))) return [];
  let probes = 1;
  const open: (readonly string[])[] = [optional];
  for (let group = open.shift(); group !== undefined && probes < mostProbes; group = open.shift()) {
    const without = new Set(refused);
    for (const name of group) without.delete(name);
    probes += 1;
    if (await isTaken(without)) for (const name of group) refused.delete(name);
    else if (group.length > 1) {
      const half = Math.ceil(group.length / 2);
      open.unshift(group.slice(0, half), group.slice(half));
    }
  }
  return [...refused];
}
