/** A piece of SQL and what its question marks stand for. */
export type Sql = { readonly text: string; readonly params: readonly (string | number)[] };

export function sql(text: string, ...params: (string | number)[]): Sql {
  return { text, params };
}
