import type { ApiError } from './api-error.ts';
import { vendorCode } from './vendor-codes.ts';

/** Whether what we know of the org may be old: it is to be read again. */
export function mayBeOldKnowledge(errors: readonly ApiError[]): boolean {
  return errors.some(({ code }) => vendorCode(code)?.mayBeOld === true);
}

/** Whether the case may be there all the same. */
export function mayExist(errors: readonly ApiError[]): boolean {
  return errors.some(({ code }) => vendorCode(code)?.mayExist === true);
}

/** The fields of `sent` that the errors are about, with the reason; none where an error is about the case as a whole. */
export function refusedFields(
  errors: readonly ApiError[],
  sent: Readonly<Record<string, unknown>>,
  labelOf: (name: string) => string = (name) => name,
): ReadonlyMap<string, string> {
  const refused = new Map<string, string>();
  for (const { code, message, fields } of errors) {
    const about = vendorCode(code)?.about;
    if (about === undefined) return new Map();
    const named = [...fields, ...(/column '(\w+)'/.exec(message)?.slice(1) ?? [])];
    const names = Object.keys(sent).filter((name) => named.some((one) => one.toLowerCase() === name.toLowerCase()));
    if (names.length === 0) names.push(...namedIn(message, sent, labelOf));
    if (names.length === 0 && about === 'the owner') names.push('OwnerId');
    if (names.length === 0 && about === 'a reference') names.push(referenceIn(message, sent) ?? 'AccountId');
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
