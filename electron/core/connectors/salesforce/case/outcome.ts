import { minute } from '#shared/lib/time.ts';
import type { ActionOutcome } from '../../action.ts';
import { ConnectorError, toActionError } from '../../sdk/error.ts';
import { type ApiError, explainApiError } from '../errors/api-error.ts';
import { caseLink } from '../org/org.ts';
import type { Parcel, ParcelEnd } from './send-parcels.ts';
import type { SalesforceSettings } from '../connection-settings.ts';
import { fullCode, isCode, isTooMuch, salesforceError } from '../errors/our-codes.ts';
import { isVendorCode } from '../errors/vendor-codes.ts';

export const unusable: ActionOutcome = {
  result: 'failed',
  error: {
    code: fullCode('draft'),
    message: 'What was to be sent could not be read.',
    family: 'bug',
    next: 'Escalate it again. If it fails again, report it.',
  },
};

export const backAgain: ActionOutcome = {
  result: 'not needed',
  remark:
    'Nothing was sent: the case that had been deleted is there again, taken out of the recycle bin, and stands for the issue.',
};

export function done(id: string | null, instanceUrl: string, remarks: readonly string[] = []): ActionOutcome {
  return {
    result: 'done',
    state: 'accepted',
    reference: null,
    url: id === null ? null : caseLink(instanceUrl, id),
    remoteId: id,
    ...(remarks.length === 0 ? {} : { remark: `Left out of the case. ${remarks.join('. ')}.` }),
  };
}

export type Round = {
  readonly settings: SalesforceSettings;
  readonly instanceUrl: string;
  /** Cases that are there although they were refused; null where that could not be asked. */
  readonly found: ReadonlyMap<string, string> | null;
  /** Every case of the request met a lock: one of them may be why. */
  readonly allLocked: boolean;
  /** Every case of the request met the same broken trigger or flow: one of them may be why. */
  readonly allBroken: boolean;
};

/** What the outbox is told of one case. */
export function outcomeOf(parcel: Parcel, end: ParcelEnd, round: Round): ActionOutcome {
  const { record, key } = parcel;
  const there = round.found?.get(key);
  if (end.end === 'saved') return done(end.id, round.instanceUrl, record.remarks);
  // Made by an attempt whose answer was lost; this user may see it and not change it.
  if (there !== undefined) return done(there, round.instanceUrl);
  if (record.hindrance !== null) return { result: 'failed', error: { ...record.hindrance, family: 'user' } };
  if (end.end === 'unsent') return unusable;
  const explained = end.end === 'failed' ? end.error : explainItem(end.errors, round.settings);
  const error = toActionError(explained);
  // It answered, so it is over: what is not there was not made, and perhaps one of them or their number was why.
  if (isCode(explained, 'broke-off') && round.found !== null) return { result: 'too much', error, passes: true };
  if (isTooMuch(explained)) return { result: 'too much', error, passes: explained.kind === 'unavailable' };
  if (isCode(explained, 'unseen')) {
    return round.found === null ? { result: 'retry', error, afterMs: null } : { result: 'unknown', error };
  }
  if (isCode(explained, 'locked') && round.allLocked) return { result: 'too much', error, passes: true };
  if (end.end === 'refused' && round.allBroken) return { result: 'too much', error, passes: false };
  // Others of the same call may have found room: those that did not stop the connection when they are alone.
  if (isCode(explained, 'storage-limit')) return { result: 'retry', error, afterMs: minute };
  const passes = ['unavailable', 'rate-limit', 'quota'].includes(explained.kind);
  // A right or a sign-in is the connection's where the whole call met it; on a single case it is that case's own.
  if (passes || (end.end === 'failed' && ['set-up', 'sign-in', 'cancelled'].includes(explained.kind))) {
    return { result: 'retry', error, afterMs: explained.retryAfterMs };
  }
  const isUnclear = explained.kind === 'unclear' || explained.kind === 'unexpected-answer';
  return isUnclear ? { result: 'unclear', error } : { result: 'failed', error };
}

/** The trouble of the whole org that every one of these cases met; null where there is none such. */
export function troubleOfAll(ends: readonly ParcelEnd[], settings: SalesforceSettings): ConnectorError | null {
  const all = ends.map((end) => (end.end === 'refused' ? explainItem(end.errors, settings) : null));
  const isFull = all.length > 0 && all.every((error) => isCode(error, 'storage-limit'));
  return isFull ? (all[0] ?? null) : null;
}

/** All that Salesforce said about one case, in one error; the first error decides what kind it is. */
function explainItem(errors: readonly ApiError[], settings: SalesforceSettings): ConnectorError {
  const [first, ...others] = errors;
  if (first === undefined) {
    return salesforceError('rejected', 'refused', 'Salesforce refused the case without saying why.', {
      next: 'Create a similar case in Salesforce itself, where the page says what is wrong; then escalate again.',
    });
  }
  const explained = isVendorCode(first, 'DUPLICATE_VALUE')
    ? duplicate(first, settings)
    : explainApiError(first, 'rejected');
  const more = others.map(({ message, code }) => message || code).filter((text) => !explained.message.includes(text));
  if (more.length === 0) return explained;
  const { kind, code, next, retryAfterMs } = explained;
  return new ConnectorError(kind, code, `${explained.message} And: ${more.join('; ')}`, { next, retryAfterMs });
}

/** A value that must be unique is there already: our own key on a case that this user can't see, or another field. */
function duplicate(error: ApiError, settings: SalesforceSettings): ConnectorError {
  const said = `${error.message} ${error.fields.join(' ')}`.toLowerCase();
  if (/duplicate external id specified/.test(said)) return explainApiError(error, 'rejected');
  // Names and ids of what this user may not see are given as <unknown>.
  if (!said.includes(settings.externalIdField.toLowerCase()) && !said.includes('<unknown>')) {
    return salesforceError(
      'rejected',
      'not-unique',
      `Another case has the same value in a field that must be unique. ${error.message}`,
      { next: 'Look at the field the message names, in Salesforce.' },
    );
  }
  return salesforceError(
    'rejected',
    'unseen',
    `Salesforce has a case with this key that the person who is signed in may not see, perhaps because an assignment rule gave it to somebody else. It said: ${error.message}`,
    {
      next: 'Ask somebody who sees all cases. If it is there, mark this as delivered, and let the permission set give this user read access to it.',
    },
  );
}
