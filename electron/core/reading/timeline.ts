import { assertNever } from '#shared/lib/assert-never.ts';
import { didWords } from '#shared/model/action/action-meaning.ts';
import { stateRules } from '#shared/model/action/action-state.ts';
import { statusWords } from '#shared/model/edi/acknowledgement-words.ts';
import { businessEvents } from '#shared/model/feed/business-event.ts';
import { documentTypeName } from '#shared/model/edi/document-types.ts';
import { codeOf, wordsOf } from '#shared/model/feed/exchange.ts';
import type { TimelineEntry } from '#shared/model/issue/issue.ts';
import { receiptWords } from '#shared/model/feed/receipt-words.ts';
import { receiptRules } from '#shared/model/feed/receipt.ts';
import type { Report, Verdict } from '#shared/model/feed/report.ts';
import { issueStatusTable } from '#shared/model/issue/issue-status.ts';
import { type Evidence, isRewritten } from '../evidence/evidence.ts';
import type { EventOf, ParsedEvent } from '../evidence/parsed-event.ts';
import type { ConnectionName } from './connection-name.ts';
import { acknowledgementVerdict, exchangeVerdict } from '../evidence/problem.ts';

type Line = Pick<TimelineEntry, 'text'> & Partial<Pick<TimelineEntry, 'detail' | 'url' | 'actionId' | 'tone'>>;

/** What the timeline calls things. */
export type TimelineNames = {
  readonly partner: string;
  readonly connection: ConnectionName;
};

/**
 * Evidence in order, with receipts as they read one after the other: a connector says what it sees, so only the order tells that
 * what is open had been closed before.
 */
export function withReopened(evidence: readonly Evidence[]): readonly Evidence[] {
  if (!evidence.some(({ event }) => event.kind === 'receipt.received' && event.payload.kind === 'closed'))
    return evidence;
  const closed = new Set<string>();
  return evidence.map((item) => {
    const { event } = item;
    if (event.kind !== 'receipt.received') return item;
    const { payload } = event;
    const { thing, ends } = receiptRules[payload.kind];
    const id = `${payload.key} ${payload.id}`;
    const isBack = thing === 'open' && closed.has(id);
    if (thing === 'closed') closed.add(id);
    else if (thing === 'open' || ends) closed.delete(id);
    return isBack ? { ...item, event: { ...event, payload: { ...payload, kind: 'reopened' } } } : item;
  });
}

/** One event in one line of plain English. */
export function timelineEntry(evidence: Evidence, names: TimelineNames): TimelineEntry {
  const { event, at } = evidence;
  const line = isRewritten(evidence) ? rewritten(event) : describe(event, names);
  return {
    seq: event.seq,
    at,
    kind: event.kind,
    text: line.text,
    detail: line.detail ?? null,
    actor: event.actor,
    source: event.source,
    url: line.url ?? null,
    actionId: line.actionId ?? null,
    tone: line.tone ?? 'neutral',
  };
}

function describe(event: ParsedEvent, names: TimelineNames): Line {
  switch (event.kind) {
    case 'exchange.reported':
      return exchange(event, names);
    case 'document.received': {
      const { document, fileName } = event.payload;
      const number = document.number === null ? '' : ` ${document.number}`;
      return { text: `${documentTypeName(document.type)}${number} read from ${fileName}` };
    }
    case 'acknowledgement.received':
      return acknowledgement(event, names);
    case 'file.unreadable':
      return {
        text: `File ${event.payload.name} ${event.payload.read === undefined ? 'could not be read' : 'was read, but has faults'}`,
        detail: event.payload.reason,
        tone: event.payload.read === undefined ? 'bad' : 'warning',
      };
    case 'acknowledgement.overdue': {
      if (event.payload.takenBack === true) {
        return { text: 'Not overdue yet: the clock of this computer was ahead', tone: 'neutral' };
      }
      const hours = event.payload.hoursAllowed === 1 ? '1 hour' : `${event.payload.hoursAllowed} hours`;
      return { text: `No acknowledgement within ${hours}`, tone: 'warning' };
    }
    case 'issue.marked':
      return marked(event);
    case 'issue.commented':
      return { text: `${who(event)} wrote a comment`, detail: event.payload.text };
    case 'action.requested':
      return {
        text: `${who(event)} ${didWords(event.payload.did, { issue: 'it', where: names.connection(event.payload.connection, event.payload.connector) })}`,
        actionId: event.payload.actionId,
      };
    case 'subject.pinned':
      return { text: `Taken together with ${counted(event.payload.issues.length - 1)}` };
    case 'action.approved':
      return {
        text: `${who(event)} approved it for ${names.connection(event.payload.connection, event.payload.connector)}`,
        actionId: event.payload.actionId,
      };
    case 'action.cancelled':
      return {
        text: `${who(event)} took it back before it left for ${names.connection(event.payload.connection, event.payload.connector)}`,
        actionId: event.payload.actionId,
      };
    case 'action.settled':
      return settled(event, names);
    case 'receipt.received': {
      const { link, replacedBy } = event.payload;
      const url = replacedBy === undefined ? link : replacedBy.link;
      return { ...receiptWords(event.payload, names.connection(event.source)), url };
    }
    case 'partner.seen':
      return { text: `The directory names ${event.payload.name}` };
    case 'file.received':
      return { text: `File ${event.payload.name} was read` };
    case 'business.event': {
      const { what, subject, facts, link } = event.payload;
      const detail = facts.map(({ label, value }) => `${label}: ${value}`).join('\n') || null;
      return { text: `${businessEvents[what]}: ${subject}`, detail, url: link };
    }
    case 'command.received': {
      const { who: person, command, proof } = event.payload;
      const asked = `${person} asked for “${command}” in ${names.connection(event.source)}`;
      return { text: asked, detail: `Known by: ${proof}. Nothing is done about it by itself.` };
    }
    case 'person.erased':
      return { text: `${who(event)} erased what was kept about a person` };
    case 'journal.trimmed':
      return { text: 'Events whose time was over were removed' };
    default:
      return assertNever(event, 'event');
  }
}

