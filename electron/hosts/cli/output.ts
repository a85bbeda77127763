import { printable, printableJson } from '../lib/printable.ts';

/**
 * Where a command's answer goes: one JSON document with `--json`, lines for people without. All that is printed passes
 * here, and nothing of it is obeyed by a terminal, whoever wrote it.
 */
export type Output = {
  readonly json: boolean;
  /** The command's answer. Called once. */
  answer(document: unknown, lines: () => readonly string[]): void;
  /** Remarks on the way, for people, on standard error. */
  remark(text: string): void;
};

export function createOutput(json: boolean): Output {
  return {
    json,
    answer(document, lines) {
      const text = json ? printableJson(JSON.stringify(document, null, 2)) : lines().map(printable).join('\n');
      if (text !== '') process.stdout.write(`${text}\n`);
    },
    remark(text) {
      process.stderr.write(`${text.split('\n').map(printable).join('\n')}\n`);
    },
  };
}

/** Rows in columns, two spaces apart; the last column is not padded. */
export function table(rows: readonly (readonly string[])[]): string[] {
  const widths: number[] = [];
  const shown = rows.map((row) => row.map(printable));
  for (const row of shown) row.forEach((cell, at) => (widths[at] = Math.max(widths[at] ?? 0, cell.length)));
  return shown.map((row) =>
    row
      .map((cell, at) => (at === row.length - 1 ? cell : cell.padEnd(widths[at] ?? 0)))
      .join('  ')
      .trimEnd(),
  );
}
