import { type Filter, isField } from '#shared/model/filter/ast.ts';
import type { FilterNow } from '#shared/model/filter/field.ts';
import { byField } from '#shared/model/filter/fields.ts';
import { fieldQueries } from './field-queries.ts';
import { countText, hasText, isProbed } from './full-text.ts';
import type { FieldQuery } from './field-query.ts';
import { type Sql, sql } from './sql.ts';

/** As a parameter: a literal would be folded away together with what a partial index needs to see. */
function constant(value: 0 | 1): Sql {
  return sql('(? = 1)', value);
}

/** The filter as a condition over one row of `issues`. Says the same as the predicate; never yields NULL. */
export function filterSql(filter: Filter, at: FilterNow): Sql {
  if (isField(filter)) return byField(fieldQueries, filter, at).sql;
  switch (filter.op) {
    case 'and':
      return joined(filter.terms, 'AND', 1, at);
    case 'or':
      return joined(filter.terms, 'OR', 0, at);
    case 'not': {
      const inner = filterSql(filter.term, at);
      return sql(`NOT ${inner.text}`, ...inner.params);
    }
    case 'text':
      return textQuery(filter.phrase).sql;
  }
}

/** How one term is asked; null for what is made of other terms. */
export function termQuery(term: Filter, at: FilterNow): FieldQuery | null {
  if (isField(term)) return byField(fieldQueries, term, at);
  return term.op === 'text' ? textQuery(term.phrase) : null;
}

function textQuery(phrase: string): FieldQuery {
  return {
    sql: phrase === '' ? constant(1) : sql('(instr(words, ?) > 0)', phrase),
    driver: ({ db, asked: { limits } }) => {
      if (!isProbed(phrase)) return null;
      const n = countText(db, phrase, limits.few + 1);
      return n > limits.few ? null : { index: null, count: n, ordered: false, where: hasText(phrase, limits.few) };
    },
  };
}

function joined(terms: readonly Filter[], word: 'AND' | 'OR', empty: 0 | 1, at: FilterNow): Sql {
  if (terms.length === 0) return constant(empty);
  const parts = terms.map((term) => filterSql(term, at));
  return sql(`(${parts.map(({ text }) => text).join(` ${word} `)})`, ...parts.flatMap(({ params }) => params));
}
