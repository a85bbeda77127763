import { wordText } from '#shared/lib/words.ts';
import type { Filter } from './ast.ts';
import { FilterError } from './error.ts';
import type { Typed } from './field.ts';
import { fieldNamed, fieldNames, fields } from './fields.ts';
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

function readField(typed: Typed): Filter {
  const name = fieldNamed(typed.text);
  if (name === undefined) {
    const known = `${fieldNames.join(', ').replace(/, ([^,]*)$/, ' or $1')}, or the text in quotation marks`;
    throw new FilterError(typed.position, known, `"${typed.text}"`);
  }
  return fields[name].read(typed);
}
