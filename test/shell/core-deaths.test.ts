import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import { z } from 'zod';
import { minute } from '#shared/lib/time.ts';
import { createRestartPolicy } from '#shell/restart-policy.ts';
import { type Desktop, launchDesktop } from '#test/harness/desktop.ts';
import { eventually } from '#test/harness/eventually.ts';
import { temporaryFolder } from '#test/harness/temporary-folder.ts';

// A window and seven cores, one after another.
vi.setConfig({ testTimeout: 120_000 });

async function launch(folder: string): Promise<Desktop> {
  const desktop = await launchDesktop(folder, { args: ['--first-run'], runtime: 'stand-in' });
  onTestFinished(async () => void (await desktop.quit()));
  await desktop.page.getByRole('heading', { name: 'Welcome to Gridline' }).waitFor();
  return desktop;
}

const cores = (desktop: Desktop) => desktop.lines.filter((line) => line.startsWith('core ')).length;
const dialogs = (desktop: Desktop) => desktop.lines.filter((line) => line.startsWith('dialog '));

/** Kills the core, and each one that takes its place, so many times. */
async function killCores(desktop: Desktop, times: number): Promise<void> {
  for (let count = 0; count < times; count++) {
    const before = cores(desktop);
    await desktop.killCore();
    if (count < times - 1) await eventually(() => cores(desktop) > before, 'the next core is started');
  }
}

test('A core that dies again and again is given up: the person is told, with the log, and can try again or quit.', async () => {
  const folder = temporaryFolder();
  const desktop = await launch(folder);
  await killCores(desktop, 5);
  const asked = async (count: number) =>
    z
      .object({ message: z.string(), detail: z.string(), buttons: z.array(z.string()) })
      .parse(
        JSON.parse(
          (await eventually(() => dialogs(desktop)[count - 1], 'the person is asked')).slice('dialog '.length),
        ),
      );
  const log = join(folder, 'logs', 'gridline.log');
  expect(await asked(1)).toMatchObject({
    message: 'Gridline’s background process stopped five times within ten minutes.',
    detail: expect.stringContaining(`The end of the log says why: ${log}.`),
    buttons: ['Try again', 'Open data folder', 'Quit'],
  });
  expect(readFileSync(log, 'utf8').match(/"message":"The core ended"/g)).toHaveLength(5);
  expect([statSync(log).mode & 0o777, statSync(join(folder, 'logs')).mode & 0o777]).toEqual([0o600, 0o700]);
  expect(cores(desktop)).toBe(5);

  desktop.choose(1);
  await eventually(() => desktop.lines.includes(`open ${folder}`), 'the data folder is opened');
  await asked(2);
  desktop.choose(0);
  await eventually(() => cores(desktop) === 6, 'it is tried again');
  await desktop.page.getByRole('button', { name: /Connect your own systems/ }).click();
  await desktop.page.getByRole('region', { name: 'Drop folder' }).waitFor();
  // A fresh count: this one is started again as the first was.
  await killCores(desktop, 5);
  await asked(3);
  desktop.choose(2);
  await eventually(() => !alive(desktop.pid), 'the app ends');
});

test('Deaths far apart are no reason to stop; pauses grow with those that are near.', () => {
  const policy = createRestartPolicy();
  const hourly = Array.from({ length: 50 }, (_, count) => policy.died(count * 60 * minute));
  expect(new Set(hourly)).toEqual(new Set([250]));
  const fresh = createRestartPolicy();
  expect([0, 1_000, 2_000, 4_000, 9 * minute].map((at) => fresh.died(at))).toEqual([250, 500, 1_000, 2_000, null]);
  const slow = createRestartPolicy();
  expect(Array.from({ length: 9 }, (_, count) => slow.died(count * 3 * minute))).not.toContain(null);
});

test('The app fetches no dictionaries, and its page gets nothing from a network.', async () => {
  const desktop = await launch(temporaryFolder());
  expect(desktop.lines).not.toContain('fetches dictionaries');
  // Without the page's own policy, so that only the app stands in the way.
  const wire = await desktop.page.context().newCDPSession(desktop.page);
  await wire.send('Page.setBypassCSP', { enabled: true });
  await desktop.page.reload();
  await desktop.page.getByRole('heading', { name: 'Welcome to Gridline' }).waitFor();
  const url = 'http://127.0.0.1:9/';
  await desktop.page.evaluate((target) => fetch(target, { mode: 'no-cors' }).catch(() => undefined), url);
  expect(desktop.lines).toContain(`kept in ${url}`);
});

test('The log has an end: an old one makes room for a new one.', async () => {
  const { openLogFile } = await import('#shell/log-file.ts');
  const folder = temporaryFolder();
  const log = openLogFile(folder);
  const megabyte = 'x'.repeat(1024 * 1024);
  for (let count = 0; count < 20; count++) log.append(megabyte);
  log.append('the end\n');
  expect(readFileSync(log.path, 'utf8').endsWith('the end\n')).toBe(true);
  expect(statSync(log.path).size + statSync(`${log.path}.1`).size).toBeLessThan(14 * 1024 * 1024);
  expect(existsSync(`${log.path}.2`)).toBe(false);
});

function alive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}
