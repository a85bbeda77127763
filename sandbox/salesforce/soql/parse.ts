import { malformed, type Token, tokenize } from './tokens.ts';

export type FieldPath = { readonly path: readonly string[]; readonly at: number };
export type Literal =
  | { readonly kind: 'text'; readonly value: string }
  | { readonly kind: 'number'; readonly value: number }
  | { readonly kind: 'time'; readonly value: number }
  | { readonly kind: 'boolean'; readonly value: boolean }
  | { readonly kind: 'null' };
export type Comparison = '=' | '!=' | '<' | '>' | '<=' | '>=';
export type Condition =
  | { readonly kind: 'compare'; readonly field: FieldPath; readonly operator: Comparison; readonly value: Literal }
  | { readonly kind: 'like'; readonly field: FieldPath; readonly pattern: string }
  | { readonly kind: 'in'; readonly field: FieldPath; readonly negated: boolean; readonly values: readonly Literal[] }
  | { readonly kind: 'not'; readonly condition: Condition }
  | { readonly kind: 'and' | 'or'; readonly conditions: readonly Condition[] };
export type Order = { readonly field: FieldPath; readonly descending: boolean; readonly nullsLast: boolean };

/** A query of the subset this org answers. */
export type Query = {
  readonly text: string;
  /** Empty for `COUNT()`. */
  readonly fields: readonly FieldPath[];
  readonly from: string;
  readonly where: Condition | undefined;
  readonly orderBy: readonly Order[];
  readonly limit: number | undefined;
  readonly offset: number;
};

/**
 * Parses SELECT fields or COUNT(), FROM, WHERE, ORDER BY, LIMIT, OFFSET. Child subqueries, aggregates, GROUP BY and
 * date functions are refused as malformed rather than answered wrongly.
 */
export function parseQuery(text: string): Query {
  const tokens = tokenize(text);
  let next = 0;
  const peek = (ahead = 0): Token =>
    tokens[Math.min(next + ahead, tokens.length - 1)] ?? { kind: 'end', text: '<EOF>', at: 0 };
  const unexpected = (token: Token) => malformed(`unexpected token: '${token.text}'`);
  const take = (): Token => {
    const token = peek();
    next++;
    return token;
  };
  const isWord = (word: string, ahead = 0) => peek(ahead).kind === 'word' && peek(ahead).text.toUpperCase() === word;
  const isSign = (sign: string) => peek().kind === 'sign' && peek().text === sign;
  const maybe = (word: string): boolean => {
    if (!isWord(word)) return false;
    next++;
    return true;
  };
  const expectWord = (word: string): void => {
    if (!maybe(word)) throw unexpected(peek());
  };
  const expectSign = (sign: string): void => {
    if (!isSign(sign)) throw unexpected(peek());
    next++;
  };
  const list = <T>(item: () => T): T[] => {
    const items = [item()];
    while (isSign(',')) {
      next++;
      items.push(item());
    }
    return items;
  };
  const fieldPath = (): FieldPath => {
    const token = take();
    if (token.kind !== 'word' || token.text.includes(':')) throw unexpected(token);
    return { path: token.text.split('.'), at: token.at };
  };
  const literal = (): Literal => {
    const token = take();
    if (token.kind === 'text') return { kind: 'text', value: token.text };
    if (token.kind === 'number') return { kind: 'number', value: Number(token.text) };
    if (token.kind === 'time') return { kind: 'time', value: Date.parse(token.text) };
    const word = token.kind === 'word' ? token.text.toUpperCase() : '';
    if (word === 'NULL') return { kind: 'null' };
    if (word === 'TRUE' || word === 'FALSE') return { kind: 'boolean', value: word === 'TRUE' };
    throw unexpected(token);
  };
  const literals = (): Literal[] => {
    expectSign('(');
    const values = list(literal);
    expectSign(')');
    return values;
  };
  const comparison = (): Condition => {
    const field = fieldPath();
    if (maybe('IN')) return { kind: 'in', field, negated: false, values: literals() };
    if (isWord('NOT') && isWord('IN', 1)) {
      next += 2;
      return { kind: 'in', field, negated: true, values: literals() };
    }
    if (maybe('LIKE')) {
      const value = literal();
      if (value.kind !== 'text') throw malformed('LIKE takes a quoted string');
      return { kind: 'like', field, pattern: value.value };
    }
    const operator = take();
    if (operator.kind !== 'sign' || !/^(?:<=|>=|!=|<>|[=<>])$/.test(operator.text)) throw unexpected(operator);
    return {
      kind: 'compare',
      field,
      operator: (operator.text === '<>' ? '!=' : operator.text) as Comparison,
      value: literal(),
    };
  };
  const simple = (): Condition => {
    if (maybe('NOT')) return { kind: 'not', condition: simple() };
    if (!isSign('(')) return comparison();
    next++;
    const inside = conditions();
    expectSign(')');
    return inside;
  };
  const conditions = (): Condition => {
    const first = simple();
    const kind = isWord('AND') ? 'and' : 'or';
    const all = [first];
    while (isWord('AND') || isWord('OR')) {
      // The vendor wants parentheses where both are mixed, and says only this.
      if (!isWord(kind.toUpperCase())) throw unexpected(peek());
      next++;
      all.push(simple());
    }
    return all.length === 1 ? first : { kind, conditions: all };
  };
  const order = (): Order => {
    const field = fieldPath();
    const descending = maybe('DESC') || (maybe('ASC') && false);
    if (!maybe('NULLS')) return { field, descending, nullsLast: false };
    const nullsLast = maybe('LAST');
    if (!nullsLast) expectWord('FIRST');
    return { field, descending, nullsLast };
  };
  const count = (): number => {
    const token = take();
    if (token.kind !== 'number' || !/^\d+$/.test(token.text)) throw unexpected(token);
    return Number(token.text);
  };

  expectWord('SELECT');
  let fields: FieldPath[] = [];
  if (isWord('COUNT')) {
    next++;
    expectSign('(');
    expectSign(')');
  } else fields = list(fieldPath);
  expectWord('FROM');
  const from = fieldPath();
  const where = maybe('WHERE') ? conditions() : undefined;
  let orderBy: Order[] = [];
  if (maybe('ORDER')) {
    expectWord('BY');
    orderBy = list(order);
  }
  const limit = maybe('LIMIT') ? count() : undefined;
  const offset = maybe('OFFSET') ? count() : 0;
  if (peek().kind !== 'end') throw unexpected(peek());
  return { text, fields, from: from.path.join('.'), where, orderBy, limit, offset };
}
