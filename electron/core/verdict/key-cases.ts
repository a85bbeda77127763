import type { CaseDeleted } from '#shared/model/payloads.ts';

/** Which cases stand for each key, by what was seen of them in order. */
export type KeyCases = {
  seen(event: { readonly key: string; readonly caseId: string }): void;
  deleted(event: Pick<CaseDeleted, 'key' | 'caseId' | 'masterId'>): void;
  /** True while a case stands for the key, whichever. */
  isLive(key: string): boolean;
  /** Keys that had a case and have none any more. */
  deletedKeys(): ReadonlySet<string>;
};

/**
 * A key may have had several cases: the one it was written to, the one that was merged into, and one that was made after
 * a deletion nobody had heard of. It is deleted when all of them are, in whatever order they were told of.
 */
export function createKeyCases(): KeyCases {
  const keys = new Map<string, Map<string, boolean>>();
  const casesOf = (key: string) => {
    const known = keys.get(key) ?? new Map<string, boolean>();
    keys.set(key, known);
    return known;
  };
  const isLive = (key: string) => [...(keys.get(key)?.values() ?? [])].includes(true);
  return {
    seen: ({ key, caseId }) => void casesOf(key).set(caseId, true),
    deleted({ key, caseId, masterId }) {
      const cases = casesOf(key);
      cases.set(caseId, false);
      // Whoever merged saw the other case; what is known of it by itself comes first.
      if (masterId !== null && !cases.has(masterId)) cases.set(masterId, true);
    },
    isLive,
    deletedKeys: () => new Set([...keys.keys()].filter((key) => !isLive(key))),
  };
}
