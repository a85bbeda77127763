import type { ApiError } from './api-error.ts';
import type { MeaningCode } from './meanings.ts';
import { isVendorCode, meaningOf, vendorCode } from './vendor-codes.ts';

/**
 * Causes that pass by themselves or with fewer records, as a trigger or a flow reports them under a code of its own: then
 * the message alone names them, by their code or in the vendor's standard words.
 */
const hidden: readonly (readonly [words: RegExp, means: MeaningCode])[] = [
  // A governor limit of Apex or of a flow (Apex Developer Guide, "Execution Governors and Limits"): counted for all records of a call together.
  [
    /System\.LimitException|governor limit|CPU time|CPU limit|heap size|too many (SOQL|SOSL|DML|query|callouts|future|queueable|email|fields describes|script)|number of iterations exceeded|(Apex|flow)[^.]*limit exceeded|maximum duration/i,
    'governor-limit',
  ],
  [/UNABLE_TO_LOCK_ROW/, 'locked'],
  [/REQUEST_RUNNING_TOO_LONG|QUERY_TIMEOUT/, 'too-long'],
  [/SERVER_UNAVAILABLE/, 'busy'],
  [/STORAGE_LIMIT_EXCEEDED/, 'storage-limit'],
  [/ALL_OR_NONE_OPERATION_ROLLED_BACK|PROCESSING_HALTED/, 'rolled-back'],
  [/unable to obtain exclusive access|record (is )?currently unavailable|being modified by another user/i, 'locked'],
  [/transaction (was |has been )?rolled back|rolled back because/i, 'rolled-back'],
  [/read timed out|timed out while|query request was running for too long|exceeded the time limit/i, 'too-long'],
];

/** What an error comes to: the cause that its message names, else what its own code means; undefined where nobody knows. */
export function causeOf(error: ApiError): MeaningCode | undefined {
  // An administrator's own words say what they like.
  const isOwnRule = isVendorCode(error, 'FIELD_CUSTOM_VALIDATION_EXCEPTION') && !/caused by|_/.test(error.message);
  const cause = isOwnRule ? undefined : hidden.find(([words]) => words.test(error.message))?.[1];
  return cause ?? meaningOf(error);
}

/**
 * True where every one of several cases met the same broken automation, or was refused in one word that nobody knows:
 * one of them may be why, or that they were so many.
 */
export function isSharedBreakdown(all: readonly (readonly ApiError[])[]): boolean {
  const [first] = all[0] ?? [];
  if (first === undefined || all.length < 2) return false;
  const known = vendorCode(first.code);
  if (known !== undefined && known.automation !== true) return false;
  if (/entity type cannot be inserted/i.test(first.message)) return false;
  return all.every(([error]) => error?.code === first.code);
}
