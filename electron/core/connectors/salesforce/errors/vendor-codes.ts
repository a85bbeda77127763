import type { MeaningCode } from './meanings.ts';

/** What one of Salesforce's error codes tells. */
export type VendorCode = {
  /** None where the message alone tells. */
  readonly means?: MeaningCode;
  /** Another meaning where the message has these words. */
  readonly saying?: readonly [words: RegExp, means: MeaningCode];
  /**
   * It is about fields of the case, without which the rest may be taken: those it names; where it names none, about a record
   * that the case points to, which is the account, the only one we set ourselves; or about its owner.
   */
  readonly about?: 'a field' | 'a reference' | 'the owner';
  /** It may come from what we know of the org being old: describe is read again upon it. */
  readonly mayBeOld?: true;
  /** The case may well be there all the same: it exists, and this user may not change (or even see) it. */
  readonly mayExist?: true;
  /** Automation broke off: an exception in a trigger fails every record of a call, whichever was the cause. */
  readonly automation?: true;
};

/** REST API guide, "Status codes and error responses"; SOAP API guide, "API status codes". */
const codes = {
  // The request, whatever is in it.
  REQUEST_LIMIT_EXCEEDED: { means: 'request-limit', saying: [/concurrent/i, 'concurrent-limit'] },
  STORAGE_LIMIT_EXCEEDED: { means: 'storage-limit' },
  LIMIT_EXCEEDED: { means: 'governor-limit' },
  EXCEEDED_MAX_SIZE_REQUEST: { means: 'too-large' },
  REQUEST_ENTITY_TOO_LARGE: { means: 'too-large' },
  REQUEST_RUNNING_TOO_LONG: { means: 'too-long' },
  QUERY_TIMEOUT: { means: 'too-long' },
  SERVER_UNAVAILABLE: { means: 'busy' },
  INVALID_QUERY_LOCATOR: { means: 'busy' },
  UNABLE_TO_LOCK_ROW: { means: 'locked' },
  ALL_OR_NONE_OPERATION_ROLLED_BACK: { means: 'rolled-back' },
  PROCESSING_HALTED: { means: 'rolled-back' },
  UNSUPPORTED_API_VERSION: { means: 'version' },
  API_VERSION_NOT_SUPPORTED: { means: 'version' },
  METHOD_NOT_ALLOWED: { means: 'no-method' },
  UNKNOWN_SERVER_RESOURCE: { means: 'no-method' },
  MALFORMED_QUERY: { means: 'hidden-field' },
  NOT_FOUND: { means: 'not-found', mayBeOld: true },
  // The session and who it belongs to.
  INVALID_AUTH_HEADER: { means: 'session' },
  INVALID_LOGIN: { means: 'session' },
  URL_NOT_RESET: { means: 'moved' },
  // Also said of `/limits` alone, where the right to see the set-up is missing.
  API_DISABLED_FOR_ORG: { means: 'api-disabled', saying: [/limits resource/i, 'limits-hidden'] },
  API_CURRENTLY_DISABLED: { means: 'api-disabled' },
  INACTIVE_USER: { means: 'api-disabled' },
  LOGIN_MUST_USE_SECURITY_TOKEN: { means: 'api-disabled' },
  // Automation of the org.
  UNKNOWN_EXCEPTION: { means: 'internal', automation: true },
  CANNOT_EXECUTE_FLOW_TRIGGER: { automation: true },
  APEX_ERROR: { automation: true },
  CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY: { means: 'refused', mayBeOld: true, automation: true },
  FIELD_CUSTOM_VALIDATION_EXCEPTION: { means: 'refused' },
  // Which case it is.
  DUPLICATE_VALUE: { saying: [/duplicate external id specified/i, 'same-key-twice'], mayExist: true },
  DUPLICATES_DETECTED: { means: 'duplicate-rule' },
  MULTIPLE_CHOICES: { means: 'several-cases' },
  DUPLICATE_EXTERNAL_ID: { means: 'several-cases' },
  // A field of the case.
  REQUIRED_FIELD_MISSING: { means: 'required-field', mayBeOld: true },
  MISSING_ARGUMENT: { means: 'required-field' },
  INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST: { means: 'picklist', about: 'a field', mayBeOld: true },
  INVALID_FIELD: { means: 'hidden-field', about: 'a field', mayBeOld: true },
  INVALID_FIELD_FOR_INSERT_UPDATE: { means: 'hidden-field', about: 'a field', mayBeOld: true },
  INVALID_TYPE: { means: 'hidden-field', mayBeOld: true },
  INVALID_TYPE_ON_FIELD_IN_RECORD: { means: 'refused', about: 'a field', mayBeOld: true },
  STRING_TOO_LONG: { means: 'refused', about: 'a field', mayBeOld: true },
  NUMBER_OUTSIDE_VALID_RANGE: { about: 'a field', mayBeOld: true },
  MALFORMED_ID: { means: 'refused', about: 'a field', mayBeOld: true },
  JSON_PARSER_ERROR: { means: 'refused', about: 'a field', mayBeOld: true },
  // A record that it points to.
  ENTITY_IS_DELETED: { means: 'gone', about: 'a reference' },
  INVALID_CROSS_REFERENCE_KEY: { means: 'gone', about: 'a reference', mayBeOld: true, mayExist: true },
  ENTITY_IS_LOCKED: { about: 'a reference', mayExist: true },
  FIELD_INTEGRITY_EXCEPTION: { about: 'a reference', mayBeOld: true },
  FIELD_FILTER_VALIDATION_EXCEPTION: { about: 'a reference', mayBeOld: true },
  INSUFFICIENT_ACCESS_ON_CROSS_REFERENCE_ENTITY: {
    means: 'reference-permission',
    about: 'a reference',
    mayBeOld: true,
    mayExist: true,
  },
  INACTIVE_OWNER_OR_USER: { about: 'the owner' },
  OP_WITH_INVALID_USER_TYPE_EXCEPTION: { about: 'the owner' },
  INVALID_OWNER: { about: 'the owner' },
  TRANSFER_REQUIRES_READ: { about: 'the owner' },
} as const satisfies Readonly<Record<string, VendorCode>>;

const byCode: Readonly<Record<string, VendorCode>> = codes;

/** Codes that come in many forms, for those that have no row of their own; the first that fits wins. */
const families: readonly (readonly [RegExp, VendorCode])[] = [
  [/^INVALID_SESSION\w*$|SESSION_EXPIRED$/, { means: 'session' }],
  [/^INSUFFICIENT_ACCESS/, { means: 'permission', mayBeOld: true, mayExist: true }],
  [/_PERMISSION/, { means: 'permission', mayBeOld: true }],
  [/^CANNOT_INSERT/, { means: 'permission' }],
  [/^INVALID_(FIELD|TYPE)/, { mayBeOld: true }],
];

/** What is known of a code; undefined for one that we have not met. */
export function vendorCode(code: string): VendorCode | undefined {
  return Object.hasOwn(byCode, code) ? byCode[code] : families.find(([pattern]) => pattern.test(code))?.[1];
}

/** Whether it is this very one of the codes with a row of their own. */
export function isVendorCode({ code }: { readonly code: string }, wanted: keyof typeof codes): boolean {
  return code === wanted;
}

/** What an error means by its code, and by its message where that tells more; undefined where neither does. */
export function meaningOf({
  code,
  message,
}: {
  readonly code: string;
  readonly message: string;
}): MeaningCode | undefined {
  const known = vendorCode(code);
  const [words, means] = known?.saying ?? [];
  return words?.test(message) === true ? means : known?.means;
}
