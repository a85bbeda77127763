import { z } from 'zod';

/**
 * One error of an answer. `at`: lines and columns of the query, from 1; `names`: what its extensions name; `code`: its kind
 * in a word; `inner`: errors that servers and gateways nest in it, all levels.
 */
export type LensError = {
  readonly message: string;
  readonly path: readonly (string | number)[];
  readonly at: readonly { readonly line: number; readonly column: number }[];
  readonly names: readonly string[];
  readonly code: string;
  readonly inner: readonly LensError[];
};

const pathSchema = z
  .union([
    z.array(z.union([z.string(), z.number()])),
    // Some relatives of graphql-java write it as one text: /getTransactions/transactions[0]/status
    z.string().transform(partsOfPath),
  ])
  .catch([]);
const errorSchema = z.object({
  message: z.string().catch(''),
  path: pathSchema,
  locations: z.array(z.object({ line: z.coerce.number(), column: z.coerce.number().catch(0) })).catch([]),
  extensions: z.record(z.string(), z.unknown()).catch({}),
});

/** An error of which only words are known. */
export function errorOf(message: string): LensError {
  return { message, path: [], at: [], names: [], code: '', inner: [] };
}

const deepestNesting = 4;

/** Every error in the `errors` of an answer, which some servers send as one record or as text. */
export function lensErrors(value: unknown, depth = 0): readonly LensError[] {
  if (value === null || value === undefined || depth > deepestNesting) return [];
  if (Array.isArray(value)) return value.flatMap((item: unknown) => lensErrors(item ?? {}, depth));
  if (typeof value === 'string') return [errorOf(value)];
  const parsed = errorSchema.safeParse(value);
  if (!parsed.success) return [errorOf('')];
  const { message, path, locations, extensions } = parsed.data;
  const inner = [value, extensions].flatMap((holder) =>
    Object.entries(holder).flatMap(([name, item]) =>
      nesting.test(name) && item !== null && typeof item === 'object' ? lensErrors(item, depth + 1) : [],
    ),
  );
  const names = Object.entries(extensions).flatMap(([name, item]) =>
    naming.test(name) && typeof item === 'string' ? [item.split('.').at(-1) ?? item] : [],
  );
  const code = [extensions['code'], extensions['classification']].filter((each) => typeof each === 'string').join(' ');
  return [{ message, path, at: locations, names, code, inner: inner.flatMap((each) => [each, ...each.inner]) }];
}

const nesting = /^(errors|inner_?errors?|causes?|details|original_?errors?|validation_?errors?|violations|exception)$/i;
/** graphql-ruby, Hot Chocolate, graphql-java: what the error is about, beside its words. */
const naming = /^(field|field_?name|argument|argument_?name|coordinate|name)$/i;

function partsOfPath(text: string): (string | number)[] {
  return text
    .split(/[/.[\]]+/)
    .filter((part) => part !== '')
    .map((part) => (/^\d+$/.test(part) ? Number(part) : part));
}

/** What an answer says beside data and errors, in words: what failed, and what it warns of. */
export type Asides = { readonly failures: readonly string[]; readonly warnings: readonly string[] };

/**
 * Gateways and search engines tell of half an answer in places of their own: `error`, `status: 500` with a message,
 * `timed_out` or failed shards, in the body, its `extensions`, or the result. `own`: members that say something else.
 */
export function asidesIn(body: unknown, own: readonly string[]): Asides {
  const failures: string[] = [];
  const warnings: string[] = [];
  const look = (value: unknown, skipped: readonly string[], depth: number): void => {
    if (value === null || typeof value !== 'object' || Array.isArray(value) || depth > deepestAside) return;
    const members = Object.entries(value).filter(([name]) => !skipped.includes(name));
    const message = members.find(([name, each]) => /^(message|reason|detail)$/i.test(name) && typeof each === 'string');
    const said = typeof message?.[1] === 'string' ? message[1].trim() : '';
    const before = failures.length;
    for (const [name, each] of members) {
      if (isNothing(each)) continue;
      if (/^(errors?|faults?|exceptions?|failures?|error[-_]?\w+|fault[-_]?\w+)$/i.test(name))
        failures.push(inWords(each));
      else if (/^warnings?$/i.test(name)) warnings.push(inWords(each));
      else if (unfinished.test(name)) failures.push(`${name}: ${inWords(each)}${said === '' ? '' : `, ${said}`}`);
      else if (isBadStatus(name, each)) failures.push(`${name} ${inWords(each)}${said === '' ? '' : `: ${said}`}`);
      else if (/^(extensions|meta|metadata|_?shards|info|result_?info)$/i.test(name)) look(each, [], depth + 1);
    }
    // In place of a status: nobody says in a message that all is well, but for these.
    if (depth === 0 && failures.length === before && said !== '' && !/^(ok|okay|success\w*|done)\W*$/i.test(said)) {
      warnings.push(said);
    }
    if (members.some(([name, each]) => /^(success|ok|complete|is_?complete)$/i.test(name) && each === false)) {
      failures.push(said === '' ? 'it did not succeed' : said);
    }
  };
  look(body, own, 0);
  return { failures: [...new Set(failures)], warnings: warnings.filter((words) => !harmless.test(words)) };
}

const deepestAside = 2;
const unfinished =
  /^(timed_?-?out|partial|(is_?)?partial_?results?|is_?partial|incomplete|terminated_?-?early|truncated|failed)$/i;
/** They say something of the query, but nothing of its result. */
const harmless = /deprecat|complexity|\bcost\b/i;

function isBadStatus(name: string, value: unknown): boolean {
  if (!/^(status|status_?code|http_?status|code|outcome|result_?code)$/i.test(name)) return false;
  const text = String(value);
  return /^[45]\d\d\b/.test(text) || /error|fail|partial|time[d_ -]*out|unavailable|exception/i.test(text);
}

/** An empty list, `false`, 0: the member is always there, and says that there is nothing of its kind. */
function isNothing(value: unknown): boolean {
  if (value === null || value === undefined || value === false || value === 0) return true;
  if (typeof value === 'string') return ['', '0', 'false', 'null', 'none'].includes(value.trim().toLowerCase());
  return typeof value === 'object' && Object.keys(value).length === 0;
}

function inWords(value: unknown): string {
  if (typeof value === 'string') return value;
  if (Array.isArray(value)) return value.slice(0, 3).map(inWords).join('; ');
  if (value !== null && typeof value === 'object') {
    const told = Object.entries(value).find(
      ([name, each]) => /^(message|reason|description|faultstring)$/i.test(name) && typeof each === 'string',
    );
    if (told !== undefined) return String(told[1]);
  }
  return JSON.stringify(value) ?? '';
}
