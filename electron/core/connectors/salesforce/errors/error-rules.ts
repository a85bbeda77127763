import { second } from '#shared/lib/time.ts';
import type { ConnectorErrorKind } from '../../sdk/error.ts';

type Said = { readonly code: string; readonly message: string };

type Rule = {
  readonly codes: readonly string[];
  /** Only where the message has these words. */
  readonly saying?: RegExp;
  readonly kind: ConnectorErrorKind;
  /** Ours, after `salesforce.`. */
  readonly code: string;
  readonly message: string;
  readonly next?: string;
  readonly retryAfterMs?: number;
};

const assignPermissions = 'Assign the permission set Gridline Partner Operations to the person who is signed in.';

/** What Salesforce's error codes mean for us; the first rule that fits wins. Codes: REST API guide, "Status codes and error responses". */
const rules: readonly Rule[] = [
  {
    codes: ['REQUEST_LIMIT_EXCEEDED'],
    saying: /concurrent/i,
    kind: 'rate-limit',
    code: 'concurrent-limit',
    message: 'Salesforce is handling too many long requests at once.',
    retryAfterMs: 5 * second,
  },
  {
    codes: ['REQUEST_LIMIT_EXCEEDED'],
    kind: 'quota',
    code: 'request-limit',
    message: 'Your org has used up its API requests for the last 24 hours.',
    next: 'It goes on by itself when the number falls. An administrator can see it under Setup, System Overview.',
  },
  {
    codes: ['STORAGE_LIMIT_EXCEEDED'],
    // Reading goes on: what is full concerns only what is written.
    kind: 'set-up',
    code: 'storage-limit',
    message: 'Your org has no data storage left, so no case can be made.',
    next: 'Ask the Salesforce administrator to free storage.',
  },
  {
    codes: ['UNABLE_TO_LOCK_ROW'],
    kind: 'unavailable',
    code: 'locked',
    message: 'Somebody else was changing the same records.',
    next: 'It is tried again by itself.',
  },
  {
    // Ours: see `underlying`.
    codes: ['GOVERNOR_LIMIT'],
    kind: 'rejected',
    code: 'governor-limit',
    message: 'Automation in your org (a trigger or a flow) did more than Salesforce allows in one request.',
    next: 'Ask the Salesforce administrator to look at the triggers and flows of Case, then send it again.',
  },
  {
    codes: ['EXCEEDED_MAX_SIZE_REQUEST', 'REQUEST_ENTITY_TOO_LARGE'],
    kind: 'rejected',
    code: 'too-large',
    message: 'The request was larger than Salesforce, or a proxy in between, takes at once.',
    next: 'Shorten the description, or ask the administrator of the proxy for a higher limit.',
  },
  {
    codes: ['REQUEST_RUNNING_TOO_LONG', 'QUERY_TIMEOUT'],
    kind: 'unavailable',
    code: 'too-long',
    message: 'Salesforce could not finish the request in time.',
  },
  {
    codes: ['SERVER_UNAVAILABLE', 'INVALID_QUERY_LOCATOR'],
    kind: 'unavailable',
    code: 'busy',
    message: 'Salesforce could not finish the request in time.',
  },
  {
    codes: ['UNKNOWN_EXCEPTION'],
    kind: 'unavailable',
    code: 'internal',
    message: 'Something went wrong inside Salesforce, and nothing was saved.',
    next: 'It is tried again by itself. If it stays like this, the administrator can give Salesforce the error id.',
  },
  {
    codes: ['ALL_OR_NONE_OPERATION_ROLLED_BACK', 'PROCESSING_HALTED'],
    kind: 'unavailable',
    code: 'rolled-back',
    message: 'It was not saved because another record in the same request failed.',
  },
  {
    codes: ['INVALID_SESSION_ID', 'INVALID_AUTH_HEADER', 'INVALID_LOGIN', 'SESSION_EXPIRED'],
    kind: 'sign-in',
    code: 'session',
    message: 'Salesforce does not accept the session any more.',
    next: 'Sign in to Salesforce again.',
  },
  {
    codes: ['URL_NOT_RESET'],
    kind: 'unavailable',
    code: 'moved',
    message: 'Your org answers at another address than this one.',
    next: 'Check the instance address in the connection’s settings; empty, it is filled in at sign-in.',
  },
  {
    // Said of `/limits` alone, where the right to see the set-up is missing.
    codes: ['API_DISABLED_FOR_ORG'],
    saying: /limits resource/i,
    kind: 'set-up',
    code: 'limits-hidden',
    message: 'This user may not see the org’s API limits.',
  },
  {
    codes: ['API_DISABLED_FOR_ORG', 'API_CURRENTLY_DISABLED', 'INACTIVE_USER', 'LOGIN_MUST_USE_SECURITY_TOKEN'],
    kind: 'sign-in',
    code: 'api-disabled',
    message: 'This user may not use the Salesforce API.',
    next: 'Ask the Salesforce administrator to allow API access for this user, then sign in again.',
  },
  {
    codes: ['DUPLICATE_VALUE'],
    saying: /duplicate external id specified/i,
    kind: 'rejected',
    code: 'same-key-twice',
    message: 'The same key was in one request twice.',
  },
  {
    codes: ['DUPLICATES_DETECTED'],
    kind: 'rejected',
    code: 'duplicate-rule',
    message: 'A duplicate rule of your org stopped the case.',
    next: 'Look for the other case, or switch on "Save despite duplicate rules" in the connection’s settings.',
  },
  {
    codes: ['MULTIPLE_CHOICES', 'DUPLICATE_EXTERNAL_ID'],
    kind: 'rejected',
    code: 'several-cases',
    message: 'Several cases have the same exception key, so none was changed.',
    next: 'Make the exception key field unique, and delete the surplus cases.',
  },
  {
    codes: ['ENTITY_IS_DELETED', 'INVALID_CROSS_REFERENCE_KEY'],
    kind: 'rejected',
    code: 'gone',
    message: 'A record that the case points to does not exist any more.',
    next: 'Look in Salesforce whether the case or its account was deleted, then escalate again.',
  },
  {
    codes: ['REQUIRED_FIELD_MISSING', 'MISSING_ARGUMENT'],
    kind: 'rejected',
    code: 'required-field',
    message: 'Your org demands a field that Gridline does not fill.',
  },
  {
    codes: ['INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST'],
    kind: 'rejected',
    code: 'picklist',
    message: 'A value is not in your org’s picklist.',
    next: 'Choose another value in the preview, or correct the priorities and the origin in the settings.',
  },
  {
    codes: [
      'FIELD_CUSTOM_VALIDATION_EXCEPTION',
      'STRING_TOO_LONG',
      'MALFORMED_ID',
      'INVALID_TYPE_ON_FIELD_IN_RECORD',
      'JSON_PARSER_ERROR',
      'CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY',
    ],
    kind: 'rejected',
    code: 'refused',
    message: 'Salesforce refused the case as it is.',
    next: 'Change what the message names, then escalate again.',
  },
  {
    codes: ['INVALID_FIELD', 'INVALID_FIELD_FOR_INSERT_UPDATE', 'INVALID_TYPE', 'MALFORMED_QUERY'],
    kind: 'set-up',
    code: 'hidden-field',
    message: 'A field or object is missing in your org, or this user may not see it.',
    next: assignPermissions,
  },
  {
    codes: ['UNSUPPORTED_API_VERSION', 'API_VERSION_NOT_SUPPORTED'],
    kind: 'set-up',
    code: 'version',
    message: 'Your org does not have this version of the API any more.',
    next: 'Set a newer API version in the connection’s settings.',
  },
  {
    codes: ['METHOD_NOT_ALLOWED', 'UNKNOWN_SERVER_RESOURCE'],
    kind: 'set-up',
    code: 'no-method',
    message: 'Your org does not have this part of the API.',
    next: 'Check the API version in the connection’s settings.',
  },
  {
    codes: ['NOT_FOUND'],
    kind: 'set-up',
    code: 'not-found',
    message:
      'Salesforce has nothing at this address: the API version or a field may not exist, or this user may not see it.',
    next: assignPermissions,
  },
];

/** The first rule that fits; undefined for a code without one. */
export function ruleFor(error: Said): Rule | undefined {
  return (
    rules.find(
      ({ codes, saying }) => codes.includes(error.code) && (saying === undefined || saying.test(error.message)),
    ) ?? ruleByFamily(error)
  );
}

function ruleByFamily(error: Said): Rule | undefined {
  if (error.code === 'INSUFFICIENT_ACCESS_ON_CROSS_REFERENCE_ENTITY') {
    return {
      codes: [],
      kind: 'set-up',
      code: 'reference-permission',
      message: 'This user may not use a record that the case points to.',
      next: 'Ask the Salesforce administrator for access to that record, then send it again.',
    };
  }
  if (error.code.startsWith('INSUFFICIENT_ACCESS') || /^CANNOT_INSERT|_PERMISSION/.test(error.code)) {
    return {
      codes: [],
      kind: 'set-up',
      code: 'permission',
      message: 'This user may not do that in Salesforce.',
      next: assignPermissions,
    };
  }
  return undefined;
}
