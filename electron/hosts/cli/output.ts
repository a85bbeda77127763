/** Where a command's answer goes: one JSON document with `--json`, lines for people without. */
export type Output = {
  readonly json: boolean;
  /** The command's answer. Called once. */
  answer(document: unknown, lines: () => readonly string[]): void;
  /** Remarks on the way, for people, on standard error. */
  remark(line: string): void;
};

export function createOutput(json: boolean): Output {
  return {
    json,
    answer(document, lines) {
      const text = json ? JSON.stringify(document, null, 2) : lines().join('\n');
      if (text !== '') process.stdout.write(`${text}\n`);
    },
    remark(line) {
      process.stderr.write(`${line}\n`);
    },
  };
}

/** Rows in columns, two spaces apart; the last column is not padded. */
export function table(rows: readonly (readonly string[])[]): string[] {
  const widths: number[] = [];
  for (const row of rows) row.forEach((cell, at) => (widths[at] = Math.max(widths[at] ?? 0, cell.length)));
  return rows.map((row) =>
    row
      .map((cell, at) => (at === row.length - 1 ? cell : cell.padEnd(widths[at] ?? 0)))
      .join('  ')
      .trimEnd(),
  );
}
