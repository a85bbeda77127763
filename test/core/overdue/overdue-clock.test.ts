import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { z } from 'zod';
import type { Json } from '#shared/lib/json.ts';
import type { NewEvent } from '#shared/model/event/event.ts';
import { acknowledgementOverdueSchema } from '#shared/model/event/kinds/overdue.ts';
import { type LensTransaction, toExchange } from '#core/connectors/trading-grid/transactions/transaction.ts';
import { createOverdueClock } from '#core/overdue/overdue-clock.ts';
import { hoursAllowed } from '#core/overdue/overdue-rules.ts';
import { verifyStore } from '#core/projection/verify.ts';
import { takeFile } from '#core/intake/take-file.ts';
import { ingestEvents } from '#core/projection/fold.ts';
import { readJournal } from '#core/store/journal/journal.ts';
import { openStore } from '#core/store/open.ts';
import { writeSetting } from '#core/store/tables/records.ts';
import { quietLog } from '#test/harness/ears.ts';
import { createManualClock } from '#test/harness/manual-clock.ts';
import { temporaryFolder } from '#test/harness/temporary-folder.ts';
import { x12 } from '#test/harness/x12-fixtures.ts';

const hour = 3_600_000;
const us = ['ZZ', 'GRIDBRANDS'] as const;
const them = ['01', '123456789'] as const;

/** Monday, 16 November 2026, 09:00 UTC: business hours are from 8 to 18. */
function setUp(settings: Readonly<Record<string, Json>> = { ownAddresses: ['ZZ:GRIDBRANDS'] }) {
  const store = openStore({ path: path.join(temporaryFolder(), 'gridline.db'), log: () => undefined });
  const clock = createManualClock();
  const set = (key: string, value: Json) => store.write((db) => writeSetting(db, key, value));
  for (const [key, value] of Object.entries(settings)) set(key, value);
  const ingest = (db: Parameters<typeof ingestEvents>[0], events: readonly NewEvent[]) =>
    ingestEvents(db, events, clock.now());
  const overdue = createOverdueClock({ store, clock, log: quietLog(), ingest, onChange: () => undefined });
  const stop = overdue.start();
  onTestFinished(async () => {
    await stop();
    store.close();
  });
  const take = (text: string) =>
    takeFile(
      { store, ingest, onChange: () => undefined },
      {
        name: 'a.edi',
        bytes: Buffer.from(text, 'latin1'),
        receivedAt: clock.now(),
      },
    );
  return {
    clock,
    set,
    overdue,
    document: (type: string, options: { number?: string; control?: string; inbound?: boolean; date?: string } = {}) => {
      const { number = '4711', control = '000000101', inbound = false, date = '261116' } = options;
      const [sender, receiver] = inbound ? [them, us] : [us, them];
      const code = type === '856' ? 'SH' : 'IN';
      const first = type === '856' ? ['BSN', '00', number, '20261116', '0900'] : ['BIG', '20261116', number];
      const sets = [{ type, control: '0001', lines: [first] }];
      return take(
        x12({
          sender,
          receiver,
          control,
          date,
          time: '0900',
          groups: [{ code, control: String(Number(control)), sets }],
        }),
      );
    },
    answer: (control = '101', status = 'A') =>
      take(
        x12({
          sender: them,
          receiver: us,
          control: `9${control.padStart(8, '0')}`,
          groups: [
            {
              code: 'FA',
              sets: [
                {
                  type: '997',
                  control: '0001',
                  lines: [
                    ['AK1', 'IN', control],
                    ['AK2', '810', '0001'],
                    ['AK5', status],
                    ['AK9', status, '1', '1', status === 'A' ? '1' : '0'],
                  ],
                },
              ],
            },
          ],
        }),
      ),
    transaction: (change: Partial<LensTransaction>, sourceId = 'tx') => {
      const entry: LensTransaction = {
        transactionId: 'T1',
        correlationId: 'C1',
        level: 'document',
        documentType: '810',
        documentNumber: '99',
        senderAddress: 'ZZ:GRIDBRANDS',
        receiverAddress: '01:123456789',
        senderName: null,
        receiverName: null,
        status: 'Delivered',
        statusAt: clock.now(),
        acknowledgementStatus: 'W',
        acknowledgementAt: null,
        deliveryStatus: null,
        errorCode: null,
        message: null,
        arrivedAt: clock.now(),
        senderReference: null,
        keys: [],
        url: null,
        extra: {},
        ...change,
      };
      const event: NewEvent = {
        source: 'trading-grid',
        sourceId,
        kind: 'exchange.reported',
        occurredAt: clock.now(),
        payload: { realm: 'trading-grid', ...toExchange(entry) },
      };
      store.write((db) => ingest(db, [event]));
    },
    /** How the issues about missing answers stand, and since when. */
    standing: () =>
      store.read((db) =>
        z
          .array(z.object({ status: z.string(), opened_at: z.number() }))
          .parse(db.raw.prepare("SELECT status, opened_at FROM issues WHERE kind = 'overdue-acknowledgement'").all())
          .map(({ status, opened_at }) => [status, opened_at]),
      ),
    verify: () => verifyStore(store).problems,
    raised: () =>
      store
        .read((db) => readJournal(db, 0, 1_000))
        .filter((event) => event.kind === 'acknowledgement.overdue')
        .map((event) => acknowledgementOverdueSchema.parse(event.payload)),
  };
}

