import { textKey, wordText } from '#shared/lib/words.ts';
import { day, hour, minute } from '#shared/lib/time.ts';
import { type Severity, severities } from '../issue/issue.ts';
import { issueKinds } from '../issue/issue-kind.ts';
import { issueStatuses } from '../issue/issue-status.ts';
import { FilterError } from './error.ts';
import { type Comparison, compare, defineField, type Field, filled, gotOf, oneOf, type Typed } from './field.ts';
import { flags, flagTable } from './flags.ts';

const units: Readonly<Record<string, number>> = { m: minute, h: hour, d: day, w: 7 * day };

/**
 * The fields of the filter language, each said once: its name and other words for it, how it is typed and read, what it
 * matches, and how it is explained. The core's `field-queries.ts` has the SQL for every one, and does not compile without.
 */
const table = {
  partner: defineField('partner', {
    operators: ['='],
    // Words that follow each other in the partner's name or address; the last may be a beginning. As `wordText` makes it.
    parse: (typed) => ({ phrase: wordText(filled(typed, 'a partner')) }),
    matches: ({ phrase }, issue) =>
      wordText(issue.partner).includes(phrase) || wordText(issue.partnerAddress ?? '').includes(phrase),
    takes: 'words of its name or address; the last may be incomplete',
    help: { example: 'partner:"Acme Foods"', means: 'from or to this partner' },
  }),
  doc: defineField('doc', {
    aliases: ['document'],
    operators: ['='],
    // Upper case.
    parse: (typed) => ({ type: filled(typed, 'a document type such as 810').toUpperCase() }),
    matches: ({ type }, issue) => issue.documentType?.toUpperCase() === type,
    takes: 'a document type: `810`, `INVOIC`',
    help: { example: 'doc:810', means: 'document type, X12 or EDIFACT (doc:INVOIC)' },
  }),
  severity: defineField('severity', {
    operators: ['=', '<', '<=', '>', '>='],
    words: severities,
    // `>` = worse than.
    parse: (typed, comparison) => ({ comparison, severity: oneOf(typed, severities) }),
    matches: ({ comparison, severity }, issue) => compareSeverity(issue.severity, comparison, severity),
    takes: 'one of its words; with `:`, `<`, `<=`, `>` or `>=`',
    help: { example: 'severity>=high', means: 'high and critical' },
  }),
  kind: defineField('kind', {
    operators: ['='],
    words: issueKinds,
    parse: (typed) => ({ kind: oneOf(typed, issueKinds) }),
    matches: ({ kind }, issue) => issue.kind === kind,
    takes: 'one of its words',
    help: { example: 'kind:rejected', means: 'kind of exception' },
  }),
  is: defineField('is', {
    operators: ['='],
    words: flags,
    parse: (typed) => ({ flag: oneOf(typed, flags) }),
    matches: ({ flag }, issue, at) => flagTable[flag].matches(issue, at),
    saysResolved: ({ flag }) => {
      const { resolved } = flagTable[flag];
      return resolved === null ? null : { resolved, whole: true };
    },
    takes: 'one of its words',
    help: { example: 'is:unassigned', means: 'also mine, escalated, overdue, resolved' },
  }),
  status: defineField('status', {
    operators: ['='],
    words: issueStatuses,
    parse: (typed) => ({ status: oneOf(typed, issueStatuses) }),
    matches: ({ status }, issue) => issue.status === status,
    saysResolved: ({ status }) => ({ resolved: status === 'resolved', whole: status === 'resolved' }),
    takes: 'one of its words',
    help: { example: 'status:acknowledged', means: 'also open, resolved' },
  }),
  number: defineField('number', {
    operators: ['='],
    // As `textKey` makes it.
    parse: (typed) => ({ number: textKey(filled(typed, 'a document number')) }),
    matches: ({ number }, issue) => issue.documentNumber !== null && textKey(issue.documentNumber) === number,
    takes: 'a document’s number',
    help: { example: 'number:4711', means: 'exactly this document number' },
  }),
  incident: defineField('incident', {
    operators: ['='],
    parse: (typed) => ({ id: filled(typed, 'the id of an issue').toLowerCase() }),
    matches: ({ id }, issue) => issue.together.includes(id),
    takes: 'the id of an issue',
    help: { example: 'incident:4kq7…', means: 'that issue, and all that share its incident' },
  }),
  owner: defineField('owner', {
    aliases: ['assignee'],
    operators: ['='],
    parse: (typed) => ({ owner: textKey(somebody(typed)) }),
    matches: ({ owner }, issue) => issue.owner !== null && textKey(issue.owner) === owner,
    takes: 'who has it',
    help: { example: 'owner:"Pat Okafor"', means: 'assigned to this person' },
  }),
  age: defineField('age', {
    operators: ['<', '<=', '>', '>='],
    // How long ago it was first seen.
    parse: (typed, comparison) => ({ comparison, age: ageOf(typed) }),
    matches: ({ comparison, age }, issue, { now }) => compare(now - issue.firstSeenAt, comparison, age),
    takes: 'since it was first seen, with `<`, `<=`, `>` or `>=`: `30m`, `2h`, `3d`, `1w`',
    help: { example: 'age>2h', means: 'first seen longer ago (m, h, d, w)' },
  }),
} as const;

export type FieldName = keyof typeof table;

/** What was read of a field, as data: `{ op: 'kind', kind: 'rejected' }`. */
export type FieldTerm<Name extends FieldName = FieldName> = {
  [K in Name]: ReturnType<(typeof table)[K]['read']>;
}[Name];

/** Held against the table: an entry is filed under its own name. */
export const fields: { readonly [K in FieldName]: Field<K, Omit<FieldTerm<K>, 'op'>> } = table;
export const fieldNames = Object.keys(table) as readonly FieldName[];

/** The field of that name, or of an alias; case does not matter. */
export function fieldNamed(name: string): FieldName | undefined {
  const sought = name.toLowerCase();
  return fieldNames.find((field) => field === sought || fields[field].aliases.includes(sought));
}

/** Asks a table that has an entry for each field, here or in the core, about one term. */
export function byField<Result, Rest extends readonly unknown[]>(
  entries: { readonly [K in FieldName]: (term: FieldTerm<K>, ...rest: Rest) => Result },
  term: FieldTerm,
  ...rest: Rest
): Result {
  // Looked up by the term's own name: that is what makes it fit, and what the compiler can't follow.
  const entry: (own: never, ...others: Rest) => Result = entries[term.op];
  return entry(term as never, ...rest);
}

/** Greater is worse. */
export function compareSeverity(left: Severity, comparison: Comparison, right: Severity): boolean {
  return compare(-severities.indexOf(left), comparison, -severities.indexOf(right));
}

/** A person's name. "me" is nobody's: found as one, it would silently match nothing. */
function somebody(typed: Typed): string {
  const name = filled(typed, 'an owner');
  if (textKey(name) !== 'me') return name;
  throw new FilterError(typed.valuePosition, 'the name of a person, or is:mine for your own', gotOf(typed));
}

function ageOf(typed: Typed): number {
  const parts = /^(\d{1,6}(?:\.\d{1,3})?)([mhdw])$/i.exec(typed.value.trim());
  const unit = units[(parts?.[2] ?? '').toLowerCase()];
  if (parts === null || unit === undefined) {
    throw new FilterError(typed.valuePosition, 'a time such as 30m, 2h, 3d or 1w', gotOf(typed));
  }
  return Math.round(Number(parts[1]) * unit);
}
