import { statusSpellings } from '../scenarios/lens/lens-status.ts';

/** What a search sees of one entry: field values and business keys. */
export type Searchable = {
  readonly values: Readonly<Record<string, string | null | undefined>>;
  readonly keys: Readonly<Record<string, string>>;
};
export type Predicate = (entry: Searchable) => boolean;

/** The search text could not be read. */
export class BadSearch extends Error {
  override readonly name = 'BadSearch';
}

type Token =
  | { readonly kind: '(' | ')' | 'AND' | 'OR' | 'NOT' }
  | { readonly kind: 'term'; readonly text: string; readonly quoted: boolean; readonly field: string | null };

/**
 * Compiles Lens' search text: AND, OR, NOT and `-`, parentheses, `field:value`, `field:*`, `field:(a OR b)`, the `meta.`
 * prefix, `*` and `?`, quoted phrases. Neighbours without an operator mean OR. Throws `BadSearch`.
 */
export function compileSearch(text: string): Predicate {
  const tokens = tokenize(text);
  let at = 0;
  const peek = () => tokens[at];
  const or = (field: string | null): Predicate => {
    const parts = [and(field)];
    for (let next = peek(); next !== undefined && next.kind !== ')'; next = peek()) {
      if (next.kind === 'OR') at += 1;
      parts.push(and(field));
    }
    return parts.length === 1 ? (parts[0] ?? never) : (entry) => parts.some((part) => part(entry));
  };
  const and = (field: string | null): Predicate => {
    const parts = [unary(field)];
    while (peek()?.kind === 'AND') {
      at += 1;
      parts.push(unary(field));
    }
    return parts.length === 1 ? (parts[0] ?? never) : (entry) => parts.every((part) => part(entry));
  };
  const unary = (field: string | null): Predicate => {
    const token = peek();
    at += 1;
    if (token?.kind === 'NOT') {
      const inner = unary(field);
      return (entry) => !inner(entry);
    }
    if (token?.kind === '(') {
      const inner = or(field);
      if (peek()?.kind !== ')') throw new BadSearch(`Failed to parse query [${text}]: a parenthesis is not closed.`);
      at += 1;
      return inner;
    }
    if (token?.kind !== 'term') throw new BadSearch(`Failed to parse query [${text}]: a term is missing.`);
    if (token.text === '' && !token.quoted && peek()?.kind === '(') return unary(token.field);
    return term(token.field ?? field, token.text, token.quoted);
  };
  if (tokens.length === 0) return () => true;
  const predicate = or(null);
  if (at < tokens.length) throw new BadSearch(`Failed to parse query [${text}]: unexpected "${peek()?.kind ?? ''}".`);
  return predicate;
}

/** One value against one field; `*` means any value. */
export function fieldMatcher(field: string, pattern: string): Predicate {
  const matches = valueMatcher(pattern, false);
  const name = bare(field);
  if (name === 'status') {
    return ({ values }) => {
      const value = values.status;
      return value !== null && value !== undefined && value !== '' && spellingsOf(value).some(matches);
    };
  }
  return ({ values }) => {
    const value = values[name];
    return value !== null && value !== undefined && value !== '' && matches(value);
  };
}

/** Whether a text is what a pattern with `*` and `?` asks for, as a whole or by one of its words. */
export function valueMatcher(pattern: string, quoted: boolean): (value: string) => boolean {
  const wanted = pattern.toLowerCase();
  if (quoted) return (value) => value.toLowerCase().includes(wanted);
  if (wanted === '*') return () => true;
  if (!/[*?]/.test(wanted)) {
    return (value) => {
      const text = value.toLowerCase();
      return text === wanted || (text.length > wanted.length && text.includes(wanted) && words(text).includes(wanted));
    };
  }
  const source = wanted
    .replaceAll(/[.+^${}()|[\]\\]/g, '\\$&')
    .replaceAll('*', '.*')
    .replaceAll('?', '.');
  const regex = new RegExp(`^${source}$`, 's');
  return (value) => {
    const text = value.toLowerCase();
    return regex.test(text) || words(text).some((word) => regex.test(word));
  };
}

function term(field: string | null, text: string, quoted: boolean): Predicate {
  if (field !== null && !quoted) return fieldMatcher(field, text);
  const matches = valueMatcher(text, quoted);
  if (field !== null) {
    const name = bare(field);
    return ({ values }) => {
      const value = values[name];
      return typeof value === 'string' && matches(value);
    };
  }
  return ({ values, keys }) => {
    for (const name in values) {
      const value = values[name];
      if (typeof value === 'string' && matches(value)) return true;
    }
    for (const name in keys) if (matches(keys[name] ?? '')) return true;
    return false;
  };
}

const allSpellings: readonly (readonly string[])[] = Object.values(statusSpellings);
const never: Predicate = () => false;
const bare = (field: string): string => (field.startsWith('meta.') ? field.slice(5) : field);
const words = (text: string): string[] => text.split(/[\s,;/()"=]+/);

/** All spellings of the state this one is a spelling of. */
function spellingsOf(status: string): readonly string[] {
  return allSpellings.find((spellings) => spellings.includes(status)) ?? [status];
}

function tokenize(text: string): Token[] {
  const tokens: Token[] = [];
  let at = 0;
  while (at < text.length) {
    const char = text[at] ?? '';
    if (/\s/.test(char)) {
      at += 1;
    } else if (char === '(' || char === ')') {
      tokens.push({ kind: char });
      at += 1;
    } else if (char === '-' || char === '!') {
      tokens.push({ kind: 'NOT' });
      at += 1;
    } else if (char === '+') {
      at += 1;
    } else {
      const [token, next] = readTerm(text, at);
      tokens.push(token);
      at = next;
    }
  }
  return tokens;
}

function readTerm(text: string, from: number): readonly [Token, number] {
  let at = from;
  let field: string | null = null;
  let word = '';
  while (at < text.length) {
    const char = text[at] ?? '';
    if (char === '"' && word === '') {
      const end = text.indexOf('"', at + 1);
      if (end < 0) throw new BadSearch(`Failed to parse query [${text}]: a quotation mark is not closed.`);
      return [{ kind: 'term', text: text.slice(at + 1, end), quoted: true, field }, end + 1];
    }
    if (/[\s()]/.test(char)) break;
    if (char === ':' && field === null && /^[\w.]+$/.test(word)) {
      field = word;
      word = '';
    } else if (char === '\\') {
      at += 1;
      word += text[at] ?? '';
    } else word += char;
    at += 1;
  }
  if (field === null) {
    if (word === 'AND' || word === '&&') return [{ kind: 'AND' }, at];
    if (word === 'OR' || word === '||') return [{ kind: 'OR' }, at];
    if (word === 'NOT') return [{ kind: 'NOT' }, at];
  }
  return [{ kind: 'term', text: word, quoted: false, field }, at];
}
