import { join } from 'node:path';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { ingestEvents } from '#core/projection/fold.ts';
import { openStore } from '#core/store/open.ts';
import { applyReference } from '#core/store/tables/reference.ts';
import type { NewEvent } from '#shared/model/event/event.ts';
import type { BusinessEventReceived } from '#shared/model/event/kinds/business.ts';
import { runCommand } from '#test/harness/command-line.ts';
import { temporaryFolder } from '#test/harness/temporary-folder.ts';

const monday = Date.parse('2026-11-16T08:00:00Z');
const hour = 3_600_000;

function told(source: string, hours: number, payload: Partial<BusinessEventReceived>): NewEvent {
  const facts = [{ label: 'Amount', value: '120.00 EUR' }];
  return {
    source,
    sourceId: `${hours}`,
    kind: 'business.event',
    occurredAt: monday + hours * hour,
    payload: { what: 'order received', name: 'PO 1', partner: null, facts, reference: null, link: null, ...payload },
  };
}

/** A desk that was told of three events and two records. */
function desk() {
  const data = temporaryFolder();
  const store = openStore({ path: join(data, 'gridline.db'), log: () => {} });
  const directory = { companyId: 'c1', name: 'Northwind Foods', addresses: ['ZZ:NORTHWIND'] };
  store.write((db) => {
    ingestEvents(
      db,
      [
        { source: 'network', sourceId: 'c1', kind: 'partner.seen', occurredAt: monday, payload: directory },
        told('network', 1, { name: 'PO 4711', partner: 'zz:northwind' }),
        told('erp', 2, { what: 'payment confirmed', name: 'Invoice INV-9', partner: 'ZZ:NORTHWIND' }),
        told('erp', 3, { name: 'PO 4712', partner: 'ZZ:ACME' }),
      ],
      monday,
    );
    applyReference(db, 'erp', { kind: 'agreement', key: 'A-1', value: { name: 'Terms 2026', end: null } }, monday);
    applyReference(db, 'crm', { kind: 'partner', key: 'P-1', value: { name: 'Northwind Foods' } }, monday);
  });
  store.close();
  return (...words: readonly string[]) => runCommand([...words, '--data', data]);
}

const eventsSchema = z.object({ events: z.array(z.object({ seq: z.number(), name: z.string() })) });

test('What went well is listed, the latest first, by partner, kind, time and connection, page by page', async () => {
  const run = desk();
  const subjects = async (...words: readonly string[]) =>
    eventsSchema.parse((await run('events', ...words, '--json')).json()).events;
  const all = await subjects();
  const [first] = all;
  const only = async (...words: readonly string[]) => (await subjects(...words)).map(({ name }) => name);
  expect({
    all: all.map(({ name }) => name),
    next: await only('--before', `${first?.seq}`, '--limit', '1'),
    partner: await only('--partner', 'northwind foods'),
    address: await only('--partner', 'ZZ:acme'),
    what: await only('--what', 'payment confirmed'),
    since: await only('--since', '2026-11-16T10:30Z'),
    connection: await only('--connection', 'network'),
  }).toEqual({
    all: ['PO 4712', 'Invoice INV-9', 'PO 4711'],
    next: ['Invoice INV-9'],
    partner: ['Invoice INV-9', 'PO 4711'],
    address: ['PO 4712'],
    what: ['Invoice INV-9'],
    since: ['PO 4712'],
    connection: ['PO 4711'],
  });
});

test('For people an event is a line: when, who told of it, what, whose, and its facts', async () => {
  const { out } = await desk()('events', '--what', 'payment confirmed');
  const [line = '', count] = out.trim().split('\n');
  expect(line.split(/ {2,}/).slice(1)).toEqual([
    '2026-11-16 10:00:00 UTC',
    'erp',
    'payment confirmed',
    'ZZ:NORTHWIND',
    'Invoice INV-9; Amount: 120.00 EUR',
  ]);
  expect(count).toBe('1 event');
});

test('What connections brought to look things up in is listed, by kind and connection, page by page', async () => {
  const run = desk();
  const keys = async (...words: readonly string[]) => {
    const answer = (await run('reference', ...words, '--json')).json();
    const { records } = z.object({ records: z.array(z.object({ key: z.string() })) }).parse(answer);
    return records.map(({ key }) => key);
  };
  expect({
    all: await keys(),
    kind: await keys('--kind', 'agreement'),
    connection: await keys('--connection', 'crm'),
    next: await keys('--after', 'crm', 'partner', 'P-1'),
  }).toEqual({ all: ['P-1', 'A-1'], kind: ['A-1'], connection: ['P-1'], next: ['A-1'] });
  const { out } = await run('reference', '--kind', 'agreement');
  expect(out.split('\n')[0]?.split(/ {2,}/)).toEqual([
    'erp',
    'agreement',
    'A-1',
    '2026-11-16 08:00:00 UTC',
    'name: Terms 2026',
  ]);
});

test('A kind that there is not is refused, and those that there are are named', async () => {
  const run = desk();
  const events = await run('events', '--what', 'party');
  const reference = await run('reference', '--kind', 'party');
  expect([events.code, reference.code]).toEqual([2, 2]);
  expect(events.err).toContain('order received, order changed');
  expect(reference.err).toContain('--kind must be partner, agreement or content, not "party".');
});
