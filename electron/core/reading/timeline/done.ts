import type { ActionState } from '#shared/model/action/action.ts';
import { capital } from '#shared/lib/sentence.ts';
import { thingName } from '#shared/model/feed/receipt-words.ts';
import { stateRules } from '#shared/model/action/action-state.ts';
import { issueStatusTable } from '#shared/model/issue/issue-status.ts';
import { didWords } from '#shared/model/action/action-meaning.ts';
import type { EventOf } from '../../evidence/parsed-event.ts';
import { type Line, type TimelineNames, who } from './line.ts';

/** What somebody said the issue is, or whose, or with which others it belongs. */
export function marked(event: EventOf<'issue.marked'>): Line {
  const { payload } = event;
  if (payload.field === 'incident') {
    if (payload.value === null) return { text: `${who(event)} let the rules group this again` };
    return {
      text:
        payload.value.alike === null
          ? `${who(event)} took this out of its incident`
          : `${who(event)} put this into an incident by hand`,
    };
  }
  if (payload.field === 'owner') {
    if (payload.value === null) return { text: `${who(event)} removed the owner` };
    return {
      text:
        payload.value === event.actor ? `${who(event)} took this` : `${who(event)} assigned this to ${payload.value}`,
    };
  }
  return {
    text: `${who(event)} ${issueStatusTable[payload.value].verb} this`,
    tone: payload.value === 'resolved' ? 'good' : 'neutral',
  };
}

/** An action as it was asked for, approved or taken back. */
export function asked(
  event: EventOf<'action.requested' | 'action.approved' | 'action.cancelled'>,
  names: TimelineNames,
): Line {
  const { connection, connector, actionId } = event.payload;
  const where = names.connection(connection, connector);
  const person = who(event);
  if (event.kind === 'action.approved') return { text: `${person} approved sending this to ${where}`, actionId };
  if (event.kind === 'action.cancelled')
    return { text: `${person} cancelled this before it was sent to ${where}`, actionId };
  const { did, to, after } = event.payload;
  const toWhom = to === undefined ? '' : ` to ${to}`;
  return {
    text: `${person} ${didWords(did, { issue: 'this', where })}${toWhom}`,
    detail: after === undefined ? null : `It will be sent once another action is ${after.receipts.join(' or ')}.`,
    actionId,
  };
}

type Thing = NonNullable<ReturnType<TimelineNames['thing']>>;

/** What an action made, and where that stands. */
function tookEffect(made: Thing, known: string | null, state: ActionState, where: string): string {
  const reference = known ?? made.reference;
  const thing = capital(reference === null ? made.noun : thingName({ noun: made.noun, reference }));
  if (state === 'handed over') return `${thing} handed over to ${where}`;
  return `${thing} ${state === 'delivered' ? 'delivered' : 'created'}`;
}

/** What came of it. */
export function settled({ payload }: EventOf<'action.settled'>, names: TimelineNames): Line {
  const { state, reference, error, actionId, url, remark = null } = payload;
  const name = names.connection(payload.connection, payload.connector);
  const made = names.thing(actionId);
  const number = reference === null ? '' : `: ${reference}`;
  const detail =
    [error?.message ?? null, error?.next ?? null, remark].filter((part) => part !== null).join(' ') || null;
  if (stateRules[state].tookEffect) {
    const text = made === null ? `${name} has this${number}` : tookEffect(made, reference, state, name);
    return { text, url, actionId, detail, tone: 'good' };
  }
  if (state === 'outcome unknown') {
    return { text: `It is not known whether this reached ${name}`, url, actionId, detail, tone: 'warning' };
  }
  if (state === 'expired') return { text: `This was not sent to ${name}`, url, actionId, detail, tone: 'warning' };
  if (state === 'failed') return { text: `${name} did not accept this`, url, actionId, detail, tone: 'bad' };
  return { text: `${name}: ${state}${number}`, url, actionId, detail };
}