function rewritten(event: ParsedEvent): Line {
  const name = event.kind === 'file.received' || event.kind === 'file.unreadable' ? event.payload.name : 'The file';
  return { text: `${name} was written on and read again`, tone: 'good' };
}

function counted(others: number): string {
  return others === 1 ? 'another issue' : `${others} other issues`;
}

function who({ actor }: ParsedEvent): string {
  return actor ?? 'Someone';
}

function toneOf(verdict: Verdict): TimelineEntry['tone'] {
  if (verdict.verdict === 'clear') return 'good';
  if (verdict.verdict === 'waiting') return 'neutral';
  return verdict.kind === 'accepted-with-errors' || verdict.kind === 'message' ? 'warning' : 'bad';
}

function exchange({ payload, source }: EventOf<'exchange.reported'>, names: TimelineNames): Line {
  const { delivery, acknowledgement } = payload.reports;
  const word = acknowledgement === undefined ? null : standing(acknowledgement);
  const code = codeOf(payload);
  const parts = [
    standing(delivery),
    word === null ? null : `acknowledgement ${word}`,
    code === null ? null : `error ${code}`,
  ].filter((part) => part !== null);
  const what = payload.level === 'unknown' ? '' : ` (${payload.level})`;
  return {
    text: `${names.connection(source)}${what}: ${parts.length === 0 ? 'seen, no status yet' : parts.join(', ')}`,
    detail: wordsOf(payload),
    url: payload.link,
    tone: toneOf(exchangeVerdict(payload)),
  };
}

/** Where it stands, in plain words or, where those are not known, in the vendor's. */
function standing({ meaning, status }: Report): string | null {
  return meaning ?? (status === undefined ? null : `status "${status}"`);
}

function acknowledgement({ payload }: EventOf<'acknowledgement.received'>, { partner }: TimelineNames): Line {
  const { acknowledgement, fileName } = payload;
  const tone = toneOf(acknowledgementVerdict(acknowledgement));
  const said = acknowledgement.errors.map((error) => error.explanation).join('\n');
  const isQuoted = acknowledgement.text === null || said.includes(`"${acknowledgement.text}"`);
  const detail =
    [said, isQuoted ? '' : acknowledgement.text].filter((part) => part !== '').join('\n') || `From ${fileName}`;
  if (acknowledgement.type === '864') return { text: `Message from ${partner}`, detail, tone };
  const { set, group, interchange } = acknowledgement.answers.control;
  const about =
    set !== null
      ? `, set ${set}`
      : group !== null
        ? `, group ${group}`
        : interchange !== null
          ? `, interchange ${interchange}`
          : '';
  // A positive receipt is about the file, not about what is in it.
  const isReceipt = acknowledgement.type === 'MDN' && acknowledgement.status === 'accepted';
  const word = statusWords(isReceipt ? { ...acknowledgement, status: 'received' } : acknowledgement);
  const from = word === 'Unclear' ? 'Unclear acknowledgement from' : `${word} by`;
  return { text: `${from} ${partner}: ${acknowledgement.type}${about}`, detail, tone };
}

function marked(event: EventOf<'issue.marked'>): Line {
  const { payload } = event;
  if (payload.field === 'owner') {
    if (payload.value === null) return { text: `${who(event)} took the owner away` };
    return {
      text: payload.value === event.actor ? `${who(event)} took it` : `${who(event)} gave it to ${payload.value}`,
    };
  }
  return {
    text: `${who(event)} ${issueStatusTable[payload.value].verb} it`,
    tone: payload.value === 'resolved' ? 'good' : 'neutral',
  };
}

function settled({ payload }: EventOf<'action.settled'>, names: TimelineNames): Line {
  const { state, reference, error, actionId, url, remark = null } = payload;
  const name = names.connection(payload.connection, payload.connector);
  const number = reference === null ? '' : `: ${reference}`;
  const detail =
    [error?.message ?? null, error?.next ?? null, remark].filter((part) => part !== null).join(' ') || null;
  if (stateRules[state].tookEffect) return { text: `${name} has it${number}`, url, actionId, detail, tone: 'good' };
  if (state === 'outcome unknown') {
    return { text: `It is not known whether ${name} got it`, url, actionId, detail, tone: 'warning' };
  }
  if (state === 'failed' || state === 'expired')
    return { text: `${name} did not take it`, url, actionId, detail, tone: 'bad' };
  return { text: `${name}: ${state}${number}`, url, actionId, detail };
}
