import type { ExchangeReport } from '#shared/model/feed/exchange.ts';
import type { IssueKind } from '#shared/model/issue/issue-kind.ts';
import type { ReportReason, Verdict } from '#shared/model/feed/report.ts';

/** Lens' words in ours, by the Lens API cheat sheet of June 2025; the only place that knows them. */
export type WordMeaning = Verdict & {
  /** In plain words. */
  readonly meaning: string;
  readonly reason?: ReportReason;
  /** The receiver has the document. */
  readonly reached?: true;
  readonly acknowledgement?: ExchangeReport['acknowledgement'];
};

type Entry = readonly [meaning: WordMeaning, ...spellings: string[]];

const statuses = byWord([
  [{ verdict: 'waiting', meaning: 'batched' }, 'b', 'batched'],
  [{ verdict: 'waiting', meaning: 'processing' }, 'p', 'processing'],
  [{ verdict: 'waiting', meaning: 'ready for pickup' }, 'r', 'readyforpickup'],
  [{ verdict: 'waiting', meaning: 'delivery in progress' }, 'd', 'deliveryinprogress'],
  // Cancelled: it never went out, so that nothing that went wrong before has ended.
  [{ verdict: 'waiting', meaning: 'delivery disabled', reason: 'cancelled' }, 'n', 'deliverydisabled', 'disabled'],
  [{ verdict: 'clear', meaning: 'completed' }, 'c', 'completed'],
  [{ verdict: 'clear', meaning: 'delivered', reached: true }, 's', 'delivered'],
  [{ verdict: 'problem', kind: 'duplicate', meaning: 'duplicate' }, 'u', 'duplicate'],
  [{ verdict: 'problem', kind: 'on-hold', meaning: 'on hold' }, 'h', 'onhold'],
  [{ verdict: 'problem', kind: 'validation-failed', meaning: 'validation error' }, 'v', 'validationerror'],
  [{ verdict: 'problem', kind: 'delivery-failed', meaning: 'delivery failed' }, 'f', 'failed', 'deliveryfailed'],
]);

/** Its letters clash with X12's (`M` here is a manual acceptance), so it is a list of its own. */
const acknowledgements = byWord([
  [{ verdict: 'waiting', meaning: 'waiting', acknowledgement: 'awaited' }, 'w', 'waiting', 'waitingforfa'],
  [
    { verdict: 'waiting', meaning: 'not expected', acknowledgement: 'not expected' },
    'n',
    'nofaexpected',
    'notexpected',
  ],
  [{ verdict: 'waiting', meaning: 'suppressed', acknowledgement: 'not expected' }, 's', 'suppressed'],
  [{ verdict: 'waiting', meaning: 'received', acknowledgement: 'given', reached: true }, 'c', 'received'],
  [
    { verdict: 'clear', meaning: 'accepted', acknowledgement: 'given', reached: true },
    'a',
    'accepted',
    'acceptedreceived',
  ],
  // By hand in Trading Grid: whether the receiver has it nobody says.
  [{ verdict: 'clear', meaning: 'manually accepted', acknowledgement: 'given' }, 'm', 'manuallyaccepted'],
  [
    {
      verdict: 'problem',
      kind: 'accepted-with-errors',
      meaning: 'accepted with errors',
      acknowledgement: 'given',
      reached: true,
    },
    'e',
    'acceptedwitherrors',
    'acceptedwitherror',
  ],
  [
    {
      verdict: 'problem',
      kind: 'partially-accepted',
      meaning: 'partially accepted',
      acknowledgement: 'given',
      reached: true,
    },
    'p',
    'partiallyaccepted',
  ],
  [
    { verdict: 'problem', kind: 'rejected', meaning: 'rejected', acknowledgement: 'given', reached: true },
    'r',
    'rejected',
  ],
  [
    { verdict: 'problem', kind: 'overdue-acknowledgement', meaning: 'timed out' },
    't',
    'timedout',
    'timedoutlatefa',
    'latefa',
  ],
]);

/** A processing status in any spelling: `F`, `Failed`, `DeliveryFailed`, `Delivery failed`; undefined for one we have not met. */
export function statusMeaning(word: string): WordMeaning | undefined {
  return statuses.get(bare(word));
}

/** A functional acknowledgement status in any spelling; undefined for one we have not met. */
export function acknowledgementMeaning(word: string): WordMeaning | undefined {
  return acknowledgements.get(bare(word));
}

/** What the delivery status says beside the status, and why it has not arrived, or not all of it. */
type DeliveryFailure = { readonly kind: IssueKind; readonly reason?: ReportReason };

/**
 * A failure that the delivery status tells of; null where it tells of none. Three of its words are published, all of them
 * failures; whatever else speaks of one is taken for one. The rest says no more than the status does: which words there are
 * for what went well nobody has published, and an issue for each of them would bury those that matter.
 */
export function deliveryFailure(word: string): DeliveryFailure | null {
  const text = bare(word);
  if (text === 'partiallydelivered') return { kind: 'exception', reason: 'partly-delivered' };
  if (text.startsWith('partial')) return { kind: 'delivery-failed', reason: 'partly-delivered' };
  const known = statuses.get(text);
  if (known?.verdict === 'problem' && known.kind !== 'delivery-failed') return { kind: known.kind };
  const isFailure = known?.verdict === 'problem' || /fail|reject|error|undeliver/.test(text);
  return isFailure ? { kind: 'delivery-failed', reason: 'not-delivered' } : null;
}

/** Negative codes only say that the reason stands on another entry of the process; `0` says that there is none. */
export function codeWeight(code: string): 'error' | 'pointer' | 'none' {
  const text = code.trim();
  if (text === '' || text === '0') return 'none';
  return /^-\d+$/.test(text) ? 'pointer' : 'error';
}

/** Lens has a status `Unknown` of its own: it says nothing. */
export function saysNothing(word: string): boolean {
  return word.trim().toLowerCase() === 'unknown';
}

function byWord(entries: readonly Entry[]): ReadonlyMap<string, WordMeaning> {
  return new Map(entries.flatMap(([meaning, ...words]) => words.map((word) => [word, meaning] as const)));
}

function bare(word: string): string {
  return word.toLowerCase().replaceAll(/[^a-z]/g, '');
}
