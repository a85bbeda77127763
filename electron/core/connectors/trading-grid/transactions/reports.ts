import type { Millis } from '#shared/lib/time.ts';
import { codeOf, type ExchangeReport, wordsOf } from '#shared/model/feed/exchange.ts';
import type { Report, ReportReason, Verdict } from '#shared/model/feed/report.ts';
import {
  acknowledgementMeaning,
  codeWeight,
  deliveryFailure,
  saysNothing,
  statusMeaning,
  type WordMeaning,
} from './lens-words.ts';

/** What Lens says of an entry in words of its own, as sent. */
export type LensWords = {
  readonly status: string | null;
  /** 0 where Lens gives none. */
  readonly statusAt: Millis;
  readonly acknowledgementStatus: string | null;
  readonly acknowledgementAt: Millis | null;
  readonly deliveryStatus: string | null;
  readonly errorCode: string | null;
  readonly message: string | null;
};

/** Says it in the vocabulary of all outside systems. A word that we have not met is a problem with that word, and no end. */
export function reportsOf(said: LensWords): Pick<ExchangeReport, 'reached' | 'acknowledgement' | 'reports'> {
  const status = meaningOf(said.status, statusMeaning);
  const told = meaningOf(said.acknowledgementStatus, acknowledgementMeaning);
  const delivery = deliveryVerdict(said, status, told);
  // The message of a refusal is the reason of the refusal.
  const isOfAcknowledgement = delivery.verdict !== 'problem' && told.verdict === 'problem';
  const why = { code: filled(said.errorCode), words: filled(said.message) };
  return {
    reached: status.reached === true || told.reached === true,
    ...(told.acknowledgement === undefined ? {} : { acknowledgement: told.acknowledgement }),
    reports: {
      delivery: report(delivery, {
        reason: failureOf(said)?.reason ?? status.reason,
        status: filled(said.status),
        meaning: meaningBeside(said, delivery, status),
        at: said.statusAt > 0 ? said.statusAt : undefined,
        ...(isOfAcknowledgement ? {} : why),
      }),
      ...(filled(said.acknowledgementStatus) === undefined && said.acknowledgementAt === null
        ? {}
        : {
            acknowledgement: report(told, {
              status: filled(said.acknowledgementStatus),
              meaning: told.meaning,
              at: said.acknowledgementAt ?? undefined,
              ...(isOfAcknowledgement ? why : {}),
            }),
          }),
    },
  };
}

type Meaning = Verdict & Partial<WordMeaning>;

function meaningOf(word: string | null, known: (word: string) => WordMeaning | undefined): Meaning {
  if (filled(word) === undefined || word === null) return { verdict: 'waiting' };
  return known(word) ?? (saysNothing(word) && known === statusMeaning ? { verdict: 'waiting' } : strange);
}

const strange: Verdict = { verdict: 'problem', kind: 'exception' };

/** What became of it on its way. */
function deliveryVerdict(said: LensWords, status: Meaning, acknowledgement: Verdict): Verdict {
  const { errorCode, message } = said;
  if (status.verdict === 'problem') return status;
  const failure = failureOf(said);
  if (failure !== null) return { verdict: 'problem', kind: failure.kind };
  if (acknowledgement.verdict === 'problem') return status;
  const weight = codeWeight(errorCode ?? '');
  if (weight === 'error' || (weight === 'pointer' && status.verdict !== 'clear')) return strange;
  return filled(errorCode) === undefined && filled(message) !== undefined ? strange : status;
}

/** The words of the status. Where what else Lens says makes trouble of it they must not read as if all were well. */
function meaningBeside(said: LensWords, delivery: Verdict, status: Meaning): string | undefined {
  const { meaning } = status;
  if (meaning === undefined || status.verdict === 'problem' || delivery.verdict !== 'problem') return meaning;
  const reason = failureOf(said)?.reason;
  if (reason === 'not-delivered') return `${meaning}, but not delivered`;
  if (reason === 'partly-delivered') return `${meaning}, but only partly delivered`;
  return `${meaning}, but ${statusMeaning(said.deliveryStatus ?? '')?.meaning ?? 'with an error'}`;
}

function failureOf({ deliveryStatus }: LensWords) {
  return deliveryStatus === null ? null : deliveryFailure(deliveryStatus);
}

type Told = {
  readonly reason?: ReportReason | undefined;
  readonly status: string | undefined;
  readonly meaning: string | undefined;
  readonly code?: string | undefined;
  readonly words?: string | undefined;
  readonly at: Millis | undefined;
};

/** Without what is not told: an entry is kept for years, and most say little. */
function report(verdict: Verdict, told: Told): Report {
  const bare: Verdict =
    verdict.verdict === 'problem' ? { verdict: 'problem', kind: verdict.kind } : { verdict: verdict.verdict };
  return { ...bare, ...Object.fromEntries(Object.entries(told).filter(([, value]) => value !== undefined)) };
}

function filled(text: string | null): string | undefined {
  return text === null || text.trim() === '' ? undefined : text;
}

/** `on its way`: nothing is wrong now, but the end is not known either (it is being tried again). */
export type Standing = 'in trouble' | 'on its way' | 'well';

/**
 * How it stands, to decide whether Lens must be asked about it again. Where it is not certain, the answer is `in trouble`:
 * that costs a look, while a missed end would leave an issue open for ever.
 */
export function standingOf(exchange: ExchangeReport): Standing {
  const { delivery, acknowledgement } = exchange.reports;
  const verdicts = [delivery.verdict, acknowledgement?.verdict];
  const isUncertain = delivery.reason === 'not-delivered' || delivery.reason === 'partly-delivered';
  if (verdicts.includes('problem') || isUncertain || wordsOf(exchange) !== null) return 'in trouble';
  if (codeWeight(codeOf(exchange) ?? '') !== 'none') return 'in trouble';
  return verdicts.includes('clear') ? 'well' : 'on its way';
}
