import { sentence } from '#shared/lib/sentence.ts';
import type { Millis } from '#shared/lib/time.ts';
import type { ActionError } from '#shared/model/action/action.ts';
import { stateRules } from '#shared/model/action/action-state.ts';
import { type ReceiptKind, receiptRules, steps } from '#shared/model/feed/receipt.ts';
import type { StepHandler } from '../../due-clock.ts';
import type { Ingest } from '../../ingest.ts';
import type { Runner } from '../../ports.ts';
import { mayGoByItself } from '../../runner.ts';
import { primaryIssue } from '../../same-document/same-document.ts';
import type { ReadDb, WriteDb } from '../../store/db.ts';
import { type ActionRow, type After, actionTable, findAction } from '../../store/tables/actions.ts';
import { issuesAbout } from '../../store/tables/sets.ts';
import { settledEvent } from '../events.ts';

/** The kind of step that ends a wait whose time is over; it is about the action. */
export const waitIsOver = 'action.wait-is-over';

const awaiting = actionTable.query(`FROM actions WHERE state = 'awaiting receipt' ORDER BY requested_at, id`);

/** Whether what is waited for has come, can come, or can't any more. */
export function comes(
  { receipts }: Pick<After, 'receipts'>,
  target: ActionRow | null,
): 'has come' | 'may come' | 'can’t come' {
  if (target === null) return 'can’t come';
  if (receipts.some((kind) => isHeard(kind, target))) return 'has come';
  return stateRules[target.state].askAnew ? 'can’t come' : 'may come';
}

/** What was delivered was handed over too, though nobody said so; the answer to a call says as much as a receipt. */
function isHeard(kind: ReceiptKind, { heard, state }: ActionRow): boolean {
  if (heard.includes(kind)) return true;
  const { state: given, ends } = receiptRules[kind];
  if (ends) return state === given;
  return kind === given && steps.indexOf(state) >= steps.indexOf(given);
}

/** Whether all that an action is about is there, and resolved: nobody waits for it any more. */
export function isResolved(db: ReadDb, subject: string): boolean {
  return issuesAbout(db, [subject]).every((id) => primaryIssue(db, id)?.status === 'resolved');
}

type Moment = { readonly now: Millis; readonly ingest: Ingest; readonly runner: Pick<Runner, 'mayAct'> };

/**
 * Lets go out what waited for a receipt that has come, where this desk acts by itself, and ends what waits for one that can't
 * come, and what is about an issue that was resolved meanwhile. What ends may end others that waited for it. Gives the subjects of those that changed.
 */
export function goOnAfterReceipts(db: WriteDb, moment: Moment): readonly string[] {
  const changed: string[] = [];
  for (let before = -1; before < changed.length; ) {
    before = changed.length;
    for (const row of awaiting.all(db)) if (goOn(db, row, moment)) changed.push(row.issueId);
  }
  return changed;
}

function goOn(db: WriteDb, row: ActionRow, { now, ingest, runner }: Moment): boolean {
  const { after } = row;
  if (after === null) return false;
  const target = findAction(db, after.action);
  const standing = comes(after, target);
  if (standing === 'may come') return false;
  if (standing === 'can’t come') {
    end(db, row, { now, ingest }, 'can’t come', target);
    return true;
  }
  if (!after.evenResolved && isResolved(db, row.issueId)) {
    end(db, row, { now, ingest }, 'resolved', target);
    return true;
  }
  if (!mayGoByItself(runner, row.capability)) return false;
  actionTable.update(db, row, { ...row, state: 'queued', nextAttemptAt: now, updatedAt: now });
  return true;
}

type Ending = NonNullable<After['ended']>;

function end(
  db: WriteDb,
  row: ActionRow,
  { now, ingest }: Pick<Moment, 'now' | 'ingest'>,
  ended: Ending,
  target: ActionRow | null,
): void {
  const { after } = row;
  if (after === null) return;
  const error = errorOf(after, target, ended);
  const state = row.doubtful ? 'outcome unknown' : 'expired';
  const next: ActionRow = { ...row, state, after: { ...after, ended }, error, updatedAt: now };
  actionTable.update(db, row, next);
  ingest(db, [settledEvent(next, now)]);
}

/** `“delivered” of letter L-1` */
export function awaitedWords({ receipts }: Pick<After, 'receipts'>, target: ActionRow | null): string {
  const kinds = receipts.map((kind) => `“${kind}”`).join(' or ');
  const name = target === null ? 'one that is not there' : `${target.noun} ${target.reference ?? target.id}`;
  return `${kinds} of ${name}`;
}

function errorOf(after: After, target: ActionRow | null, ended: Ending): ActionError {
  const { code, next, why } = endings[ended];
  return {
    code: `outbox.${code}`,
    message: sentence(`It waited for ${awaitedWords(after, target)}, ${why(target)}`),
    family: 'user',
    next,
  };
}

type EndingRow = {
  readonly code: string;
  readonly next: string;
  /** To stand after what it waited for. */
  readonly why: (target: ActionRow | null) => string;
};

const endings: Readonly<Record<Ending, EndingRow>> = {
  'time over': {
    code: 'receipt-too-late',
    next: 'Ask for it again if it should be sent all the same.',
    why: () => 'which did not come in time',
  },
  'can’t come': {
    code: 'receipt-cannot-come',
    next: 'Ask for it again if it should be sent all the same.',
    why: (target) => `which can’t come any more${target === null ? '' : `: that one is ${target.state}`}`,
  },
  resolved: {
    code: 'resolved-meanwhile',
    next: 'Ask for it again if it should be sent although that is resolved.',
    why: () => 'and what it is about was resolved before that came',
  },
};

/** Ends the wait of an action whose time is over. Nothing leaves by it, so each desk does it for what was asked for there. */
export function createWaitIsOver(deps: {
  readonly ingest: Ingest;
  readonly now: () => Millis;
  /** After the transaction: these changed. */
  readonly onChange: (issueIds: readonly string[]) => void;
}): StepHandler {
  return {
    local: true,
    run(db, { about }) {
      const row = findAction(db, about);
      if (row === null || row.after === null) return;
      // Asked for anew meanwhile, it has another step.
      const isWaiting = row.state === 'awaiting receipt' || row.state === 'awaiting approval';
      if (!isWaiting) return;
      const target = findAction(db, row.after.action);
      // It came, and goes out when this desk acts by itself again.
      if (comes(row.after, target) === 'has come' && row.state === 'awaiting receipt') return;
      end(db, row, { now: deps.now(), ingest: deps.ingest }, 'time over', target);
      deps.onChange([row.issueId]);
    },
  };
}
