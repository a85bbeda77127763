import { describe, expect, test } from 'vitest';

import { buildScenario } from '#sandbox/scenarios/build-scenario.ts';
import type { LensValues } from '#sandbox/scenarios/lens/lens-transaction.ts';
import { type ScenarioName, scenarioNames } from '#sandbox/scenarios/names.ts';
import type { Scenario } from '#sandbox/scenarios/scenario.ts';

const startAt = Date.parse('2026-11-20T09:00:00Z');
const fresh = (name: ScenarioName, seed = 7): Scenario => buildScenario({ name, seed, startAt });
const built = new Map<string, Scenario>();

/** Built once for all tests of this file. */
function build(name: ScenarioName, seed = 7): Scenario {
  const key = `${name}/${seed}`;
  const scenario = built.get(key) ?? fresh(name, seed);
  built.set(key, scenario);
  return scenario;
}

const asText = (scenario: Scenario): string =>
  JSON.stringify(scenario, (_key, value: unknown) =>
    value instanceof Uint8Array ? Buffer.from(value).toString('base64') : value,
  );

/** Each entry's values as they stand at a time. */
function standing(scenario: Scenario, at: number): LensValues[] {
  return scenario.transactions
    .filter(({ timeline }) => timeline[0].at <= at)
    .map(({ timeline }) => Object.assign({}, ...timeline.filter((step) => step.at <= at).map(({ values }) => values)));
}

const isTrouble = (values: LensValues): boolean =>
  /^(F|Failed|Delivery failed|V|Validation ?[eE]rror|H|On ?Hold|U|Duplicate)$/.test(values.status ?? '') ||
  /Partially/.test(values.deliverystatus ?? '') ||
  /^[RPET]$/.test(values.fastatus ?? '');

const troubled = (scenario: Scenario, at = startAt): Set<string> =>
  new Set(
    standing(scenario, at)
      .filter(isTrouble)
      .map(({ correlationid }) => correlationid ?? ''),
  );

describe('scenarios', () => {
  test.each(scenarioNames)('%s comes out the same, byte for byte, for the same seed', (name) => {
    expect(asText(fresh(name)) === asText(build(name))).toBe(true);
  });

  test('tells another story for another seed', () => {
    expect(build('ordinary-day', 8).files.map(({ name }) => name)).not.toEqual(
      build('ordinary-day', 7).files.map(({ name }) => name),
    );
  });

  test('gives forty partners with addresses of their own, most of them known to Salesforce', () => {
    const { partners, accounts, company } = build('empty');
    const addresses = partners.flatMap(({ x12, edifact }) => [x12, edifact]).filter((address) => address !== null);

    expect(partners).toHaveLength(40);
    expect(new Set(partners.map(({ companyId }) => companyId)).size).toBe(40);
    expect(new Set([...addresses, ...company.addresses]).size).toBe(addresses.length + 3);
    expect(addresses.every((address) => /^[0-9A-Z]{2}:\S{2,15}$/.test(address))).toBe(true);
    expect(partners.every(({ companyId }) => /^GC\d{8}[A-Z]{2}$/.test(companyId))).toBe(true);
    expect(partners.filter(({ accountName }) => accountName === null)).toHaveLength(4);
    expect(accounts).toHaveLength(37);
    const shared = accounts.filter(({ identifiers }) => identifiers.includes('01:007941230'));
    expect(shared.map(({ name }) => name)).toEqual(['Bellweather Stores', 'Bellweather Stores (East)']);
  });

  test.each([1, 2, 3])('has about 90 problems of every kind in an ordinary day (seed %i)', (seed) => {
    const day = build('ordinary-day', seed);
    const now = standing(day, startAt);
    const count = (test: (values: LensValues) => boolean) => now.filter(test).length;

    expect(troubled(day).size).toBeGreaterThan(75);
    expect(troubled(day).size).toBeLessThan(105);
    expect(now.length - troubled(day).size * 3).toBeGreaterThan(500);
    for (const letter of ['R', 'P', 'E', 'T', 'W', 'A', 'C']) {
      expect(count(({ fastatus }) => fastatus === letter)).toBeGreaterThan(0);
    }
    for (const state of [
      /^(F|Failed|Delivery failed)$/,
      /^V/,
      /^(H|On ?Hold)$/,
      /^(U|Duplicate)$/,
      /^(N|Delivery ?[dD]isabled)$/,
    ]) {
      expect(count(({ status }) => state.test(status ?? ''))).toBeGreaterThan(0);
    }
    expect(day.files.length).toBeGreaterThan(50);
    expect(day.files.filter(({ about }) => about === 'rejection').length).toBeGreaterThanOrEqual(25);
    expect(day.files.filter(({ about }) => about === 'unreadable')).toHaveLength(1);
    expect(day.files.filter(({ at }) => at > startAt).length).toBeGreaterThan(5);
    expect(new Set(day.files.map(({ name }) => name)).size).toBe(day.files.length);
  });

  test('brings new problems as an ordinary day goes on, and lets some heal', () => {
    const day = build('ordinary-day');
    const before = troubled(day);
    const hourLater = troubled(day, startAt + 3_600_000);
    const added = [...hourLater].filter((id) => !before.has(id));

    expect(added.length).toBeGreaterThan(70);
    expect([...before].filter((id) => !hourLater.has(id)).length).toBeGreaterThan(0);
  });

  test('fails hours late without moving the arrival time', () => {
    const late = standing(build('ordinary-day'), startAt).filter(
      (values) =>
        /Failed/.test(values.deliverystatus ?? '') &&
        Date.parse(values.statusdate ?? '') - Date.parse(values.arrivaltime ?? '') > 3_600_000,
    );

    expect(late.length).toBeGreaterThanOrEqual(3);
  });

  test('hides the useful text of some "-2" errors on a sibling', () => {
    const now = standing(build('ordinary-day'), startAt);
    const silent = now.filter(({ errorcode, externalerrormessage }) => errorcode === '-2' && !externalerrormessage);

    expect(silent.length).toBeGreaterThan(0);
    for (const { correlationid } of silent) {
      expect(
        now.some((values) => values.correlationid === correlationid && typeof values.externalerrormessage === 'string'),
      ).toBe(true);
    }
  });

  test('fails 500 times within minutes on a bad Monday, mostly for two causes', () => {
    const monday = build('bad-monday');
    const sudden = standing(monday, startAt).filter(
      (values) => isTrouble(values) && Date.parse(values.statusdate ?? '') > startAt - 10 * 60_000,
    );
    const ids = new Set(sudden.map(({ correlationid }) => correlationid));

    expect(ids.size).toBeGreaterThanOrEqual(490);
    expect(ids.size).toBeLessThan(520);
    expect(sudden.filter(({ receivername }) => receivername === 'Northgate Markets').length).toBeGreaterThan(300);
  });

  test('has three small problems in a quiet night', () => {
    const night = build('quiet-night');

    expect(troubled(night).size).toBe(3);
    expect(troubled(night, startAt + 6 * 3_600_000).size).toBe(3);
    expect(night.files.filter(({ about }) => about !== 'document' && about !== 'acceptance')).toEqual([]);
  });
});
