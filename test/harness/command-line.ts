import { type ChildProcess, spawn } from 'node:child_process';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { onTestFinished } from 'vitest';
import { hearLines } from './ears.ts';

const root = path.join(import.meta.dirname, '../..');
const script = path.join(root, 'electron/hosts/cli/main.ts');
const deadline = 60_000;

export type Finished = {
  /** Null where it was killed. */
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
  /** Standard output, which must be one JSON document and nothing else. */
  readonly json: () => unknown;
};

/** A command that runs; it is gone when the test is. */
export type Running = {
  readonly process: ChildProcess;
  readonly finished: Promise<Finished>;
  /** The first JSON document that it prints, while it goes on. */
  firstDocument(): Promise<unknown>;
  /** As a crash would end it. */
  kill(): Promise<void>;
};

/** Starts `gridline` with these words as a process of its own. `input` goes to its standard input. */
export function startCommand(words: readonly string[], input = '', env: NodeJS.ProcessEnv = {}): Running {
  const child = spawn(process.execPath, [script, ...words], {
    cwd: root,
    stdio: ['pipe', 'pipe', 'pipe'],
    env: { ...process.env, DISPLAY: '', WAYLAND_DISPLAY: '', ...env },
  });
  hearLines(child.stderr);
  const timer = setTimeout(() => child.kill('SIGKILL'), deadline);
  const ended = new Promise<number | null>((resolve) => child.once('exit', resolve));
  onTestFinished(async () => {
    clearTimeout(timer);
    child.kill('SIGKILL');
    await ended;
  });
  let printed = '';
  child.stdout.on('data', (chunk) => void (printed += String(chunk)));
  child.stdin.on('error', () => undefined);
  child.stdin.end(input);
  const finished = Promise.all([ended, text(child.stdout), text(child.stderr)]).then(([code, out, err]) => {
    clearTimeout(timer);
    return { code, out, err, json: () => JSON.parse(out) as unknown };
  });
  return {
    process: child,
    finished,
    firstDocument: () =>
      new Promise((resolve, reject) => {
        const look = () => {
          try {
            resolve(JSON.parse(printed));
          } catch {
            // Not all of it is there yet.
          }
        };
        child.stdout.on('data', look);
        finished.then(({ err }) => reject(new Error(`It ended first: ${err}`)), reject);
        look();
      }),
    async kill() {
      child.kill('SIGKILL');
      await finished;
    },
  };
}

/** Runs a command to its end. */
export function runCommand(words: readonly string[], input = '', env: NodeJS.ProcessEnv = {}): Promise<Finished> {
  return startCommand(words, input, env).finished;
}
