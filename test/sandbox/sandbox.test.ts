import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test, onTestFinished } from 'vitest';

import { type Sandbox, type SandboxOptions, startSandbox } from '#sandbox/index.ts';
import { temporaryFolder } from '#test/harness/temporary-folder.ts';
import { until } from '#test/harness/until.ts';

const startAt = Date.parse('2026-11-20T09:00:00Z');

async function start(options: SandboxOptions): Promise<Sandbox> {
  const sandbox = await startSandbox({ startAt, now: () => startAt, ...options });
  onTestFinished(() => sandbox.stop());
  return sandbox;
}

describe('the sandbox', () => {
  test('starts every stand-in and says how to connect to each', async () => {
    const sandbox = await start({ scenario: 'quiet-night', seed: 3 });
    const [grid, salesforce] = sandbox.connections;

    expect(sandbox.standIns.map(({ name }) => name)).toEqual(['trading-grid', 'salesforce']);
    expect([grid?.connector, Object.keys(grid?.settings ?? {}), Object.keys(grid?.secrets ?? {})]).toEqual([
      'trading-grid',
      ['host', 'companyId'],
      ['consumerKey', 'consumerSecret'],
    ]);
    expect([
      salesforce?.connector,
      Object.keys(salesforce?.settings ?? {}),
      Object.keys(salesforce?.secrets ?? {}),
    ]).toEqual(['salesforce', ['loginUrl', 'clientId', 'instanceUrl'], ['refreshToken', 'accessToken']]);
    const credentials = Buffer.from(`${grid?.secrets['consumerKey']}:${grid?.secrets['consumerSecret']}`).toString(
      'base64',
    );
    const token = await fetch(`${grid?.settings['host']}/v1/oauth2/tokens?grant_type=client_credentials`, {
      method: 'POST',
      headers: { authorization: `Basic ${credentials}` },
    });
    const query = await fetch(
      `${salesforce?.settings['instanceUrl']}/services/data/v62.0/query?q=${encodeURIComponent('SELECT Name FROM Account')}`,
      { headers: { authorization: `Bearer ${salesforce?.secrets['accessToken']}` } },
    );
    expect([token.status, query.status]).toEqual([200, 200]);
    expect(await query.json()).toMatchObject({ totalSize: 37 });
  });

  test('writes the files whose time has come, whole, and the others later', async () => {
    let now = startAt;
    const folder = join(temporaryFolder(), 'inbox');
    const sandbox = await start({ scenario: 'ordinary-day', seed: 3, now: () => now, folder });
    const due = () => sandbox.files.filter(({ at }) => at <= now);
    const there = () => {
      try {
        return readdirSync(folder).filter((name) => !name.startsWith('.'));
      } catch {
        return [];
      }
    };

    await until('the files of the past are there', () => there().length === due().length);
    expect(due().length).toBeLessThan(sandbox.files.length);
    for (const { name, bytes } of due()) expect(readFileSync(join(folder, name)).equals(bytes)).toBe(true);
    now = startAt + 24 * 3_600_000;
    await until('all files are there', () => there().length === sandbox.files.length);
  });

  test('says so when the folder cannot be written to', async () => {
    const sandbox = await startSandbox({ scenario: 'quiet-night', folder: '/dev/null/inbox' });

    await expect(sandbox.stop()).rejects.toThrow('could not write to /dev/null/inbox');
  });
});
