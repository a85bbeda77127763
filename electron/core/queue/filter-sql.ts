import { textKey } from '#shared/lib/words.ts';
import type { Comparison, Filter, FilterNow, Flag } from '#shared/model/filter/ast.ts';
import { severityRank } from '../verdict/severity.ts';

export type Sql = { readonly text: string; readonly params: readonly (string | number)[] };

function sql(text: string, ...params: (string | number)[]): Sql {
  return { text, params };
}

/** As a parameter: a literal would be folded away together with what a partial index needs to see. */
function constant(value: 0 | 1): Sql {
  return sql('(? = 1)', value);
}

/** The filter as a condition over one row of `issues`. Says the same as the predicate; never yields NULL. */
export function filterSql(filter: Filter, at: FilterNow): Sql {
  switch (filter.op) {
    case 'and':
      return joined(filter.terms, 'AND', 1, at);
    case 'or':
      return joined(filter.terms, 'OR', 0, at);
    case 'not': {
      const inner = filterSql(filter.term, at);
      return sql(`NOT ${inner.text}`, ...inner.params);
    }
    case 'kind':
      return sql('(kind = ?)', filter.kind);
    case 'severity':
      return sql(`(severity ${turned[filter.comparison]} ?)`, severityRank(filter.severity));
    case 'status':
      return sql('(status = ?)', filter.status);
    case 'is':
      return flagSql(filter.flag, at);
    case 'partner':
      return sql(
        `((partner, coalesce(partner_address, '')) IN (SELECT partner, address FROM partner_counters WHERE instr(words, ?) > 0))`,
        filter.phrase,
      );
    case 'doc':
      return sql('(document_type IS ?)', filter.type);
    case 'number':
      return sql('(number_key IS ?)', filter.number);
    case 'owner':
      return sql('(owner_key IS ?)', filter.owner);
    case 'age':
      return sql(`(first_seen_at ${mirrored[filter.comparison]} ?)`, at.now - filter.age);
    case 'text':
      return filter.phrase === '' ? constant(1) : sql('(instr(words, ?) > 0)', filter.phrase);
  }
}

function joined(terms: readonly Filter[], word: 'AND' | 'OR', empty: 0 | 1, at: FilterNow): Sql {
  if (terms.length === 0) return constant(empty);
  const parts = terms.map((term) => filterSql(term, at));
  return sql(`(${parts.map(({ text }) => text).join(` ${word} `)})`, ...parts.flatMap(({ params }) => params));
}

/** Rank 0 is the worst: worse than means a smaller number. */
export const turned: Readonly<Record<Comparison, string>> = { '=': '=', '<': '>', '<=': '>=', '>': '<', '>=': '<=' };
/** Older than means first seen earlier. */
const mirrored = { '<': '>', '<=': '>=', '>': '<', '>=': '<=' } as const;

function flagSql(flag: Flag, { now, actor }: FilterNow): Sql {
  switch (flag) {
    case 'unassigned':
      return sql('(owner_key IS NULL)');
    case 'escalated':
      return sql('(escalated = 1)');
    case 'overdue':
      return sql('(due_at IS NOT NULL AND due_at < ?)', now);
    case 'mine':
      return sql('(owner_key IS ?)', textKey(actor));
    case 'resolved':
      return sql('(resolved = 1)');
    case 'unresolved':
      return sql('(resolved = 0)');
  }
}
