import { day, hour, type Millis } from '#shared/lib/time.ts';
import type { Acknowledgement, EdiDocument } from '#shared/model/edi/edi.ts';
import { writtenTime, zones } from './acknowledgement-time.ts';
import { type AcknowledgementLevel, envelopeKey, sameSetControl } from './fingerprint.ts';

/** A document that was sent, by the issue that is its own. */
export type Sent = {
  readonly id: string;
  readonly at: Millis;
  readonly document: EdiDocument;
};

/** Which documents an acknowledgement is about. */
export type Meant<S extends Sent> = {
  /** None where no document in the cache fits. */
  readonly sent: readonly S[];
  /** False where several fit and the acknowledgement does not say which of them it means. */
  readonly certain: boolean;
  /** It is about the business document, of which several copies were sent. */
  readonly whole: boolean;
};

/** Control numbers come round again: an acknowledgement that took longer than this is about a document we never saw. */
const longestMs = { functional: 90 * day, business: 200 * day } as const;

/** Documents this near to each other can't be told apart by the time of an acknowledgement. */
const together = 20 * hour;

/** So long after a document an acknowledgement of it is still likelier than one of a document sent within hours of the acknowledgement. */
const late = 3 * day;

const functional: ReadonlySet<string> = new Set(['997', '999', 'TA1', 'CONTRL']);

/**
 * The documents meant among those that have the numbers an acknowledgement names. An acknowledgement is not older than its document, and of
 * several the one sent last before it is meant (X12 RFI 723 and 1220: numbers are used again, time tells copies apart).
 */
export function documentsMeant<S extends Sent>(
  acknowledgement: Acknowledgement,
  at: Millis,
  level: AcknowledgementLevel,
  sent: readonly S[],
): Meant<S> {
  // A test is answered by a test; but a partner may forget to say so.
  const alike = amongAll(
    acknowledgement,
    at,
    level,
    sent.filter(({ document }) => document.test === acknowledgement.test),
  );
  return alike.sent.length > 0 ? alike : amongAll(acknowledgement, at, level, sent);
}

function amongAll<S extends Sent>(
  acknowledgement: Acknowledgement,
  at: Millis,
  level: AcknowledgementLevel,
  sent: readonly S[],
): Meant<S> {
  switch (level) {
    case 'itself':
      return { sent: [], certain: true, whole: false };
    case 'set':
    case 'number': {
      const meant = fitting(acknowledgement, at, sent);
      return { sent: meant, certain: meant.length < 2, whole: false };
    }
    case 'group': {
      const rounds = new Map<string, { readonly at: Millis; readonly sent: S[] }>();
      for (const each of sent) {
        const key = envelopeKey(each.document);
        const known = rounds.get(key);
        if (known === undefined) rounds.set(key, { at: each.at, sent: [each] });
        else known.sent.push(each);
      }
      const candidates = [...rounds.values()];
      const exact = candidates.filter((round) => isExactly(acknowledgement, round.sent[0]?.document));
      const meant =
        exact.length > 0
          ? exact
          : fitting(
              acknowledgement,
              at,
              candidates.filter((round) => mayBe(acknowledgement, round.at)),
            );
      return { sent: meant.flatMap((round) => round.sent), certain: meant.length < 2, whole: false };
    }
  }
}

/** One business document that was sent more than once. */
export function areCopies(sent: readonly Sent[]): boolean {
  const documents = new Set(
    sent.map(({ document: { type, number, edition, test } }) =>
      number === null ? null : JSON.stringify([type, number, edition, test]),
    ),
  );
  return sent.length > 1 && documents.size === 1 && !documents.has(null);
}

/** TA102 and TA103 repeat the date and time of the interchange that is meant. */
function isExactly({ answers }: Acknowledgement, document: EdiDocument | undefined): boolean {
  return answers.preparedAt !== null && document?.preparedAt === answers.preparedAt;
}

/** Some partners write a time of their own there; a day that is another one names another interchange. */
function mayBe({ answers }: Acknowledgement, at: Millis): boolean {
  const said = writtenTime(answers.preparedAt);
  return said === null || Math.abs(said - at) <= day;
}

function fitting<T extends { readonly at: Millis }>(
  acknowledgement: Acknowledgement,
  at: Millis,
  sent: readonly T[],
): readonly T[] {
  const patienceMs = functional.has(acknowledgement.type) ? longestMs.functional : longestMs.business;
  const fits = sent.filter((each) => each.at <= at + zones && each.at >= at - patienceMs);
  if (fits.length < 2) return fits;
  const last = Math.max(...fits.map((each) => each.at));
  // By the clocks it was sent after the acknowledgement: it may be meant all the same, or the one before it was answered late.
  if (last > at) return fits.filter((each) => each.at > at || at - each.at < late);
  return fits.filter((each) => last - each.at < together);
}

/** Whether a group's acknowledgement leaves it to another one beside it to speak of this document. */
export function isNamed({ named }: Acknowledgement, { type, control }: EdiDocument): boolean {
  const { set } = control;
  return set !== null && named.some((each) => sameSetControl(each, set, type));
}
