import type { ApiError } from './api-error.ts';
import { ruleFor } from './error-rules.ts';
import { isAboutTheCase } from './refusals.ts';

/** Codes of troubles that pass by themselves or with fewer records; a trigger or a flow reports them under a code of its own. */
const hiddenCodes = [
  'UNABLE_TO_LOCK_ROW',
  'REQUEST_RUNNING_TOO_LONG',
  'QUERY_TIMEOUT',
  'SERVER_UNAVAILABLE',
  'STORAGE_LIMIT_EXCEEDED',
  'ALL_OR_NONE_OPERATION_ROLLED_BACK',
  'PROCESSING_HALTED',
] as const;

/** The lock in words alone, as the standard message has it; its code is there in every language, as a rule. */
const lockWords =
  /unable to obtain exclusive access|record (is )?currently unavailable|being modified by another user/i;

/**
 * A governor limit of Apex or of a flow (Apex Developer Guide, "Execution Governors and Limits"). Limits are counted for
 * all records of a call together, so fewer records may stay below.
 */
const limitWords =
  /System\.LimitException|governor limit|CPU time|CPU limit|heap size|too many (SOQL|SOSL|DML|query|callouts|future|queueable|email|fields describes|script)|number of iterations exceeded|(Apex|flow)[^.]*limit exceeded|maximum duration/i;

const rollbackWords = /transaction (was |has been )?rolled back|rolled back because/i;

const timeoutWords = /read timed out|timed out while|query request was running for too long|exceeded the time limit/i;

/**
 * The error as it has to be understood: where a trigger's or a flow's message names a passing cause, that cause.
 * `GOVERNOR_LIMIT` is our own code, for limits that the vendor has under many.
 */
export function underlying(error: ApiError): ApiError {
  // An administrator's own words say what they like.
  if (error.code === 'FIELD_CUSTOM_VALIDATION_EXCEPTION' && !/caused by|_/.test(error.message)) return error;
  if (limitWords.test(error.message) || error.code === 'LIMIT_EXCEEDED') return { ...error, code: 'GOVERNOR_LIMIT' };
  const code = hiddenCodes.find((one) => error.message.includes(one));
  if (code !== undefined) return { ...error, code };
  if (lockWords.test(error.message)) return { ...error, code: 'UNABLE_TO_LOCK_ROW' };
  if (rollbackWords.test(error.message)) return { ...error, code: 'ALL_OR_NONE_OPERATION_ROLLED_BACK' };
  if (timeoutWords.test(error.message)) return { ...error, code: 'QUERY_TIMEOUT' };
  return error;
}

/** Codes of automation that broke off: an exception in a trigger fails every record of a call, whichever was the cause. */
const automation = /^(CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY|CANNOT_EXECUTE_FLOW_TRIGGER|UNKNOWN_EXCEPTION|APEX_ERROR)$/;

function isUnknown(error: ApiError): boolean {
  return ruleFor(error) === undefined && !isAboutTheCase(error.code);
}

/**
 * True where every one of several cases met the same broken automation, or was refused in one word that nobody knows:
 * one of them may be why, or that they were so many.
 */
export function isSharedBreakdown(all: readonly (readonly ApiError[])[]): boolean {
  const [first] = all[0] ?? [];
  if (first === undefined || all.length < 2 || (!automation.test(first.code) && !isUnknown(first))) return false;
  if (/entity type cannot be inserted/i.test(first.message)) return false;
  return all.every(([error]) => error?.code === first.code);
}
