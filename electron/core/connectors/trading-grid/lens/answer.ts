import { z } from 'zod';
import { parseShape } from '../../sdk/answer.ts';
import { ConnectorError } from '../../sdk/error.ts';
import type { HttpClient } from '../../sdk/http.ts';
import { redact } from '../../sdk/redact.ts';
import { type Asides, asidesIn, errorOf, type LensError, lensErrors } from './errors.ts';
import type { LensSearch } from './query.ts';

/** One entry as Lens sent it: field names and types are its own. */
export type LensEntry = Readonly<Record<string, unknown>>;

export type LensPage = {
  readonly entries: readonly LensEntry[];
  /** How many entries stand in the page that could not be read; none where left out. */
  readonly unreadable?: number;
  readonly total: number | null;
};

/** Which Lens fields mean what, as far as an answer must be understood here. */
export type AnswerFields = {
  readonly id: string;
  readonly acknowledgement: string | null;
  /** Fields without which an entry says something other than it should. */
  readonly telling: ReadonlySet<string>;
  /** The fields that say how an entry stands, as far as they were asked for; none where the status itself was not. */
  readonly standing: readonly string[];
};

/** Field types are not published: a total may come as a number or as text. */
const numeric = z
  .union([z.number(), z.string().regex(/^\d+$/).transform(Number)])
  .nullish()
  .catch(null)
  .transform((value) => value ?? null);

const resultSchema = z.object({ total: numeric, transactions: z.array(z.unknown()).nullish() });
const envelopeSchema = z.object({
  data: z.object({ getTransactions: z.unknown() }).nullish(),
  errors: z
    .unknown()
    .optional()
    .transform((errors) => lensErrors(errors)),
});

export type Envelope = { readonly result: unknown; readonly errors: readonly LensError[]; readonly asides: Asides };

const what = 'a list of transactions';

/** The two halves of a GraphQL answer. Throws `unexpected-answer` for what is none. */
export function readEnvelope(http: HttpClient, body: unknown): Envelope {
  const { data, errors } = parseShape(http, body, envelopeSchema, what);
  const result = data?.getTransactions ?? null;
  const besides = asidesIn(body, ['data', 'errors']);
  const within = asidesIn(result, ['transactions', 'count', 'total', 'offset', 'scrollid']);
  const asides: Asides = {
    failures: [...besides.failures, ...within.failures],
    warnings: [...besides.warnings, ...within.warnings],
  };
  if (data === undefined && errors.length === 0 && asides.failures.length === 0) {
    parseShape(http, body, z.object({ data: z.object({ getTransactions: resultSchema }) }), what);
  }
  return { result, errors, asides };
}

/**
 * The page in an answer. An error beside data that is null, empty or short of what was announced is an error: what is
 * missing would look like nothing. An entry that is null, or was sent without a field that tells how it stands, is
 * counted as unreadable, and the others are taken; so is one that says nothing about how it stands.
 */
export function readPage(
  http: HttpClient,
  { result, errors, asides }: Envelope,
  search: LensSearch,
  fields: AnswerFields,
): LensPage {
  const failures = asides.failures.map(errorOf);
  const all = [...errors, ...failures, ...asides.warnings.map(errorOf)];
  const serious = errors.filter((error) => !isWarning(error, fields));
  if (result === null) {
    if (all.length > 0) throw searchError(http, all);
    throw nothingCame();
  }
  const { total, transactions } = parseShape(http, result, resultSchema, what);
  if (transactions === null || transactions === undefined) {
    if (all.length > 0) throw searchError(http, all);
    // A total of 0 beside it is what servers send for a list that failed as well.
    throw nothingCame();
  }
  const ofEntries = serious.map(indexOf).filter((index) => index !== null);
  const ofAll = [...serious.filter((error) => indexOf(error) === null), ...failures];
  if (ofAll.length > 0 && isShort(transactions.length, total, search)) throw searchError(http, ofAll);
  // An empty list that comes with a warning is not known to be all there is.
  if (transactions.length === 0 && asides.warnings.length > 0) throw searchError(http, asides.warnings.map(errorOf));
  const spoilt = new Set(ofEntries);
  const received = new Set(
    errors.filter(({ path }) => path.at(-1) === fields.acknowledgement).map(({ path }) => path.at(-2)),
  );
  const entries = transactions.flatMap((item, index): LensEntry[] => {
    if (spoilt.has(index) || !isEntry(item, fields.id) || (isMute(item, fields) && !received.has(index))) return [];
    const { acknowledgement: field } = fields;
    return [field !== null && received.has(index) && item[field] === null ? { ...item, [field]: 'C' } : item];
  });
  return { entries, unreadable: transactions.length - entries.length, total };
}

/**
 * Lens can not show the acknowledgement state `C` (received): it sends null and a warning about that field of that entry
 * (Lens API cheat sheet). Without the `C` put back, a received acknowledgement would look like none. A field that tells
 * nothing may be missing as well.
 */
