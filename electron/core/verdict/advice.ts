import type { Millis } from '#shared/lib/time.ts';
import { documentTypeName } from '#shared/model/edi/document-types.ts';
import type { EdiDocument, Explanation } from '#shared/model/edi/edi.ts';
import type { Issue } from '#shared/model/issue/issue.ts';
import { type Copy, type Evidence, meets } from '../evidence/evidence.ts';
import { areOneEdition, isEarlierCopy } from '../evidence/copies.ts';
import type { History, Part } from './history.ts';
import { acknowledgementVerdict, isAccepted, isBusinessResponse } from '../evidence/problem.ts';

export type Situation = {
  readonly history: History;
  /** The problem that is explained. */
  readonly worst: Part;
  readonly status: Issue['status'];
  readonly resolvedBy: Issue['resolvedBy'];
  readonly partner: string;
  /** The copies of the document that were sent. */
  readonly copies: readonly Evidence[];
};

/**
 * What to do in the light of everything that is known, where the explanation of one message knows only that message: what
 * is over asks for nothing, what is known to have arrived is not sent again, and where acknowledgements contradict each other or
 * several documents may be meant somebody has to ask.
 */
export function advise(explanation: Explanation, situation: Situation): Explanation {
  const { status, history, worst, partner } = situation;
  const known = withDoubt(explanation, situation);
  if (status === 'resolved') return { ...known, next: `Nothing to do: ${ending(situation)}.`, again: 'no' };
  if (!history.active && history.endedBy !== null) {
    const over = sentence(ending({ ...situation, resolvedBy: 'source' }));
    return { ...known, next: `${over}. Somebody reopened it: see why, and resolve it when that is done.`, again: 'no' };
  }
  if (worst.evidence.doubt !== undefined) {
    const next = `Ask ${partner} which of them it means. Send none of them again before that.`;
    return { ...known, next, again: 'no' };
  }
  return (
    instead(known, afterCopy(situation)) ??
    instead(known, firstCopy(situation)) ??
    (known.again === 'corrected' ? withoutBlame(instead(known, contradiction(situation))) : null) ??
    (known.again === 'unchanged' ? instead(known, notAgain(situation)) : null) ??
    known
  );
}

function instead(explanation: Explanation, next: string | null): Explanation | null {
  return next === null ? null : { ...explanation, next, again: 'no' };
}

/** Where one acknowledgement accepts what another refuses, neither says that somebody made a mistake. */
function withoutBlame(explanation: Explanation | null): Explanation | null {
  if (explanation === null) return null;
  return { ...explanation, fault: 'unknown', faultReason: 'The acknowledgements contradict each other.' };
}

/** Why nothing is left to do, to go on after a colon. */
function ending({ history, worst, resolvedBy, partner }: Situation): string {
  if (resolvedBy === 'person') return 'it was resolved by hand';
  const { endedBy, closedBy } = history;
  if (resolvedBy === 'outside' && closedBy !== null)
    return `the ${closedBy.noun} ${closedBy.reference ?? 'about it'} was closed`;
  if (endedBy === null) return 'it is over';
  const when = `on ${moment(endedBy)}`;
  if (isEarlierCopy(worst.evidence, endedBy)) return `the copy sent again was accepted ${when}`;
  const { event } = endedBy;
  if (event.kind === 'exchange.reported') {
    return isAccepted(event.payload) ? `${partner} accepted it ${when}` : `it went through after all ${when}`;
  }
  if (event.kind === 'acknowledgement.received') {
    const { acknowledgement } = event.payload;
    if (acknowledgement.type === 'MDN') return `${partner} confirmed ${when} that the file arrived`;
    return acknowledgementVerdict(acknowledgement).verdict === 'clear'
      ? `${partner} accepted it ${when}`
      : `the acknowledgement came ${when}`;
  }
  if (event.kind === 'acknowledgement.overdue') {
    return 'the clock of this computer was ahead, and the acknowledgement is not due yet';
  }
  if (event.kind === 'file.received' || event.kind === 'file.unreadable') return `the file was read anew ${when}`;
  return `it ended ${when}`;
}

/** A copy that went out after the one that was refused: what it meets with is not known yet. */
function afterCopy({ copies, worst, history, partner }: Situation): string | null {
  const { evidence } = worst;
  const later = copies.filter((each) => isEarlierCopy(evidence, each)).toSorted((a, b) => at(b) - at(a))[0];
  if (later === undefined || isAnswered(later, history)) return null;
  return `A copy was sent on ${written(at(later))}; wait for ${partner} to acknowledge that one before anything is sent again.`;
}

function isAnswered({ aboutDocument = null }: Evidence, { answered }: History): boolean {
  // What is said of all copies is said of this one.
  return aboutDocument === null || answered.has(aboutDocument) || answered.has(null);
}

function at({ copy }: Evidence): Millis {
  return copy?.at ?? 0;
}

