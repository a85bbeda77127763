import type { Millis } from '#shared/lib/time.ts';
import type { Issue } from '../issue/issue.ts';
import { FilterError } from './error.ts';
import type { Token } from './tokenize.ts';

export type Comparison = '=' | '<' | '<=' | '>' | '>=';

/** What a filter can be asked about. */
export type FilterSubject = Issue & {
  readonly escalated: boolean;
  /** The ids of all issues of its incident, its own among them. */
  readonly together: readonly string[];
};

/** What `overdue`, `age` and `mine` mean at the moment of asking. */
export type FilterNow = { readonly now: Millis; readonly actor: string };

/** A field as a person typed it: `age>2h`. */
export type Typed = Extract<Token, { type: 'field' }>;

/** What a term says of whether issues are resolved; `whole`: and nothing beside that. */
export type SaysResolved = { readonly resolved: boolean; readonly whole: boolean };

/** For the help: something to type, and what it finds. */
export type Example = { readonly example: string; readonly means: string };

type Definition<Term, Operator extends Comparison> = {
  /** Other words for it. */
  readonly aliases?: readonly string[];
  /** How it may be compared; `:` is `=`. */
  readonly operators: readonly Operator[];
  /** The value as data. Throws `FilterError` with what would make sense there. */
  readonly parse: (typed: Typed, operator: Operator) => Term;
  /** The words that it takes, where they are closed. */
  readonly words?: readonly string[];
  readonly matches: (term: Term, issue: FilterSubject, at: FilterNow) => boolean;
  /** Where it is about the status: a filter that says nothing of that means what is not resolved. */
  readonly saysResolved?: (term: Term) => SaysResolved | null;
  /** What it takes, for the manual. */
  readonly takes: string;
  readonly help: Example;
};

export type Field<Name extends string, Term> = {
  readonly name: Name;
  readonly aliases: readonly string[];
  readonly words: readonly string[];
  /** Throws `FilterError`. */
  readonly read: (typed: Typed) => { readonly op: Name } & Term;
  readonly matches: (term: Term, issue: FilterSubject, at: FilterNow) => boolean;
  readonly saysResolved: (term: Term) => SaysResolved | null;
  readonly takes: string;
  readonly help: Example;
};

/** One field of the filter language: how it is typed, what it means, and how it is explained. */
export function defineField<Name extends string, Term, Operator extends Comparison>(
  name: Name,
  definition: Definition<Term, Operator>,
): Field<Name, Term> {
  const { aliases = [], words = [], operators, parse, saysResolved = () => null, ...rest } = definition;
  return {
    ...rest,
    name,
    aliases,
    words,
    saysResolved,
    read(typed) {
      const asked = comparisonOf(typed);
      const operator = operators.find((one) => one === asked);
      if (operator === undefined) {
        const others = operators.some((one) => one === '=') ? '":"' : '">" or "<"';
        const position = typed.position + typed.text.length;
        throw new FilterError(position, `${others} after ${typed.text.toLowerCase()}`, `"${typed.operator}"`);
      }
      return { op: name, ...parse(typed, operator) };
    },
  };
}

function comparisonOf({ operator }: Typed): Comparison {
  return operator === '<' || operator === '<=' || operator === '>' || operator === '>=' ? operator : '=';
}

/** What stands there instead of what was expected. */
export function gotOf(typed: Typed): string {
  return typed.value === '' ? 'nothing' : `"${typed.value}"`;
}

/** Anything but nothing. Throws `FilterError`. */
export function filled(typed: Typed, expected: string): string {
  const value = typed.value.trim();
  if (value === '') throw new FilterError(typed.valuePosition, expected, 'nothing');
  return value;
}

/** One of these words. Throws `FilterError` that names them. */
export function oneOf<T extends string>(typed: Typed, words: readonly T[]): T {
  const found = words.find((candidate) => candidate === typed.value.trim().toLowerCase());
  if (found !== undefined) return found;
  throw new FilterError(typed.valuePosition, words.join(', ').replace(/, ([^,]*)$/, ' or $1'), gotOf(typed));
}

export function compare(left: number, comparison: Comparison, right: number): boolean {
  switch (comparison) {
    case '=':
      return left === right;
    case '<':
      return left < right;
    case '<=':
      return left <= right;
    case '>':
      return left > right;
    case '>=':
      return left >= right;
  }
}
