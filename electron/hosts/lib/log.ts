import type { Log, LogLevel } from '#core/ports.ts';
import { printableJson } from './printable.ts';

const order: readonly LogLevel[] = ['debug', 'info', 'warn', 'error'];

/** One JSON line an entry, on standard error: standard output belongs to what was asked for. */
export function createLog(
  level: LogLevel,
  write: (line: string) => void = (line) => process.stderr.write(`${line}\n`),
): Log {
  return (entryLevel, message, data) => {
    if (order.indexOf(entryLevel) < order.indexOf(level)) return;
    write(printableJson(JSON.stringify({ at: new Date().toISOString(), level: entryLevel, message, ...data })));
  };
}