test('a ship notice that nobody acknowledged is overdue after four business hours, an invoice after 24', async () => {
  const h = setUp();
  await h.document('856', { control: '000000101' });
  await h.document('810', { control: '000000102' });
  await h.clock.advance(4 * hour - 60_000);
  expect(h.raised()).toEqual([]);
  await h.clock.advance(120_000);
  expect(h.raised()).toMatchObject([
    { documentType: '856', hoursAllowed: 4, dueAt: Date.UTC(2026, 10, 16, 13), receiverAddress: '01:123456789' },
  ]);
  await h.clock.advance(24 * hour);
  expect(h.raised()).toHaveLength(1);
  await h.clock.advance(48 * hour);
  expect(h.raised().map((event) => [event.documentType, event.dueAt])).toEqual([
    ['856', Date.UTC(2026, 10, 16, 13)],
    ['810', Date.UTC(2026, 10, 18, 13)],
  ]);
});

test('an acknowledgement in time, good or bad, and whichever came first, keeps the clock quiet', async () => {
  const h = setUp();
  await h.answer('102', 'R');
  await h.document('810', { control: '000000101' });
  await h.document('810', { control: '000000102', number: '4712' });
  await h.clock.advance(hour);
  await h.answer('101');
  await h.clock.advance(60 * hour);
  expect(h.raised()).toEqual([]);
});

test('what partners send us is not waited for, nor what is older than 30 days', async () => {
  const h = setUp();
  await h.document('810', { inbound: true });
  await h.document('810', { control: '000000102', date: '261001' });
  await h.clock.advance(60 * hour);
  expect(h.raised()).toEqual([]);
});

test('without addresses of our own, only pairs that have acknowledged before are waited for', async () => {
  const h = setUp({});
  await h.document('856');
  await h.clock.advance(5 * hour);
  expect(h.raised()).toEqual([]);
  await h.document('810', { control: '000000102' });
  await h.answer('102');
  await h.document('856', { control: '000000103', number: 'S2' });
  await h.clock.advance(24 * hour);
  expect(h.raised().map((event) => event.documentNumber)).toEqual(['S2']);
});

test('a Trading Grid entry that stays at W is raised once; one that moved on is not', async () => {
  const h = setUp();
  h.transaction({});
  h.transaction({ transactionId: 'T2', correlationId: 'C2', documentNumber: '100' }, 'tx2');
  await h.clock.advance(hour);
  h.transaction({ transactionId: 'T2', correlationId: 'C2', acknowledgementStatus: 'A' }, 'tx2 again');
  await h.clock.advance(60 * hour);
  h.transaction({ arrivedAt: Date.UTC(2026, 10, 16, 9), message: 'looked at again' }, 'tx again');
  await h.clock.advance(hour);
  expect(h.raised().map((event) => event.fingerprint)).toEqual(['process:trading-grid|C1']);
});

test('a new policy holds for what waits already', async () => {
  const h = setUp();
  await h.document('810');
  await h.clock.advance(hour);
  h.set('acknowledgement', {
    byType: [],
    default: 24,
    byPartner: [{ partner: '01:123456789', documentType: '810', hours: 2 }],
  });
  await h.clock.advance(hour + 60_000);
  expect(h.raised()).toMatchObject([{ hoursAllowed: 2 }]);
});

const day = 24 * hour;

