import { expect, test } from 'vitest';
import { readEdifact } from '#core/documents/edifact/read.ts';
import { interchange, type MessageFixture, order } from '#test/harness/edifact-fixtures.ts';

const messages: readonly MessageFixture[] = [
  order,
  {
    type: 'ORDCHG',
    segments: [
      ['BGM', 230, 'CHG-1', 4],
      ['RFF', ['ON', 'PO-70815']],
    ],
  },
  {
    type: 'DESADV',
    segments: [
      ['BGM', 351, 'DES-1', 9],
      ['RFF', ['ON', 'PO-70815']],
      ['RFF', ['AAS', 'WB-1']],
    ],
  },
  {
    type: 'INVOIC',
    version: 'D:01B:UN:EAN010',
    segments: [
      ['BGM', [380, '', 9], ['INV-1', 'x'], 9],
      ['RFF', ['ON', 'PO-70815']],
    ],
  },
  {
    type: 'RECADV',
    segments: [
      ['BGM', 632, 'REC-1', 9],
      ['RFF', ['AAK', 'DES-1']],
    ],
  },
  { type: 'INVRPT', segments: [['BGM', 35, 'STK-1', 9]] },
  {
    type: 'REMADV',
    segments: [
      ['BGM', 481, 'REM-1', 9],
      ['DOC', 380, 'INV-1'],
    ],
  },
  {
    type: 'IFTSTA',
    segments: [
      ['BGM', 23, 'STA-1', 9],
      ['RFF', ['CN', 'C-1']],
    ],
  },
  { type: 'PRICAT', version: 'D:96A:UN', segments: [['BGM', 9, 'CAT-1', 9]] },
];

test('every type of business message is read for its type, version, number and references', () => {
  const file = readEdifact(interchange({ messages }));
  expect(file.findings).toEqual([]);
  expect(file.acknowledgements).toEqual([]);
  expect(
    file.documents.map(({ type, version, number, references }) => [
      type,
      version,
      number,
      ...references.map((other) => `${other.type} ${other.number}`),
    ]),
  ).toEqual([
    ['ORDERS', 'D:96A:UN:EAN008', 'PO-70815', 'CT FRAME-22'],
    ['ORDCHG', 'D:96A:UN:EAN008', 'CHG-1', 'PO PO-70815'],
    ['DESADV', 'D:96A:UN:EAN008', 'DES-1', 'PO PO-70815', 'AAS WB-1'],
    ['INVOIC', 'D:01B:UN:EAN010', 'INV-1', 'PO PO-70815'],
    ['RECADV', 'D:96A:UN:EAN008', 'REC-1', 'AAK DES-1'],
    ['INVRPT', 'D:96A:UN:EAN008', 'STK-1'],
    ['REMADV', 'D:96A:UN:EAN008', 'REM-1', 'IV INV-1'],
    ['IFTSTA', 'D:96A:UN:EAN008', 'STA-1', 'CN C-1'],
    ['PRICAT', 'D:96A:UN', 'CAT-1'],
  ]);
});

test('a reference that is repeated on every line is kept once, and at most 200 are kept', () => {
  const lines = Array.from({ length: 500 }, (_, index) => ['RFF', ['LI', index % 250]] as const);
  const file = readEdifact(
    interchange({ messages: [{ type: 'DESADV', segments: [['BGM', 351, 'DES-1'], ...lines, ...lines] }] }),
  );
  expect(file.documents[0]?.references).toHaveLength(200);
});
