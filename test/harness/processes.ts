import type { ChildProcess } from 'node:child_process';
import type { Readable } from 'node:stream';

/** A stream's lines as they come; the list grows. */
export function readLines(stream: Readable | null): readonly string[] {
  const lines: string[] = [];
  let rest = '';
  stream?.on('data', (chunk) => {
    const parts = (rest + String(chunk)).split('\n');
    rest = parts.pop() ?? '';
    lines.push(...parts);
  });
  return lines;
}

/** Asks a process to end and waits; after twelve seconds it is killed. Answers with its exit code. */
export async function endProcess(child: ChildProcess): Promise<number | null> {
  if (child.exitCode !== null || child.signalCode !== null) return child.exitCode;
  const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  child.kill('SIGTERM');
  const timer = setTimeout(() => child.kill('SIGKILL'), 12_000);
  await gone;
  clearTimeout(timer);
  return child.exitCode;
}

/** Kills a process when the test process ends, however that comes about. */
export function killWithTests(child: ChildProcess): void {
  const kill = (): void => void child.kill('SIGKILL');
  process.once('exit', kill);
  child.once('exit', () => process.off('exit', kill));
}
