import { textKey, wordText } from '#shared/lib/words.ts';
import { day, hour, minute } from '#shared/lib/time.ts';
import { issueKinds, issueStatuses, severities } from '../issue.ts';
import { type Comparison, type Filter, flags } from './ast.ts';
import { FilterError } from './error.ts';
import { type Token, tokenizeFilter } from './tokenize.ts';

export { FilterError } from './error.ts';

/** Deeper nesting is no filter that a person typed. */
const deepest = 50;

/** Reads `kind:rejected partner:"Acme Foods" severity>=high -is:escalated`. Throws `FilterError`. */
export function parseFilter(text: string): Filter {
  const reader = new Reader(tokenizeFilter(text), text.length);
  const filter = reader.either(0);
  const rest = reader.peek();
  if (rest !== undefined) throw new FilterError(rest.position, 'a filter', `"${rest.text}"`);
  return filter;
}

class Reader {
  readonly #tokens: readonly Token[];
  readonly #end: number;
  #next = 0;

  constructor(tokens: readonly Token[], end: number) {
    this.#tokens = tokens;
    this.#end = end;
  }

  peek(): Token | undefined {
    return this.#tokens[this.#next];
  }

  either(depth: number): Filter {
    const terms = [this.#all(depth)];
    while (this.peek()?.type === 'or') {
      this.#next++;
      if (isEmpty(terms[terms.length - 1])) throw this.#missing();
      const term = this.#all(depth);
      if (isEmpty(term)) throw this.#missing();
      terms.push(term);
    }
    const [only] = terms;
    return terms.length === 1 && only !== undefined ? only : { op: 'or', terms };
  }

  #missing(): FilterError {
    const token = this.peek();
    return new FilterError(
      token?.position ?? this.#end,
      'a filter on both sides of OR',
      token === undefined ? 'the end' : `"${token.text}"`,
    );
  }

  #all(depth: number): Filter {
    const terms: Filter[] = [];
    for (;;) {
      const token = this.peek();
      if (token === undefined || token.type === 'close' || token.type === 'or') break;
      this.#next++;
      if (token.type !== 'and') terms.push(this.#one(token, depth));
    }
    const [only] = terms;
    return terms.length === 1 && only !== undefined ? only : { op: 'and', terms };
  }

  #one(token: Token, depth: number): Filter {
    if (depth > deepest)
      throw new FilterError(token.position, `at most ${deepest} levels of brackets`, `"${token.text}"`);
    switch (token.type) {
      case 'not': {
        const next = this.peek();
        if (next === undefined || next.type === 'close' || next.type === 'or' || next.type === 'and') {
          throw new FilterError(
            next?.position ?? this.#end,
            'a filter after NOT',
            next === undefined ? 'the end' : `"${next.text}"`,
          );
        }
        this.#next++;
        return { op: 'not', term: this.#one(next, depth + 1) };
      }
      case 'open': {
        const inner = this.either(depth + 1);
        const close = this.peek();
        if (close?.type !== 'close') throw new FilterError(this.#end, 'a closing bracket', 'the end');
        this.#next++;
        return inner;
      }
      case 'word':
        return { op: 'text', phrase: wordText(token.text) };
      case 'field':
        return readField(token);
      case 'close':
      case 'or':
      case 'and':
        throw new FilterError(token.position, 'a filter', `"${token.text}"`);
    }
  }
}

function isEmpty(filter: Filter | undefined): boolean {
  return filter !== undefined && filter.op === 'and' && filter.terms.length === 0;
}

type FieldToken = Extract<Token, { type: 'field' }>;

const fieldNames = 'kind, severity, status, partner, doc, number, owner, is or age, or the text in quotation marks';
const units: Readonly<Record<string, number>> = { m: minute, h: hour, d: day, w: 7 * day };

function readField(token: FieldToken): Filter {
  const name = token.text.toLowerCase();
  switch (name) {
    case 'kind':
      return { op: 'kind', kind: word(equality(token), issueKinds) };
    case 'severity':
      return { op: 'severity', comparison: comparisonOf(token), severity: word(token, severities) };
    case 'status':
      return { op: 'status', status: word(equality(token), issueStatuses) };
    case 'is':
      return { op: 'is', flag: word(equality(token), flags) };
    case 'partner':
      return { op: 'partner', phrase: wordText(filled(equality(token), 'a partner')) };
    case 'doc':
      return { op: 'doc', type: filled(equality(token), 'a document type such as 810').toUpperCase() };
    case 'number':
      return { op: 'number', number: textKey(filled(equality(token), 'a document number')) };
    case 'owner':
      return { op: 'owner', owner: textKey(filled(equality(token), 'an owner')) };
    case 'age':
      return age(token);
    default:
      throw new FilterError(token.position, fieldNames, `"${token.text}"`);
  }
}

function comparisonOf({ operator }: FieldToken): Comparison {
  return operator === '<' || operator === '<=' || operator === '>' || operator === '>=' ? operator : '=';
}

function equality(token: FieldToken): FieldToken {
  if (comparisonOf(token) === '=') return token;
  const position = token.position + token.text.length;
  throw new FilterError(position, `":" after ${token.text.toLowerCase()}`, `"${token.operator}"`);
}

function got(token: FieldToken): string {
  return token.value === '' ? 'nothing' : `"${token.value}"`;
}

function filled(token: FieldToken, expected: string): string {
  const value = token.value.trim();
  if (value === '') throw new FilterError(token.valuePosition, expected, 'nothing');
  return value;
}

function word<T extends string>(token: FieldToken, words: readonly T[]): T {
  const found = words.find((candidate) => candidate === token.value.trim().toLowerCase());
  if (found !== undefined) return found;
  throw new FilterError(token.valuePosition, words.join(', ').replace(/, ([^,]*)$/, ' or $1'), got(token));
}

function age(token: FieldToken): Filter {
  const comparison = comparisonOf(token);
  if (comparison === '=') {
    throw new FilterError(token.position + token.text.length, '">" or "<" after age', `"${token.operator}"`);
  }
  const parts = /^(\d{1,6}(?:\.\d{1,3})?)([mhdw])$/i.exec(token.value.trim());
  const unit = units[(parts?.[2] ?? '').toLowerCase()];
  if (parts === null || unit === undefined) {
    throw new FilterError(token.valuePosition, 'a time such as 30m, 2h, 3d or 1w', got(token));
  }
  return { op: 'age', comparison, age: Math.round(Number(parts[1]) * unit) };
}