function isWarning({ message, path }: LensError, { acknowledgement, telling }: AnswerFields): boolean {
  const field = path.at(-1);
  if (typeof field === 'string' && path.some((part) => typeof part === 'number')) {
    return field === acknowledgement ? /seriali[sz]e|enum/i.test(message) : !telling.has(field);
  }
  return path.length === 0 && /can.?t seriali[sz]e|\bdeprecat|^warning\b/i.test(message);
}

/** Which entry an error is about; null where it is about all of them. */
function indexOf({ path }: LensError): number | null {
  return path.find((part) => typeof part === 'number') ?? null;
}

/** Whether entries may be missing: fewer came than were announced, or nothing says how many there are. */
function isShort(came: number, total: number | null, { page }: LensSearch): boolean {
  if (came === 0 || total === null || page === 'scroll') return true;
  return came < Math.min(page.count, total - page.offset);
}

function isEntry(item: unknown, id: string): item is LensEntry {
  if (item === null || typeof item !== 'object' || Array.isArray(item)) return false;
  const entry = item as LensEntry;
  const given = entry[id];
  if (given !== null && given !== undefined) return typeof given === 'string' || typeof given === 'number';
  return Object.values(entry).some((value) => typeof value === 'string' && value.trim() !== '');
}

/**
 * An entry always has a status, and a problem something that went wrong. One without either was sent in part, even where
 * no error says so, and would look healthy.
 */
function isMute(entry: LensEntry, { standing }: AnswerFields): boolean {
  return standing.length > 0 && standing.every((name) => isBlank(entry[name]));
}

function isBlank(value: unknown): boolean {
  return value === null || value === undefined || (typeof value === 'string' && value.trim() === '');
}

function nothingCame(): ConnectorError {
  return new ConnectorError(
    'unexpected-answer',
    'trading-grid.unexpected-shape',
    'Lens sent nothing where the list of transactions should be, and did not say why.',
    {
      next: 'The same period will be read again automatically. If this persists, ask OpenText whether Lens is working.',
    },
  );
}

const againByItself = 'The same period will be read again automatically.';

/** GraphQL reports its errors with status 200; only their words tell them apart. */
export function searchError(http: HttpClient, errors: readonly LensError[]): ConnectorError {
  const messages = [...errors, ...errors.flatMap(({ inner }) => inner)].map(({ message }) => message);
  const said = redact(
    messages
      .map((message) => message.trim().replace(/\.$/, ''))
      .filter((message) => message !== '')
      .slice(0, 3)
      .join('; '),
  );
  if (said === '') {
    const message = 'Lens could not run the search and did not say why.';
    return new ConnectorError('unavailable', 'trading-grid.search-failed', message, { next: againByItself });
  }
  if (/unauthori[sz]ed|forbidden|access denied|not (allowed|permitted|entitled)/i.test(said)) {
    return new ConnectorError('set-up', 'trading-grid.search-forbidden', `Lens does not allow this search: ${said}.`, {
      next: 'Ask OpenText to give these keys access to the Lens API.',
    });
  }
  if (/rate.?limit|too many requests|throttl/i.test(said)) {
    return new ConnectorError('rate-limit', 'trading-grid.rate-limit', `${http.name} asked to slow down: ${said}.`);
  }
  if (isRefusal(said)) {
    return new ConnectorError('set-up', 'trading-grid.search-refused', `${http.name} refused the search: ${said}.`, {
      next: 'Check the search query and the field map in the settings; both can be reset to their defaults.',
    });
  }
  return new ConnectorError('unavailable', 'trading-grid.search-failed', `Lens could not run the search: ${said}.`, {
    next: againByItself,
  });
}

/** Whether a refusal that names nothing may be about the fields asked for. */
export function mayBeAboutFields(errors: readonly LensError[]): boolean {
  const said = errors.map(({ message, code }) => `${message} ${code}`).join(' ');
  if (isPassing(said) || /lucene|query.?string|syntax|unauth|forbidden|denied|throttl|too many/i.test(said))
    return false;
  return /valid|bad[ _]?(user[ _]?input|request|query)|\bfields?\b|schema|selection|cannot query|unknown|undefined|refused|rejected/i.test(
    said,
  );
}

/** About what was asked, as against how Lens is. */
function isRefusal(said: string): boolean {
  if (isPassing(said)) return false;
  return /syntax|pars(e|ing)|valid|cannot query|unknown|undefined|undeclared|expected|argument|bad (search|query|request)|not (exist|found|defined)|n't exist|lucene|query string/i.test(
    said,
  );
}

function isPassing(said: string): boolean {
  return /time[d -]?out|unavailable|internal|try again|overload|exception while fetching|failed to fetch/i.test(said);
}