test.each([
  [
    'forgets nothing that waited',
    async (h: ReturnType<typeof setUp>) => {
      await h.document('810');
      h.clock.turnBack(-60 * day);
      await h.overdue.check();
      h.clock.turnBack(60 * day);
    },
  ],
  [
    'watches what was read meanwhile',
    async (h: ReturnType<typeof setUp>) => {
      h.clock.turnBack(-60 * day);
      await h.document('810');
      await h.overdue.check();
      h.clock.turnBack(60 * day);
    },
  ],
  [
    'forgets nothing when it is set right in two steps',
    async (h: ReturnType<typeof setUp>) => {
      await h.document('810');
      h.clock.turnBack(-60 * day);
      await h.overdue.check();
      h.clock.turnBack(20 * day);
      await h.overdue.check();
      h.clock.turnBack(40 * day);
    },
  ],
  [
    'takes back what it raised, and raises it in its time',
    async (h: ReturnType<typeof setUp>) => {
      await h.document('810');
      h.clock.turnBack(-4 * day);
      await h.clock.advance(120_000);
      expect(h.standing()).toEqual([['open', Date.UTC(2026, 10, 18, 13)]]);
      h.clock.turnBack(4 * day);
    },
  ],
  [
    'is wrong and right again twice',
    async (h: ReturnType<typeof setUp>) => {
      await h.document('810');
      for (let time = 0; time < 2; time++) {
        h.clock.turnBack(-4 * day);
        await h.clock.advance(120_000);
        expect(h.standing()).toEqual([['open', Date.UTC(2026, 10, 18, 13)]]);
        h.clock.turnBack(4 * day);
        await h.clock.advance(120_000);
        expect(h.standing().map(([status]) => status)).toEqual(['resolved']);
      }
    },
  ],
  [
    'knows a Trading Grid entry too',
    async (h: ReturnType<typeof setUp>) => {
      h.transaction({});
      for (const ahead of [60, 4]) {
        h.clock.turnBack(-ahead * day);
        await h.clock.advance(120_000);
        h.clock.turnBack(ahead * day);
      }
    },
  ],
] as const)('a clock that was ahead for a moment %s', async (_, goWrong) => {
  const h = setUp();
  await goWrong(h);
  await h.clock.advance(hour);
  expect(h.standing().filter(([status]) => status === 'open')).toEqual([]);
  await h.clock.advance(3 * day);
  expect(h.standing()).toEqual([['open', Date.UTC(2026, 10, 18, 13)]]);
  expect(h.verify()).toEqual([]);
});

test('what is overdue by any clock stays so, once, when the clock was ahead for a moment', async () => {
  const h = setUp();
  await h.document('810');
  await h.clock.advance(5 * day);
  const raised = h.raised();
  expect(raised).toHaveLength(1);
  h.clock.turnBack(-60 * day);
  await h.overdue.check();
  h.clock.turnBack(60 * day);
  h.set('acknowledgement', { byType: [], default: 10, byPartner: [] });
  await h.clock.advance(day);
  expect(h.raised()).toEqual(raised);
});

test('what was raised too early is due by the policy of the day it is due', async () => {
  const h = setUp();
  await h.document('810');
  h.clock.turnBack(-4 * day);
  await h.clock.advance(120_000);
  h.clock.turnBack(4 * day);
  await h.clock.advance(120_000);
  h.set('acknowledgement', { byType: [], default: 10, byPartner: [] });
  await h.clock.advance(2 * day);
  expect(h.standing()).toEqual([['open', Date.UTC(2026, 10, 17, 9)]]);
  expect(h.verify()).toEqual([]);
});

test('what was raised too early and answered since is not raised again', async () => {
  const h = setUp();
  await h.document('810');
  h.clock.turnBack(-4 * day);
  await h.clock.advance(120_000);
  h.clock.turnBack(4 * day);
  await h.answer('101');
  await h.clock.advance(5 * day);
  expect(h.standing().filter(([status]) => status === 'open')).toEqual([]);
});

test('an override can say never', () => {
  const policy = {
    byType: [{ documentType: '810', hours: 24 }],
    default: 8,
    byPartner: [{ partner: 'zz:acme ', documentType: null, hours: null }],
  };
  expect([
    hoursAllowed(policy, 'ZZ:ACME', '810'),
    hoursAllowed(policy, 'ZZ:OTHER', '810'),
    hoursAllowed(policy, null, 'orders'),
  ]).toEqual([null, 24, 8]);
});
