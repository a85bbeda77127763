import type { AcknowledgementError, AcknowledgementStatus, Control } from '#shared/model/edi/edi.ts';
import { acknowledgementError } from '../../acknowledgement-error.ts';
import { actions0083 } from '../../codes/edifact/actions-0083.ts';

export type Level = 'interchange' | 'group' | 'set';

/** What a CONTRL says of one interchange, group or message. */
export type Part = {
  readonly parent: Part | null;
  readonly level: Level;
  readonly tag: 'UCI' | 'UCF' | 'UCM';
  readonly type: string | null;
  readonly control: Control;
  readonly action: string;
  readonly errors: AcknowledgementError[];
  readonly children: Part[];
};

export type JudgedPart = {
  readonly part: Part;
  readonly status: AcknowledgementStatus;
  readonly errors: readonly AcknowledgementError[];
  readonly isCovered: boolean;
  /** A message always does; a group or interchange only where the acknowledgements below it do not say the same already. */
  readonly speaks: boolean;
};

/** Action 4 rejects its level with all below it, so it reaches messages that the CONTRL does not name. */
const rejectsAll = '4';
/** Action 8 says that the interchange arrived, and is no verdict. */
const arrivedOnly = '8';

/** Holds what a CONTRL says of one level against the levels around it. Where they contradict each other, neither is believed. */
export function judgePart(part: Part): JudgedPart {
  const { errors, children, action, level } = part;
  const own = statusOf(part);
  const above = rejectedAbove(part);
  const isLeaf = children.length === 0;
  if (own === 'rejected') {
    const reasons = errors.length === 0 && above !== null ? above.errors : errors;
    const whole = level !== 'set' && (!isLeaf || reasons.length === 0) ? [rejectedAsWhole(part)] : [];
    return { part, status: own, errors: [...reasons, ...whole], isCovered: false, speaks: true };
  }
  if (above !== null && own !== 'received') {
    const doubt = `${part.tag} says that the ${nameOf(part)} was accepted (${action}), but ${above.tag} says that the whole ${nameOf(above)} was rejected (${above.action}).`;
    return {
      part,
      status: 'received',
      errors: [...errors, ...above.errors, acknowledgementError(doubt)],
      isCovered: false,
      speaks: true,
    };
  }
  if (action === arrivedOnly && below(part).some((child) => statusOf(child) === 'rejected')) {
    const doubt = `${part.tag} says only that the ${nameOf(part)} arrived (${action}), yet a part of it was rejected; what became of the rest is not said.`;
    return {
      part,
      status: 'received',
      errors: [...errors, acknowledgementError(doubt)],
      isCovered: false,
      speaks: true,
    };
  }
  if (!actions0083.has(action) && errors.length === 0) {
    const problem = action === '' ? 'it is empty' : `code "${action}" is not in the standard list`;
    const unread = acknowledgementError(`The partner's verdict in ${part.tag} cannot be read: ${problem}.`);
    return { part, status: own, errors: [unread], isCovered: false, speaks: true };
  }
  const speaks = level === 'set' || isLeaf || errors.length > 0 || children.some((child) => child.action !== action);
  return { part, status: own, errors, isCovered: !isLeaf, speaks };
}

/** The messages named below an interchange or group. */
export function messagesBelow(part: Part): readonly string[] {
  return below(part).flatMap(({ level, control }) => (level === 'set' && control.set !== null ? [control.set] : []));
}

function below({ children }: Part): readonly Part[] {
  return children.flatMap((child) => [child, ...below(child)]);
}

function statusOf({ action, errors }: Part): AcknowledgementStatus {
  const known = actions0083.get(action);
  if (known === undefined) return errors.length > 0 ? 'rejected' : 'received';
  // The standard has no such state, yet some senders accept a message and list faults in it.
  return known.status === 'accepted' && errors.length > 0 ? 'accepted with errors' : known.status;
}

function rejectedAbove({ parent }: Part): Part | null {
  if (parent === null || parent.action === rejectsAll) return parent;
  return rejectedAbove(parent);
}

function rejectedAsWhole(part: Part): AcknowledgementError {
  const others =
    part.children.length === 0 ? 'no reason is given' : 'messages of it that are not named are rejected with it';
  return {
    ...acknowledgementError(`The ${nameOf(part)} was rejected as a whole: ${others}.`),
    level: part.level,
  };
}

function nameOf({ level }: Part): string {
  return level === 'set' ? 'message' : level;
}
