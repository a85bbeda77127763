import { describe, expect, test } from 'vitest';
import { readEdifact } from '#core/documents/edifact/read.ts';
import { readX12 } from '#core/documents/x12/read.ts';
import { interchange, type SegmentText } from '#test/harness/edifact-fixtures.ts';
import { bytesOf, x12File, type X12Line } from '#test/harness/x12-fixtures.ts';

type Told = readonly [edition: string | null, cancels: boolean];

function readSet(type: string, ...lines: readonly X12Line[]): Told | undefined {
  const [document] = readX12(bytesOf(x12File('XX', { type, lines }))).documents;
  return document === undefined ? undefined : [document.edition, document.cancels];
}

function readMessage(type: string, ...segments: readonly SegmentText[]): Told | undefined {
  const [document] = readEdifact(interchange({ messages: [{ type, segments }] })).documents;
  return document === undefined ? undefined : [document.edition, document.cancels];
}

describe('X12: what tells a set from another of its number', () => {
  const sets: readonly (readonly [type: string, line: X12Line, edition: string | null, cancels?: 'cancels'])[] = [
    ['850', ['BEG', '00', 'SA', 'PO-1', '', '20261120'], null],
    ['850', ['BEG', '05', 'SA', 'PO-1', '', '20261120'], null],
    ['850', ['BEG', '07', 'SA', 'PO-1', '', '20261120'], null],
    ['850', ['BEG', '15', 'SA', 'PO-1', '', '20261120'], null],
    ['850', ['BEG', '04', 'SA', 'PO-1', '', '20261120'], 'BEG01=04'],
    ['850', ['BEG', '01', 'SA', 'PO-1', '', '20261120'], 'BEG01=01', 'cancels'],
    ['850', ['BEG', '03', 'SA', 'PO-1', '', '20261120'], 'BEG01=03', 'cancels'],
    ['850', ['BEG', '17', 'SA', 'PO-1', '', '20261120'], 'BEG01=17', 'cancels'],
    ['850', ['BEG', '00', 'RL', 'PO-1', '7', '20261120'], 'BEG04=7'],
    ['850', ['BEG', '05', 'RL', 'PO-1', '7', '20261120'], 'BEG04=7'],
    ['860', ['BCH', '04', 'SA', 'PO-1', '', '2', '20261101'], 'BCH05=2'],
    ['860', ['BCH', '01', 'SA', 'PO-1'], 'BCH01=01', 'cancels'],
    ['865', ['BCA', '04', 'AC', 'PO-1', '', '2'], 'BCA05=2'],
    ['856', ['BSN', '00', 'S-1', '20261120', '0930'], null],
    ['856', ['BSN', '04', 'S-1', '20261120', '0930'], 'BSN01=04'],
    ['856', ['BSN', '01', 'S-1', '20261120', '0930'], 'BSN01=01', 'cancels'],
    ['810', ['BIG', '20261120', 'I-1', '', 'PO-1', '', '', 'DI'], null],
    ['810', ['BIG', '20261120', 'I-1', '', 'PO-1', '', '', 'CR'], 'BIG07=CR'],
    ['810', ['BIG', '20261120', 'I-1', '', 'PO-1', '', '', '', '01'], 'BIG08=01', 'cancels'],
    ['204', ['B2A', '00', 'LT'], null],
    ['204', ['B2A', '04', 'LT'], 'B2A01=04'],
    ['204', ['B2A', '01', 'LT'], 'B2A01=01', 'cancels'],
    ['210', ['B3', '', 'I-1', 'S-1', 'CC', '', '20261120', '100', 'BD'], 'B308=BD'],
    ['940', ['W05', 'N', 'O-1'], null],
    ['940', ['W05', 'T', 'O-1'], null],
    ['940', ['W05', 'R', 'O-1'], 'W0501=R'],
    ['940', ['W05', 'F', 'O-1'], 'W0501=F', 'cancels'],
    ['940', ['W05', 'D', 'O-1'], 'W0501=D', 'cancels'],
    ['875', ['G50', 'F', '20261120', 'PO-1'], 'G5001=F', 'cancels'],
    ['861', ['BRA', 'R-1', '20261120', '01'], 'BRA03=01', 'cancels'],
    ['837', ['BHT', '0019', '18', 'B-1'], null],
    ['276', ['BHT', '0010', '13', 'Q-1'], null],
    ['846', ['BIA', '00', 'DD', 'STOCK', '20261120', '0600'], 'BIA02=DD BIA04=20261120 BIA05=0600'],
    ['852', ['XQ', 'H', '20261101', '20261107'], 'XQ02=20261101 XQ03=20261107'],
    [
      '830',
      ['BFR', '05', 'F-1', '3', 'DL', 'A', '20261101', '20261130', '20261031'],
      'BFR03=3 BFR06=20261101 BFR07=20261130 BFR08=20261031',
    ],
    [
      '862',
      ['BSS', '05', 'S-1', '20261120', 'DL', '20261120', '20261127'],
      'BSS03=20261120 BSS05=20261120 BSS06=20261127',
    ],
    ['867', ['BPT', '00', 'R-1', '20261120'], 'BPT03=20261120'],
    ['856', ['HL', '1', '', 'S'], null],
    ['831', ['BGN', '01', 'X'], null],
  ];
  for (const [type, line, edition, cancels] of sets) {
    test(`${type} ${line.join('*')}: ${edition ?? 'none'}`, () => {
      expect(readSet(type, line)).toEqual([edition, cancels === 'cancels']);
    });
  }

  test('tells the statuses of one shipment apart by what happened and when', () => {
    const status = (code: string, time: string) =>
      readSet('214', ['B10', 'PRO-1', 'S-1', 'ABCD'], ['LX', 1], ['AT7', code, 'NS', '', '', '20261120', time]);
    expect(status('X3', '0800')).toEqual(['AT701=X3 AT705=20261120 AT706=0800', false]);
    expect(status('D1', '1500')).toEqual(['AT701=D1 AT705=20261120 AT706=1500', false]);
    expect(status('X3', '0800')).toEqual(status('X3', '0800'));
  });

  test('takes the date of the envelope for a report that gives none of its own', () => {
    expect(readSet('214', ['B10', 'PRO-1', 'S-1', 'ABCD'])).toEqual(['2026-11-20T09:30', false]);
  });
});

