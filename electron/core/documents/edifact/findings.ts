import type { Finding } from '#shared/model/edi/edi.ts';

/** Collects findings, bounded: a hostile file must not turn every byte into a sentence. */
export type Findings = {
  readonly add: (code: string, severity: Finding['severity'], message: string, offset: number) => void;
  /** Like `add`, but at most once per file for each code. */
  readonly once: (code: string, severity: Finding['severity'], message: string, offset: number) => void;
  readonly list: () => readonly Finding[];
};

const mostFindings = 500;

export function collectFindings(): Findings {
  const found: Finding[] = [];
  const seen = new Set<string>();
  const add: Findings['add'] = (code, severity, message, offset) => {
    if (found.length < mostFindings) found.push({ code, severity, message, offset });
    else if (found.length === mostFindings)
      found.push({
        code: 'too-many-findings',
        severity: 'note',
        message: `This file has more than ${mostFindings} oddities; the rest are not listed.`,
        offset,
      });
  };
  return {
    add,
    once: (code, severity, message, offset) => {
      if (seen.has(code)) return;
      seen.add(code);
      add(code, severity, message, offset);
    },
    list: () => found,
  };
}
