import type { Member } from './regroup.ts';

/** What hangs together: the incidents that it is of already, and the rows that are of none yet. */
export type Together = { readonly incidents: readonly number[]; readonly lone: readonly Member[] };

/** Puts together whatever is beside something that is beside it. What stands alone is left out. */
export function together(beside: readonly (readonly Member[])[]): readonly Together[] {
  const heads = new Map<string, string>();
  const find = (key: string): string => {
    let head = key;
    for (let next = heads.get(head); next !== undefined && next !== head; next = heads.get(head)) head = next;
    heads.set(key, head);
    return head;
  };
  const rows = new Map<number, Member>();
  for (const [first, ...others] of beside) {
    if (first === undefined || others.length === 0) continue;
    for (const member of [first, ...others]) {
      rows.set(member.n, member);
      heads.set(find(keyOf(member)), find(keyOf(first)));
    }
  }
  const found = new Map<string, { readonly incidents: Set<number>; readonly lone: Member[] }>();
  for (const member of rows.values()) {
    const head = find(keyOf(member));
    const one = found.get(head) ?? { incidents: new Set(), lone: [] };
    found.set(head, one);
    if (member.incident === null) one.lone.push(member);
    else one.incidents.add(member.incident);
  }
  return [...found.values()].map(({ incidents, lone }) => ({ incidents: [...incidents], lone }));
}

const keyOf = ({ n, incident }: Member): string => (incident === null ? `row ${n}` : `incident ${incident}`);
