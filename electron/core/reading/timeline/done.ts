import { stateRules } from '#shared/model/action/action-state.ts';
import { issueStatusTable } from '#shared/model/issue/issue-status.ts';
import { didWords } from '#shared/model/action/action-meaning.ts';
import type { EventOf } from '../../evidence/parsed-event.ts';
import { type Line, type TimelineNames, who } from './line.ts';

/** What somebody said the issue is, or whose. */
export function marked(event: EventOf<'issue.marked'>): Line {
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

/** An action as it was asked for, approved or taken back. */
export function asked(
  event: EventOf<'action.requested' | 'action.approved' | 'action.cancelled'>,
  names: TimelineNames,
): Line {
  const { connection, connector, actionId } = event.payload;
  const where = names.connection(connection, connector);
  const person = who(event);
  if (event.kind === 'action.approved') return { text: `${person} approved it for ${where}`, actionId };
  if (event.kind === 'action.cancelled')
    return { text: `${person} took it back before it left for ${where}`, actionId };
  const { did, to, after } = event.payload;
  const toWhom = to === undefined ? '' : ` to ${to}`;
  return {
    text: `${person} ${didWords(did, { issue: 'it', where })}${toWhom}`,
    detail:
      after === undefined
        ? null
        : `It is to go out once ${after.receipts.map((kind) => `“${kind}”`).join(' or ')} has come of another one.`,
    actionId,
  };
}

/** What came of it. */
export function settled({ payload }: EventOf<'action.settled'>, names: TimelineNames): Line {
  const { state, reference, error, actionId, url, remark = null } = payload;
  const name = names.connection(payload.connection, payload.connector);
  const number = reference === null ? '' : `: ${reference}`;
  const detail =
    [error?.message ?? null, error?.next ?? null, remark].filter((part) => part !== null).join(' ') || null;
  if (stateRules[state].tookEffect) return { text: `${name} has it${number}`, url, actionId, detail, tone: 'good' };
  if (state === 'outcome unknown') {
    return { text: `It is not known whether ${name} got it`, url, actionId, detail, tone: 'warning' };
  }
  if (state === 'expired') return { text: `It was not sent to ${name}`, url, actionId, detail, tone: 'warning' };
  if (state === 'failed') return { text: `${name} did not take it`, url, actionId, detail, tone: 'bad' };
  return { text: `${name}: ${state}${number}`, url, actionId, detail };
}
