import type { AccountMatcher } from './accounts.ts';
import { isSettable } from './case-fields.ts';
import { activeValue, type CaseShape, fieldOf } from '../org/describe.ts';
import type { CaseDraft } from './draft.ts';
import { fieldValue } from './field-value.ts';
import type { SalesforceSettings } from '../connection-settings.ts';
import { fullCode } from '../errors/our-codes.ts';

/** A case as the API takes it, and what of the draft is not in it. */
export type CaseRecord = {
  readonly fields: Readonly<Record<string, unknown>>;
  /** What was left out and why, one sentence each. */
  readonly remarks: readonly string[];
  /** Why this case can't be sent as it is; null where it can. */
  readonly hindrance: { readonly code: string; readonly message: string; readonly next: string } | null;
};

/** What is known of the org and of its accounts: a record is made by it. */
export type Known = {
  readonly settings: SalesforceSettings;
  readonly shape: CaseShape;
  readonly match: AccountMatcher;
};

/** What Salesforce gives a new case by itself although describe may call it needed. */
const given = new Set(['OwnerId', 'Status', 'CaseNumber']);

/**
 * The record for a draft in this org. What the org does not have, or this user may not write, is left out and said,
 * unless a person asked for it. `refused` = fields that Salesforce has just refused, with the reason.
 */
export function caseRecord(
  draft: CaseDraft,
  known: Known,
  refused: ReadonlyMap<string, string> = new Map(),
): CaseRecord {
  const { settings, shape, match } = known;
  const fields: Record<string, unknown> = {};
  const remarks: string[] = [];
  const wrong: string[] = [];
  const chosen = new Set(draft.chosen.map((name) => name.toLowerCase()));
  const put = (name: string, read: () => unknown, why: () => string | null = () => null) => {
    const field = fieldOf(shape, name);
    const reason =
      field === undefined
        ? 'this org does not have it, or this user may not see it'
        : (refused.get(name) ?? (field.createable ? why() : 'this user may not write it'));
    if (reason === null) fields[field?.name ?? name] = read();
    else (chosen.has(name.toLowerCase()) ? wrong : remarks).push(`${field?.label ?? name}: ${reason}`);
  };
  put('Subject', () => draft.subject);
  put('Description', () => draft.description);
  for (const [name, value] of [
    ['Priority', draft.priority],
    ['Origin', draft.origin],
  ] as const) {
    const active = activeValue(shape, name, value);
    // Left out without a word where the org does not have the value: its own default is taken, as the preview says.
    if (active !== null) put(name, () => active);
    else if (value !== '' && chosen.has(name.toLowerCase())) wrong.push(`${name}: the org has no value "${value}"`);
    else if (refused.has(name)) remarks.push(`${name}: the org has no value "${value}" any more`);
  }
  const account = match(draft.partnerIdentifiers);
  const theirs = draft.fields['AccountId'] ?? '';
  if (account.found === 'one' && theirs === '') put('AccountId', () => account.id);
  for (const [name, text] of Object.entries(draft.fields)) {
    const field = fieldOf(shape, name);
    if (text.trim() === '') continue;
    const read = field === undefined ? null : fieldValue(shape, field, text.trim());
    put(
      name,
      () => (read !== null && 'value' in read ? read.value : text),
      () => {
        if (field !== undefined && !isSettable(field, settings)) return 'it is filled in by Gridline';
        return read !== null && 'expected' in read ? `"${text}" does not fit; expected was ${read.expected}` : null;
      },
    );
  }
  return { fields, remarks, hindrance: wrongValue(wrong) ?? missing(shape, settings, fields) };
}

function wrongValue(wrong: readonly string[]): CaseRecord['hindrance'] {
  if (wrong.length === 0) return null;
  return {
    code: fullCode('field'),
    message: `What you entered can’t be written. ${wrong.join('. ')}.`,
    next: 'Change it or leave it out, then escalate again.',
  };
}

/** Fields that the org requires of a new case and that nothing fills. */
export function demandedFields(
  shape: CaseShape,
  settings: SalesforceSettings,
  fields: Readonly<Record<string, unknown>>,
): CaseShape['fields'] {
  const key = settings.externalIdField.toLowerCase();
  return shape.fields.filter(
    ({ demanded, name }) => demanded && !given.has(name) && !(name in fields) && name.toLowerCase() !== key,
  );
}

function missing(
  shape: CaseShape,
  settings: SalesforceSettings,
  fields: Readonly<Record<string, unknown>>,
): CaseRecord['hindrance'] {
  const lacking = demandedFields(shape, settings, fields);
  if (lacking.length === 0) return null;
  const names = lacking.map(({ name, label }) => (label === name ? name : `${label} (${name})`)).join(', ');
  return {
    code: fullCode('required-field'),
    message: `Your org requires a value for ${names}, so the case was not sent.`,
    next: `Fill it in when you escalate (on the command line: --set ${lacking[0]?.name ?? ''}=...), or for all cases under “Case fields” in the connection’s settings.`,
  };
}
