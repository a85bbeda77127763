import { describe, expect, test } from 'vitest';

import { buildScenario } from '#sandbox/scenarios/build-scenario.ts';
import type { Scenario } from '#sandbox/scenarios/scenario.ts';

import { readEdifact, type ReadInterchange, type ReadSet, readX12 } from './edi-check.ts';

const startAt = Date.parse('2026-11-20T09:00:00Z');
const seeds = [1, 2, 3, 4, 5];
const days = new Map(seeds.map((seed) => [seed, buildScenario({ name: 'ordinary-day', seed, startAt })]));
const dayOf = (seed: number): Scenario => days.get(seed) ?? buildScenario({ name: 'ordinary-day', seed, startAt });

type File = { readonly name: string; readonly at: number; readonly interchange: ReadInterchange };

function readAll(scenario: Scenario): File[] {
  return scenario.files
    .filter(({ name, about }) => !name.startsWith('MDN') && about !== 'unreadable')
    .map(({ name, bytes, at }) => {
      try {
        return { name, at, interchange: name.endsWith('.x12') ? readX12(bytes) : readEdifact(bytes) };
      } catch (error) {
        throw new Error(`${name}: ${error instanceof Error ? error.message : String(error)}`, { cause: error });
      }
    });
}

const setsOf = (file: File): readonly ReadSet[] => file.interchange.groups.flatMap(({ sets }) => sets);

function interchangeOf(files: readonly File[], control: string, by: 'interchange' | 'group'): ReadInterchange {
  const found = files.find(({ interchange }) =>
    by === 'interchange'
      ? interchange.control === control
      : interchange.groups.some((group) => group.control === control),
  );
  if (found === undefined) throw new Error(`Nothing was sent with control number ${control}.`);
  return found.interchange;
}

/** What a 997 or 999 says about segments and elements, beside what is really there. */
function pointers(
  acknowledgement: ReadSet,
  sets: readonly ReadSet[],
): { readonly said: unknown[]; readonly found: unknown[] } {
  const said: unknown[] = [];
  const found: unknown[] = [];
  let current: ReadSet | undefined;
  let pointed: readonly string[] = [];
  for (const segment of acknowledgement.segments) {
    const [tag = '', first = '', second = ''] = segment;
    if (tag === 'AK2') {
      current = sets.find(({ control }) => control === second);
      said.push(['set', first]);
      found.push(['set', current?.type]);
    } else if (/^(AK|IK)3$/.test(tag)) {
      pointed = current?.segments[Number(second) - 1] ?? [];
      // A missing segment is reported where it should have been.
      const missing = segment[4] === '3';
      said.push(['segment', missing ? 'nowhere' : first]);
      found.push(['segment', missing && current?.segments.every(([each]) => each !== first) ? 'nowhere' : pointed[0]]);
    } else if (/^(AK|IK)4$/.test(tag)) {
      said.push(['element', segment[4] ?? '']);
      found.push(['element', pointed[Number(first)] ?? '']);
    }
  }
  return { said, found };
}

