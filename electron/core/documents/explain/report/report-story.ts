import { withArticle } from '#shared/lib/sentence.ts';
import type { Track } from '#shared/model/feed/exchange.ts';
import { kindOf } from '#shared/model/issue/issue-kind.ts';
import type { Report } from '#shared/model/feed/report.ts';
import type { Attribution, Direction } from '../fault/attribution.ts';

/** A problem that a network reports on one track of a document. */
export type ReportedProblem = {
  readonly track: Track;
  readonly report: Extract<Report, { verdict: 'problem' }>;
  /** Whether the document is known to have reached its receiver. */
  readonly reached: boolean;
  /** What other reports of the same process say in words. */
  readonly beside: readonly string[];
  readonly documentType: string | null;
  readonly documentNumber: string | null;
  /** Null where it is not known which side the partner is. */
  readonly partnerName: string | null;
  readonly direction: Direction;
};

/** What a report tells: `headline` follows the document in the title. */
export type Story = { readonly headline: string; readonly why: string; readonly attribution: Attribution };

/** A status that we have no words for, or a problem of which no more than its kind is told. */
export function unknownStatus(what: string, { kind, status }: ReportedProblem['report']): Story {
  if (status === undefined) {
    const why =
      kind === 'exception'
        ? 'Trading Grid reports a problem without saying which.'
        : `Trading Grid reports a problem: ${kindOf[kind].means}.`;
    return { headline: 'has a problem', why, attribution: strange('The problem') };
  }
  const why = `Trading Grid gives it ${withArticle(what)} we do not know: "${status}".`;
  return { headline: `has ${what} "${status}"`, why, attribution: strange() };
}

/** Something the network says that we have no words for. */
export function strange(what = 'The status'): Attribution {
  return {
    fault: 'unknown',
    faultReason: `${what} is not one we know.`,
    next: 'Look the document up in Trading Grid.',
    again: 'no',
  };
}