describe('EDIFACT: what tells a message from another of its number', () => {
  const messages: readonly (readonly [
    type: string,
    begin: SegmentText,
    edition: string | null,
    cancels?: 'cancels',
  ])[] = [
    ['ORDERS', ['BGM', 220, 'PO-1', 9], null],
    ['ORDERS', ['BGM', 220, 'PO-1'], null],
    ['ORDERS', ['BGM', 220, 'PO-1', 5], null],
    ['ORDERS', ['BGM', 220, 'PO-1', 7], null],
    ['ORDERS', ['BGM', 220, 'PO-1', 35], null],
    ['ORDERS', ['BGM', 220, 'PO-1', 4], 'BGM 1225=4'],
    ['ORDERS', ['BGM', 220, 'PO-1', 1], 'BGM 1225=1', 'cancels'],
    ['ORDERS', ['BGM', 220, 'PO-1', 3], 'BGM 1225=3', 'cancels'],
    ['ORDERS', ['BGM', 226, 'PO-1', 9], 'BGM 1001=226'],
    ['INVOIC', ['BGM', 380, 'I-1', 9], null],
    ['INVOIC', ['BGM', 381, 'I-1', 9], 'BGM 1001=381'],
    ['INVOIC', ['BGM', 381, 'I-1', 1], 'BGM 1001=381 BGM 1225=1', 'cancels'],
    ['DESADV', ['BGM', 351, 'D-1', 1], 'BGM 1225=1', 'cancels'],
    ['PRICAT', ['BGM', 9, 'C-1', 2], 'BGM 1225=2'],
    ['ORDRSP', ['BGM', 231, 'R-1', 27], null],
  ];
  for (const [type, begin, edition, cancels] of messages) {
    test(`${type} ${begin.join('+')}: ${edition ?? 'none'}`, () => {
      expect(readMessage(type, begin)).toEqual([edition, cancels === 'cancels']);
    });
  }

  test.each(['DELFOR', 'DELJIT', 'INVRPT', 'SLSRPT', 'IFTSTA'])('%s goes by its own date', (type) => {
    const own: SegmentText = ['DTM', [137, '202611200930', 203]];
    expect(readMessage(type, ['BGM', 241, 'F-1', 5], own)).toEqual(['DTM=202611200930', false]);
    expect(readMessage(type, ['BGM', 241, 'F-1', 5], ['DTM', [2, '20261201', 102]], own)).toEqual([
      'DTM=202611200930',
      false,
    ]);
    expect(readMessage(type, ['BGM', 241, 'F-1', 5])).toEqual(['2026-11-20T09:30', false]);
  });

  test('tells the statuses of a transport apart', () => {
    const status = (code: number) =>
      readMessage('IFTSTA', ['BGM', 23, 'S-1', 9], ['DTM', [137, '20261120', 102]], ['STS', 1, code]);
    expect(status(31)).toEqual(['DTM=20261120 STS=31', false]);
    expect(status(21)).toEqual(['DTM=20261120 STS=21', false]);
  });
});
