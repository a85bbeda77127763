import { day, type Millis, minute } from '#shared/lib/time.ts';
import type { NewEvent } from '#shared/model/event/event.ts';
import type { AcknowledgementOverdue } from '#shared/model/event/kinds/overdue.ts';
import { z } from 'zod';
import { isAnswered } from './is-answered.ts';
import { addressKey, issueIdOf } from '../evidence/fingerprint.ts';
import { type Reading, startReading } from '../same-document/members.ts';
import { parseEvent } from '../evidence/parsed-event.ts';
import { isAnsweredOrNeedsNone } from '../evidence/problem.ts';
import type { Ingest } from '../ingest.ts';
import type { Clock, Log, Stop } from '../ports.ts';
import {
  addAwaited,
  allAwaited,
  type Awaited,
  dueAwaited,
  eventAt,
  eventsAboutWaiting,
  lastSeq,
  latestAbout,
  notePair,
  removeAwaited,
  setDue,
} from '../store/tables/awaited.ts';
import type { ReadDb, WriteDb } from '../store/db.ts';
import type { Store } from '../store/open.ts';
import { readNote, writeNote } from '../store/tables/notes.ts';
import { decidedAnew, decidedAt, takeBack, timesTakenBack, wasAhead } from './clock-ahead.ts';
import { basisOf, dueOf, hoursFor, outbound, type Rules, rulesOf, sentBy } from './overdue-rules.ts';
import { type Waiting, waitingFor } from './waiting.ts';

export type OverdueDeps = {
  readonly store: Store;
  readonly clock: Clock;
  readonly log: Log;
  readonly ingest: Ingest;
  readonly onChange: (issueIds: readonly string[]) => void;
};

export type OverdueClock = {
  start(): Stop;
  /**
   * Looks now, by the rules of now. Gives how many were raised. `readAll` says that every acknowledgement there is has been read,
   * so that none has to be waited for.
   */
  check(options?: { readonly readAll?: boolean }): Promise<number>;
  readonly stop: Stop;
};

const everyMs = minute;
/** A document and its acknowledgement often come in one delivery: the acknowledgement has this long to be read. */
const graceMs = minute;
const oldest = 30 * day;
/** Journal places read, or waits looked at, in one transaction: few enough that nobody notices. */
const step = 250;
const placeNote = 'overdueClock.seq';
const placeSchema = z.number().int().catch(0);
const basisNote = 'overdueClock.basis';

/** Takes up what the journal says since the last time. Gives whether there is more. */
function follow(db: WriteDb, now: Millis): boolean {
  const from = placeSchema.parse(readNote(db, placeNote));
  const end = lastSeq(db);
  if (from >= end) return false;
  const to = Math.min(from + step, end);
  const rules = rulesOf(db);
  for (const stored of eventsAboutWaiting(db, from, to)) {
    const event = parseEvent(stored);
    if (event.kind === 'acknowledgement.received') {
      const { type, answers } = event.payload.acknowledgement;
      // Receipts of the transport say nothing about who acknowledges documents.
      if (type !== 'TA1' && type !== 'MDN') notePair(db, addressKey(answers.sender), addressKey(answers.receiver));
      continue;
    }
    const waiting = waitingFor(event, rules.context.calendar.settings.zone);
    if (waiting === null || now - waiting.sentAt > oldest) continue;
    addAwaited(db, {
      fingerprint: waiting.fingerprint,
      seq: event.seq,
      receivedAt: event.recordedAt,
      dueAt: dueOf(waiting, rules, now),
    });
  }
  writeNote(db, placeNote, to);
  decidedAt(db, now);
  return to < end;
}

/** Where the policy, the calendar or a name in the directory changed, every wait gets its new end. */
async function heedNewRules(store: Store, clock: Clock, running: () => boolean): Promise<void> {
  const { rules, basis, known, waits } = store.read((db) => {
    const now = rulesOf(db);
    const before = readNote(db, basisNote);
    const basis = basisOf(db, now);
    const changed = before !== undefined && before !== basis;
    return { rules: now, basis, known: before === basis, waits: changed ? allAwaited(db) : [] };
  });
  if (known) return;
  for (let at = 0; at < waits.length && running(); at += step) {
    store.write((db) => {
      for (const awaited of waits.slice(at, at + step)) {
        const waiting = read(db, awaited, rules);
        if (waiting !== null) setDue(db, awaited.fingerprint, dueOf(waiting, rules, clock.now()));
      }
    });
    await nextTurn();
  }
  if (running()) store.write((db) => writeNote(db, basisNote, basis));
}

function read(db: ReadDb, { seq }: Awaited, { context }: Rules): Waiting | null {
  const stored = eventAt(db, seq);
  return stored === null ? null : waitingFor(parseEvent(stored), context.calendar.settings.zone);
}

