import { sentence } from './sentence.ts';

/** Where a value is not what it should be, in words for people. Never holds the value. */
export type Misfit = {
  /** With a dot before each part inside it: `person.email`. Empty text: the whole. */
  readonly field: string;
  /** Stands after "should be": `a text of at most 200 characters`. */
  readonly expected: string;
  /** Stands after "is": `a list of 3`, `nothing`. */
  readonly got: string;
};

type Part = PropertyKey | { readonly key: PropertyKey };

/** What a schema says of one thing that does not fit: as zod says it, or, without the rest, as all libraries of schemas do. */
export type Complaint = {
  readonly message: string;
  readonly path?: readonly Part[] | undefined;
  readonly code?: string | undefined;
  readonly expected?: string;
  readonly origin?: string;
  readonly maximum?: number | bigint;
  readonly minimum?: number | bigint;
  readonly format?: string;
  readonly keys?: readonly string[];
  readonly values?: readonly unknown[];
};

/** A complaint in parts. `value` = the whole that was looked at; without it, what came is known only where the schema tells. */
export function misfitOf(complaint: Complaint, value: unknown): Misfit {
  const whole = (complaint.path ?? []).map((part) => (typeof part === 'object' ? part.key : part));
  const path = whole.slice(0, depth(value, whole));
  const [unknownKey] = complaint.code === 'unrecognized_keys' ? (complaint.keys ?? []) : [];
  const field = [...path, ...(unknownKey === undefined ? [] : [unknownKey])].map(String).join('.');
  if (unknownKey !== undefined) return { field, expected: 'left out', got: 'there, and nobody knows it' };
  return {
    field,
    expected: expectedBy(complaint),
    got: value === undefined ? toldBy(complaint) : shapeOf(at(value, path)),
  };
}

/** `“email” should be a text of at most 200 characters, but is a text of 250 characters.` */
export function misfitWords({ field, expected, got }: Misfit): string {
  const name = field === '' ? 'It' : `“${field}”`;
  if (got === 'nothing') return sentence(`${name} is missing: it should be ${expected}`);
  return sentence(`${name} should be ${expected}, but is ${got}`);
}

/** All complaints of a schema, in parts. */
export function complaintsOf({ issues }: { readonly issues: readonly Complaint[] }, value: unknown): readonly Misfit[] {
  return issues.map((each) => misfitOf(each, value));
}

/** The first complaints of a schema, a sentence each. */
export function complaintWords(
  { issues }: { readonly issues: readonly Complaint[] },
  value?: unknown,
  most = 3,
): string {
  return issues
    .slice(0, most)
    .map((each) => complaintInWords(each, value))
    .join(' ');
}

function complaintInWords(complaint: Complaint, value: unknown): string {
  const misfit = misfitOf(complaint, value);
  const saysWhatIsWrong = !ownWords.test(complaint.message) && !complaint.message.startsWith(mustBe);
  if (!saysWhatIsWrong || misfit.got === 'nothing') return misfitWords(misfit);
  return sentence(`${misfit.field === '' ? 'It' : `“${misfit.field}”`} does not fit: ${complaint.message}`);
}

/** What happened. What a schema throws has JSON in its message: that is told in sentences. */
export function plainMessage(error: unknown): string {
  if (isOfSchema(error)) return complaintWords(error);
  return error instanceof Error ? error.message : String(error);
}

function isOfSchema(error: unknown): error is Error & { readonly issues: readonly Complaint[] } {
  return error instanceof Error && 'issues' in error && Array.isArray(error.issues) && error.message.startsWith('[');
}

/** What a value is without saying it: it may be somebody's address, or a secret. */
export function shapeOf(value: unknown): string {
  if (value === undefined || value === null || value === '') return 'nothing';
  if (typeof value === 'string') return `a text of ${counted(value.length, 'character')}`;
  if (Array.isArray(value)) return `a list of ${value.length}`;
  return kindWords[typeof value] ?? 'something else';
}

const kindWords: Readonly<Record<string, string>> = {
  string: 'a text',
  number: 'a number',
  int: 'a whole number',
  bigint: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  tuple: 'a list',
  object: 'a record',
  record: 'a record',
  null: 'nothing',
  undefined: 'nothing',
  never: 'left out',
};

/** zod's own words begin so; any others were written for people where the schema is. */
const ownWords = /^(?:Invalid|Too (?:big|small)|Unrecognized)/;

/** What is expected, where a schema has words of its own. */
const mustBe = 'it must be ';

function expectedBy(complaint: Complaint): string {
  const { code, message, values, format, expected } = complaint;
  if (!ownWords.test(message)) return message.replace(mustBe, '').replace(/\.$/, '');
  switch (code ?? '') {
    case 'invalid_type':
      return (expected === undefined ? undefined : kindWords[expected]) ?? 'something else';
    case 'invalid_value':
      return oneOf((values ?? []).map(String));
    case 'too_big':
    case 'too_small':
      return bounded(complaint);
    case 'invalid_format':
      return format === undefined || format === 'regex' ? 'spelled in another way' : `spelled as ${format}`;
    default:
      return 'something else';
  }
}

function oneOf(values: readonly string[]): string {
  if (values.length === 1) return values.join();
  return values.length > 12 ? `one of ${values.length} known words` : `one of ${values.join(', ')}`;
}

function bounded({ code, origin, maximum, minimum }: Complaint): string {
  const amount = Number(code === 'too_big' ? maximum : minimum);
  const most = code === 'too_big' ? 'at most' : 'at least';
  if (origin === 'string') return `a text of ${most} ${counted(amount, 'character')}`;
  if (origin === 'array' || origin === 'set') return `a list of ${most} ${amount.toLocaleString('en')}`;
  return `${most} ${amount.toLocaleString('en')}`;
}

/** Where the value is not at hand: zod says what kind of thing came, though not always. */
function toldBy({ message }: Complaint): string {
  const [, received] = /received (\w+)$/.exec(message) ?? [];
  return (received === undefined ? undefined : kindWords[received]) ?? 'something else';
}

function counted(count: number, noun: string): string {
  return `${count.toLocaleString('en')} ${noun}${count === 1 ? '' : 's'}`;
}

/** How far the value has parts of its own: a schema that splits a text speaks of pieces that nobody wrote as such. */
function depth(value: unknown, path: readonly PropertyKey[]): number {
  const pieces = path.findIndex((_, length) => typeof at(value, path.slice(0, length)) === 'string');
  return pieces < 0 ? path.length : pieces;
}

function at(value: unknown, path: readonly PropertyKey[]): unknown {
  let found = value;
  for (const part of path) {
    if (typeof found !== 'object' || found === null) return undefined;
    found = Reflect.get(found, part);
  }
  return found;
}