/** A document that was refused is not missing where a copy of it was taken before: then nothing is sent without asking. */
function firstCopy({ history, worst, partner }: Situation): string | null {
  const { aboutDocument = null, copy } = worst.evidence;
  if (worst.problem !== 'duplicate' && worst.problem !== 'rejected') return null;
  const isOther = (each: Evidence) =>
    each.aboutDocument !== aboutDocument && copy !== undefined && each.copy !== undefined && isBefore(each.copy, copy);
  const pass = history.passed.find(
    (each) => isOther(each) || (worst.problem === 'duplicate' && each !== worst.evidence),
  );
  if (pass !== undefined) {
    const start = `${sentence(partner)} accepted a copy of it on ${moment(pass)}`;
    return worst.problem === 'duplicate'
      ? `${start}, so nothing is missing. Do not send it again.`
      : `${start}, so it has the document. Ask which of the two counts before anything is sent again.`;
  }
  const twice = [...history.parts.values()].some(
    ({ problem, evidence }) => problem === 'duplicate' && meets(evidence.aboutDocument ?? null, aboutDocument),
  );
  if (worst.problem === 'duplicate' || !twice) return null;
  return `It was also refused as a duplicate: ask ${partner} whether a copy of it was processed before anything is sent again.`;
}

function isBefore(first: Copy, second: Copy): boolean {
  return first.at <= second.at && areOneEdition(first, second);
}

/** One acknowledgement takes the document and another refuses it. An application may refuse what a translator has taken. */
function contradiction({ history, worst, partner }: Situation): string | null {
  const { event, aboutDocument = null } = worst.evidence;
  const isBusiness = event.kind === 'acknowledgement.received' && isBusinessResponse(event.payload.acknowledgement);
  const pass = history.passed.find((each) => {
    if (each.event.seq === event.seq || !meets(each.aboutDocument ?? null, aboutDocument)) return false;
    const passIsBusiness =
      each.event.kind === 'acknowledgement.received' && isBusinessResponse(each.event.payload.acknowledgement);
    return passIsBusiness || !isBusiness;
  });
  if (pass === undefined) return null;
  return `${sentence(partner)} has also accepted it, on ${moment(pass)}: the acknowledgements contradict each other. Ask which of them holds, and send nothing again before that.`;
}

/** Sending the same thing again is for what never arrived. */
function notAgain({ history, worst, partner }: Situation): string | null {
  const { event: own, aboutDocument, copy } = worst.evidence;
  // Where an entry could be about several copies, what shows that any of them arrived is enough to ask first.
  const isUnplaced = copy?.clock === 'network';
  const about = (each: Evidence) =>
    (each.event.seq !== own.seq || own.kind === 'exchange.reported') &&
    (isUnplaced || meets(each.aboutDocument ?? null, aboutDocument ?? null));
  const arrival = history.arrivals.findLast(about);
  if (arrival === undefined) {
    const isDoubtful = history.doubts.some(
      (each) => isUnplaced || meets(each.aboutDocument ?? null, aboutDocument ?? null),
    );
    return isDoubtful
      ? `An acknowledgement has come that may be about it, so it may have arrived: ask ${partner} before anything is sent again.`
      : null;
  }
  const { event } = arrival;
  const answered =
    event.kind === 'acknowledgement.received'
      ? `${partner} ${event.payload.acknowledgement.type === 'MDN' ? 'confirmed the file' : 'answered it'}`
      : 'Trading Grid tells of its arrival';
  return `${sentence(answered)} on ${moment(arrival)}, so it did arrive: do not send it again. Ask ${partner} what became of it.`;
}

/** Documents named in a sentence; of more the rest is counted. */
const mostNamed = 3;

function withDoubt(explanation: Explanation, { history, worst }: Situation): Explanation {
  const own = worst.evidence.doubt;
  if (own !== undefined) {
    const why = `${explanation.why} The acknowledgement fits ${own.length} documents (${namesOf(own)}); its numbers do not say which is meant.`;
    return { ...explanation, why };
  }
  const [doubt] = history.doubts.filter(({ aboutDocument = null }) =>
    meets(aboutDocument, worst.evidence.aboutDocument ?? null),
  );
  if (doubt?.doubt === undefined) return explanation;
  const why = `${explanation.why} An acknowledgement has come that fits this document as well as others (${namesOf(doubt.doubt)}); its numbers do not say which is meant.`;
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

/** As the partner's envelope writes it, in no zone; else when it was read here, or happened, in UTC. */
function moment({ event, at: read }: Evidence): string {
  if (event.kind === 'acknowledgement.received') {
    const { preparedAt } = event.payload.acknowledgement;
    if (preparedAt !== null) return preparedAt.replace('T', ' ');
  }
  if (event.kind === 'exchange.reported' && isAccepted(event.payload)) {
    return `${written(event.payload.reports.acknowledgement?.at ?? read)} UTC`;
  }
  return `${written(read)} UTC`;
}

/** `2026-11-20 09:30` */
function written(time: Millis): string {
  return new Date(time).toISOString().slice(0, 16).replace('T', ' ');
}

function sentence(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
