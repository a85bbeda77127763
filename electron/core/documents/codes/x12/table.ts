/** A code list: our own short label in plain words, by code as written. */
export type CodeTable = ReadonlyMap<string, string>;

export function codeTable(labels: Readonly<Record<string, string>>): CodeTable {
  return new Map(Object.entries(labels));
}

/** The label of a code, or a phrase that shows an unknown code as sent. Nothing is guessed. */
export function labelOrCode(table: CodeTable, code: string): string {
  return table.get(code) ?? unknownCode(code);
}

export function unknownCode(code: string): string {
  return `code "${code}" is not in the standard list`;
}
