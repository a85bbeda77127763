import type { ApiError } from './api-error.ts';

/** Codes that may come from what we know of the org being old: describe is read again upon them. */
const ofOldKnowledge =
  /^(INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST|INVALID_FIELD.*|INVALID_TYPE.*|REQUIRED_FIELD_MISSING|STRING_TOO_LONG|NUMBER_OUTSIDE_VALID_RANGE|FIELD_INTEGRITY_EXCEPTION|FIELD_FILTER_VALIDATION_EXCEPTION|INVALID_CROSS_REFERENCE_KEY|MALFORMED_ID|NOT_FOUND|JSON_PARSER_ERROR|CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY|INSUFFICIENT_ACCESS.*|.*_PERMISSION.*)$/;

/** Codes that are about the fields they name: without them the rest may be taken. */
const ofFields =
  /^(INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST|INVALID_FIELD|INVALID_FIELD_FOR_INSERT_UPDATE|INVALID_TYPE_ON_FIELD_IN_RECORD|STRING_TOO_LONG|NUMBER_OUTSIDE_VALID_RANGE|FIELD_INTEGRITY_EXCEPTION|FIELD_FILTER_VALIDATION_EXCEPTION|INVALID_CROSS_REFERENCE_KEY|INSUFFICIENT_ACCESS_ON_CROSS_REFERENCE_ENTITY|MALFORMED_ID|JSON_PARSER_ERROR|INACTIVE_OWNER_OR_USER|OP_WITH_INVALID_USER_TYPE_EXCEPTION|ENTITY_IS_DELETED|ENTITY_IS_LOCKED|INVALID_OWNER|TRANSFER_REQUIRES_READ)$/;

/** Codes about a record that the case points to; where no field is named, it is the account, the only one we set ourselves. */
const ofReference =
  /^(INSUFFICIENT_ACCESS_ON_CROSS_REFERENCE_ENTITY|INVALID_CROSS_REFERENCE_KEY|ENTITY_IS_DELETED|FIELD_INTEGRITY_EXCEPTION|FIELD_FILTER_VALIDATION_EXCEPTION|ENTITY_IS_LOCKED)$/;
const ofOwner = /^(INACTIVE_OWNER_OR_USER|OP_WITH_INVALID_USER_TYPE_EXCEPTION|INVALID_OWNER|TRANSFER_REQUIRES_READ)$/;

/** Codes after which the case may well be there all the same: it exists, and this user may not change (or even see) it. */
const whereItMayExist = /^(INSUFFICIENT_ACCESS.*|ENTITY_IS_LOCKED|DUPLICATE_VALUE|INVALID_CROSS_REFERENCE_KEY)$/;

/** Whether a code is known to be about a case, a field of it or a record it points to, however many are sent. */
export function isAboutTheCase(code: string): boolean {
  return [ofOldKnowledge, ofFields, whereItMayExist].some((codes) => codes.test(code));
}

export function mayBeOldKnowledge(errors: readonly ApiError[]): boolean {
  return errors.some(({ code }) => ofOldKnowledge.test(code));
}

export function mayExist(errors: readonly ApiError[]): boolean {
  return errors.some(({ code }) => whereItMayExist.test(code));
}

/** The fields of `sent` that the errors are about, with the reason; none where an error is about the case as a whole. */
export function refusedFields(
  errors: readonly ApiError[],
  sent: Readonly<Record<string, unknown>>,
  labelOf: (name: string) => string = (name) => name,
): ReadonlyMap<string, string> {
  const refused = new Map<string, string>();
  for (const { code, message, fields } of errors) {
    if (!ofFields.test(code)) return new Map();
    const named = [...fields, ...(/column '(\w+)'/.exec(message)?.slice(1) ?? [])];
    const names = Object.keys(sent).filter((name) => named.some((one) => one.toLowerCase() === name.toLowerCase()));
    if (names.length === 0) names.push(...namedIn(message, sent, labelOf));
    if (names.length === 0 && ofOwner.test(code)) names.push('OwnerId');
    if (names.length === 0 && ofReference.test(code)) names.push(referenceIn(message, sent) ?? 'AccountId');
    const known = names.filter((name) => name in sent);
    // One error that nothing can be left out for stands, whatever else is left out.
    if (known.length === 0) return new Map();
    for (const name of known) refused.set(name, `Salesforce refused it (${message.slice(0, 200)})`);
  }
  // The subject is what people find the case by.
  return refused.has('Subject') ? new Map() : refused;
}

/** What a message says of a picklist's value at its end, in the standard words. */
const badValue = /bad value for restricted picklist field: (.*)$/i;

/** The fields that a message names where its list of fields is empty: "Priority: bad value ...", by name or by label. */
function namedIn(
  message: string,
  sent: Readonly<Record<string, unknown>>,
  labelOf: (name: string) => string,
): readonly string[] {
  const said = message.trim().toLowerCase();
  const names = Object.keys(sent);
  const leading = names.filter((name) => [name, labelOf(name)].some((one) => said.startsWith(`${one.toLowerCase()}:`)));
  if (leading.length > 0) return leading;
  const quoted = names.filter((name) =>
    new RegExp(`['"]${name}['"]|\\[${name}\\]|\\b${name}\\b(?<=__c)`, 'i').test(message),
  );
  if (quoted.length > 0) return quoted;
  const value = badValue.exec(message.trim())?.[1];
  const holders = names.filter((name) => value !== undefined && value !== '' && sent[name] === value);
  return holders.length === 1 ? holders : [];
}

/** The field whose id stands in the message: "insufficient access rights on cross-reference id: 001...". */
function referenceIn(message: string, sent: Readonly<Record<string, unknown>>): string | null {
  const ids = (message.match(/\b[A-Za-z0-9]{15}(?:[A-Za-z0-9]{3})?\b/g) ?? []).map((id) => id.slice(0, 15));
  const found = Object.entries(sent).find(
    ([, value]) => typeof value === 'string' && ids.includes(value.slice(0, 15)) && /^[A-Za-z0-9]{15,18}$/.test(value),
  );
  return found?.[0] ?? null;
}
