import type { LensError } from './errors.ts';

/**
 * The field or part of a search that an error points to by its place in the query, its path or its extensions, for servers
 * that hide the words. Null where it points to none of `asked`, or to the data: a path with an index is about an entry.
 */
export function refusedPlace(error: LensError, query: string, asked: ReadonlySet<string>): string | null {
  if (error.path.some((part) => typeof part === 'number')) return null;
  const lines = query.split('\n');
  const there = error.at.map(({ line, column }) => nameAt(lines[line - 1] ?? '', column, asked));
  const inPath = error.path.filter((part) => typeof part === 'string').toReversed();
  return [...there, ...error.names, ...inPath].find((name) => name !== null && asked.has(name)) ?? null;
}

/** Fields stand alone on their lines. What a range or a filter names is no field of an entry. */
function nameAt(text: string, column: number, asked: ReadonlySet<string>): string | null {
  const line = text.trim();
  if (asked.has(line)) return line;
  const first = /^\w+/.exec(line)?.[0] ?? '';
  if (!parts.has(first)) return null;
  const word = /^\w+/.exec(text.slice(Math.max(0, column - 1)))?.[0];
  return word === 'names' ? word : first;
}

/** Parts of a search that share their line with what they hold. */
const parts: ReadonlySet<string> = new Set(['contentkeys', 'contentKeyFilters', 'sortby']);
