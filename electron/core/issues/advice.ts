import type { Millis } from '#shared/lib/time.ts';
import { documentTypeName } from '#shared/model/document-types.ts';
import type { EdiDocument, Explanation } from '#shared/model/edi.ts';
import type { Issue } from '#shared/model/issue.ts';
import { meets } from './both-sides.ts';
import type { Evidence } from './evidence.ts';
import { type History, isEarlierCopy, type Part } from './history.ts';
import { acknowledgementVerdict, isAccepted } from './problem.ts';

export type Situation = {
  readonly history: History;
  /** The problem that is explained. */
  readonly worst: Part;
  readonly status: Issue['status'];
  readonly resolvedBy: Issue['resolvedBy'];
  readonly partner: string;
};

/**
 * What to do in the light of everything that is known, where the explanation of one message knows only that message: what
 * is over asks for nothing, what is known to have arrived is not sent again, and where several documents may be meant
 * somebody has to ask.
 */
export function advise(explanation: Explanation, situation: Situation): Explanation {
  const { status, history, worst } = situation;
  const known = withDoubt(explanation, situation);
  if (status === 'resolved') return { ...known, next: `Nothing to do: ${ending(situation)}.`, again: 'no' };
  if (!history.active && history.endedBy !== null) {
    const over = sentence(ending({ ...situation, resolvedBy: 'source' }));
    return { ...known, next: `${over}. Somebody reopened it: see why, and resolve it when that is done.`, again: 'no' };
  }
  if (worst.evidence.doubt !== undefined) {
    const next = `Ask ${situation.partner} which of them it means. Send none of them again before that.`;
    return { ...known, next, again: 'no' };
  }
  if (worst.problem === 'duplicate') return firstCopy(known, situation);
  return known.again === 'unchanged' ? notAgain(known, situation) : known;
}

/** Why nothing is left to do, to go on after a colon. */
function ending({ history, worst, resolvedBy, partner }: Situation): string {
  if (resolvedBy === 'person') return 'it was resolved by hand';
  if (resolvedBy === 'case') return 'the case about it was closed';
  const { endedBy } = history;
  if (endedBy === null) return 'it is over';
  const when = `on ${dayAndTime(endedBy.at)}`;
  if (isEarlierCopy(worst.evidence, endedBy)) return `the copy sent again was accepted ${when}`;
  const { event } = endedBy;
  if (event.kind === 'transaction.seen') {
    return isAccepted(event.payload) ? `${partner} accepted it ${when}` : `it went through after all ${when}`;
  }
  if (event.kind === 'acknowledgement.received') {
    const verdict = acknowledgementVerdict(event.payload.acknowledgement);
    if (verdict === 'clear') return `${partner} accepted it ${when}`;
    return `the answer came ${when}`;
  }
  if (event.kind === 'file.received' || event.kind === 'file.unreadable') return `the file was read anew ${when}`;
  return `it ended ${when}`;
}

/** A document that was refused as a duplicate is not missing where the copy before it was taken. */
function firstCopy(explanation: Explanation, { history, worst, partner }: Situation): Explanation {
  const { subject = null } = worst.evidence;
  const pass = history.passed.find((each) => subject === null || each.subject !== subject);
  if (pass === undefined) return explanation;
  const next = `${sentence(partner)} accepted the copy sent before on ${dayAndTime(pass.at)}, so nothing is missing. Do not send it again.`;
  return { ...explanation, next, again: 'no' };
}

/** Sending the same thing again is for what never arrived. */
function notAgain(explanation: Explanation, { history, worst, partner }: Situation): Explanation {
  const about = ({ event, subject = null }: Evidence) =>
    event.seq !== worst.evidence.event.seq && meets(subject, worst.evidence.subject ?? null);
  const arrival = history.arrivals.findLast(about);
  if (arrival === undefined) return explanation;
  const { event } = arrival;
  const answered = event.kind === 'acknowledgement.received' ? `${partner} answered it` : 'Trading Grid saw it arrive';
  const start = `${sentence(answered)} on ${dayAndTime(arrival.at)}, so it did arrive`;
  return { ...explanation, next: `${start}: do not send it again. Ask ${partner} what became of it.`, again: 'no' };
}

/** Documents named in a sentence; of more the rest is counted. */
const mostNamed = 3;

function withDoubt(explanation: Explanation, { history, worst }: Situation): Explanation {
  const own = worst.evidence.doubt;
  if (own !== undefined) {
    const why = `${explanation.why} The answer fits ${own.length} documents (${namesOf(own)}); its numbers do not say which is meant.`;
    return { ...explanation, why };
  }
  const [doubt] = history.doubts.filter(({ subject = null }) => meets(subject, worst.evidence.subject ?? null));
  if (doubt?.doubt === undefined) return explanation;
  const why = `${explanation.why} An answer has come that fits this document as well as others (${namesOf(doubt.doubt)}); its numbers do not say which is meant.`;
  return { ...explanation, why };
}

/** `Invoice INV-1, Invoice INV-2 and 4 more`. */
function namesOf(documents: readonly EdiDocument[]): string {
  const names = [...new Set(documents.map(nameOf))].toSorted();
  const more = names.length - mostNamed;
  const named = names.slice(0, mostNamed).join(', ');
  return more > 0 ? `${named} and ${more} more` : named;
}

function nameOf({ type, number, control, preparedAt }: EdiDocument): string {
  const name = documentTypeName(type);
  if (number !== null) return `${name} ${number}`;
  const sent = preparedAt === null ? '' : `, sent ${preparedAt.replace('T', ' ')}`;
  return `${name} (control ${control.set ?? control.interchange ?? 'unknown'}${sent})`;
}

/** `2026-11-20 09:30 UTC` */
function dayAndTime(at: Millis): string {
  return `${new Date(at).toISOString().slice(0, 16).replace('T', ' ')} UTC`;
}

function sentence(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