describe.each(seeds)('the files of an ordinary day, seed %i', (seed) => {
  const files = readAll(dayOf(seed));

  test('have right counts and control numbers, and control numbers of their own', () => {
    expect(files.length).toBeGreaterThan(50);
    expect(new Set(files.map(({ interchange }) => interchange.control)).size).toBe(files.length);
  });

  test('cover every kind of document and acknowledgement', () => {
    const types = new Set(
      files.flatMap((file) => (file.interchange.loose.length > 0 ? ['TA1'] : setsOf(file).map(({ type }) => type))),
    );

    for (const type of [
      '810',
      '820',
      '824',
      '846',
      '850',
      '855',
      '856',
      '860',
      '864',
      '940',
      '945',
      '214',
      '997',
      '999',
      'TA1',
    ]) {
      expect(types).toContain(type);
    }
    for (const type of ['ORDERS', 'ORDRSP', 'DESADV', 'INVOIC', 'RECADV', 'CONTRL', 'APERAK'])
      expect(types).toContain(type);
  });

  test('answer documents that exist with 997 and 999, pointing at segments and elements that are there', () => {
    const acknowledgements = files.flatMap((file) =>
      setsOf(file).flatMap((set) => (set.type === '997' || set.type === '999' ? [{ file, set }] : [])),
    );
    expect(acknowledgements.length).toBeGreaterThan(8);
    for (const { file, set } of acknowledgements) {
      const ak1 = set.segments.find(([tag]) => tag === 'AK1') ?? [];
      const ak9 = set.segments.find(([tag]) => tag === 'AK9') ?? [];
      const answered = interchangeOf(files, ak1[2] ?? '', 'group');
      const group = answered.groups[0];
      expect([answered.from, answered.to]).toEqual([file.interchange.to, file.interchange.from]);
      expect(ak1[1]).toBe(group?.code);
      expect(ak9[2]).toBe(String(group?.sets.length));
      const accepted = set.segments.filter(([tag, status]) => /^(AK|IK)5$/.test(tag ?? '') && status !== 'R').length;
      expect(ak9[4]).toBe(String(accepted));
      const { said, found } = pointers(set, group?.sets ?? []);
      expect(found).toEqual(said);
    }
  });

  test('answer interchanges that exist with TA1', () => {
    const notices = files.flatMap(({ interchange }) => interchange.loose);
    expect(notices).toHaveLength(2);
    for (const [tag, control] of notices) {
      expect(tag).toBe('TA1');
      interchangeOf(files, control ?? '', 'interchange');
    }
  });

  test('point with 824 at values that are there', () => {
    const advice = files.flatMap((file) => setsOf(file).filter(({ type }) => type === '824'));
    expect(advice).toHaveLength(3);
    for (const { segments } of advice) {
      const oti = segments.find(([tag]) => tag === 'OTI') ?? [];
      const set = interchangeOf(files, oti[8] ?? '', 'group').groups[0]?.sets.find(({ control }) => control === oti[9]);
      expect(set?.type).toBe(oti[10]);
      for (const ted of segments.filter(([tag]) => tag === 'TED')) {
        const pointed = set?.segments[Number(ted[4]) - 1] ?? [];
        expect([pointed[0], pointed[Number(ted[5])]]).toEqual([ted[3], ted[7]]);
      }
    }
  });

  test('point with CONTRL at segments and elements that are there, the tag counting as element 1', () => {
    const reports = files.flatMap((file) => setsOf(file).flatMap((set) => (set.type === 'CONTRL' ? [set] : [])));
    expect(reports.length).toBeGreaterThanOrEqual(5);
    for (const { segments } of reports) {
      const uci = segments.find(([tag]) => tag === 'UCI') ?? [];
      const answered = interchangeOf(files, uci[1] ?? '', 'interchange');
      const ucm = segments.find(([tag]) => tag === 'UCM');
      if (ucm === undefined) continue;
      const message = answered.groups[0]?.sets.find(({ control }) => control === ucm[1]);
      expect(ucm[2]?.startsWith(`${message?.type}:`)).toBe(true);
      const ucs = segments.find(([tag]) => tag === 'UCS') ?? [];
      const pointed = message?.segments[Number(ucs[1]) - 1] ?? [];
      expect(pointed[0]).toBeDefined();
      const [element, component] = (segments.find(([tag]) => tag === 'UCD')?.[2] ?? '').split(':');
      if (element === '') continue;
      const parts = (pointed[Number(element) - 1] ?? '').split(answered.component);
      expect(parts.length).toBeGreaterThanOrEqual(Number(component ?? 1));
    }
  });

  test('answer orders of ours, line by line', () => {
    const orders = files.flatMap((file) => setsOf(file).filter(({ type }) => type === '850'));
    const numbers = orders.map(({ segments }) => segments.find(([tag]) => tag === 'BEG')?.[3]);
    const refusals = files.flatMap((file) =>
      setsOf(file).filter(({ segments }) => segments.some(([tag, code]) => tag === 'ACK' && code !== 'IA')),
    );
    expect(refusals).toHaveLength(2);
    for (const { segments } of refusals) {
      expect(numbers).toContain(segments.find(([tag]) => tag === 'BAK')?.[3]);
      expect(segments.filter(([tag]) => tag === 'ACK')).toHaveLength(segments.filter(([tag]) => tag === 'PO1').length);
    }
  });

  test('come in both orders: two acknowledgements before what they answer', () => {
    const early = files.filter((file) =>
      setsOf(file).some(({ type, segments }) => {
        const control = type === '997' ? segments[1]?.[2] : type === 'CONTRL' ? segments[1]?.[1] : undefined;
        if (control === undefined) return false;
        const answered = files.find(({ interchange }) =>
          type === '997'
            ? interchange.groups.some((group) => group.control === control)
            : interchange.control === control,
        );
        return (answered?.at ?? 0) > file.at;
      }),
    );
    expect(early).toHaveLength(2);
  });

  test('tell what Lens tells: same control numbers, same document numbers', () => {
    const { transactions } = dayOf(seed);
    const references = new Set(transactions.map(({ timeline }) => timeline[0].values.senderreference));
    const keys = new Set(transactions.flatMap(({ contentKeys }) => Object.values(contentKeys)));
    for (const file of files) {
      if (file.interchange.loose.length > 0) continue;
      expect(references).toContain(file.interchange.control);
      const invoices = setsOf(file).flatMap(({ type, segments }) => {
        const head = segments.find(([tag]) => tag === (type === '810' ? 'BIG' : 'BGM'));
        return type === '810' || type === 'INVOIC' ? [head?.[2]] : [];
      });
      expect(invoices.filter((number) => !keys.has(number ?? ''))).toEqual([]);
    }
  });
});