function answered(db: ReadDb, { document, exchange, fingerprint }: Waiting, reading: Reading): boolean {
  if (document !== null && isAnswered(document, reading)) return true;
  if (exchange === null) return false;
  const latest = latestAbout(db, issueIdOf(fingerprint), exchange);
  const event = latest === null ? null : parseEvent(latest);
  return event?.kind === 'exchange.reported' && isAnsweredOrNeedsNone(event.payload);
}

function overdueEvent(waiting: Waiting, dueAt: Millis, hours: number, round: number): NewEvent {
  const payload: AcknowledgementOverdue = {
    fingerprint: waiting.fingerprint,
    documentType: waiting.type,
    documentNumber: waiting.number,
    senderAddress: waiting.sender,
    receiverAddress: waiting.receiver,
    sentAt: sentBy(waiting, dueAt),
    dueAt,
    hoursAllowed: hours,
    ...(round === 1 ? {} : { round }),
  };
  return {
    source: 'clock',
    sourceId: `overdue:${waiting.fingerprint}:${dueAt}${round === 1 ? '' : `:${round}`}`,
    kind: 'acknowledgement.overdue',
    // When it became so, not when we looked: the same on every laptop.
    occurredAt: dueAt,
    payload,
  };
}

/** Looks at those whose time is up: answered ones are forgotten, the others raised. Gives null when none is left. */
function raise(
  db: WriteDb,
  now: Millis,
  patience: Millis,
  ingest: Ingest,
): { readonly raised: number; readonly issueIds: readonly string[] } | null {
  const due = dueAwaited(db, now, now - patience, step);
  if (due.length === 0) return null;
  decidedAt(db, now);
  const rules = rulesOf(db);
  const reading = startReading(db);
  const events: NewEvent[] = [];
  for (const awaited of due) {
    removeAwaited(db, awaited.fingerprint);
    const waiting = read(db, awaited, rules);
    // What was allowed more than a month is not too old when that month is over.
    if (waiting === null || now - awaited.dueAt > oldest) continue;
    const hours = hoursFor(waiting, rules);
    if (hours === null || !outbound(db, waiting, rules) || answered(db, waiting, reading)) continue;
    const back = timesTakenBack(db, issueIdOf(awaited.fingerprint), awaited.dueAt);
    if (back !== null) events.push(overdueEvent(waiting, awaited.dueAt, hours, back + 1));
  }
  const { appended, issueIds } = ingest(db, events);
  return { raised: appended.length, issueIds };
}

const nextTurn = () => new Promise<void>((resolve) => setImmediate(resolve));

/** Raises what partners have not acknowledged in time. Networks have no deadline of their own, so this clock is ours. */
export function createOverdueClock({ store, clock, log, ingest, onChange }: OverdueDeps): OverdueClock {
  const ended = new AbortController();
  const running = () => !ended.signal.aborted;
  let timer: Stop | null = null;
  let checking: Promise<number> | null = null;

  /**
   * A clock that was ahead, for a moment or for days, has forgotten what seemed too old and raised what was not due. When
   * it is right again, both are decided anew: what is raised already and stands is not raised twice.
   */
  const decideAnew = async (): Promise<void> => {
    let from: number | null = 0;
    while (from !== null && running()) {
      const after: number = from;
      const taken = store.write((db) => takeBack(db, { now: clock.now(), from: after, limit: step }, ingest));
      if (taken.issueIds.length > 0) onChange(taken.issueIds);
      from = taken.last;
      await nextTurn();
    }
    if (!running()) return;
    store.write((db) => {
      writeNote(db, placeNote, 0);
      decidedAnew(db, clock.now());
    });
    log('warn', 'Acknowledgements that are waited for were looked at again, since the clock had been ahead');
  };

  const look = async (patience: Millis): Promise<number> => {
    let raised = 0;
    if (store.read((db) => wasAhead(db, clock.now()))) await decideAnew();
    while (running() && store.write((db) => follow(db, clock.now()))) await nextTurn();
    if (running()) await heedNewRules(store, clock, running);
    while (running()) {
      const found = store.write((db) => raise(db, clock.now(), patience, ingest));
      if (found === null) break;
      raised += found.raised;
      if (found.issueIds.length > 0) onChange(found.issueIds);
      await nextTurn();
    }
    return raised;
  };

  /** One after the other: who asks after a change of rules must not get what an earlier look found. */
  const check: OverdueClock['check'] = ({ readAll = false } = {}) => {
    const before = checking?.catch(() => undefined) ?? Promise.resolve();
    checking = before.then(() => look(readAll ? 0 : graceMs));
    return checking;
  };

  const stop: Stop = async () => {
    ended.abort();
    void timer?.();
    await checking?.catch(() => undefined);
  };

  const tick = () => {
    check()
      .catch((error: unknown) =>
        log('error', 'Overdue acknowledgements could not be checked', { error: String(error) }),
      )
      .finally(() => {
        if (running()) timer = clock.after(everyMs, tick);
      })
      .catch(() => undefined);
  };

  return {
    start() {
      tick();
      return stop;
    },
    check,
    stop,
  };
}
