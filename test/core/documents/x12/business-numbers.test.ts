import { expect, test } from 'vitest';
import { readX12 } from '#core/documents/x12/read.ts';
import { documentTypes } from '#shared/model/edi/document-types.ts';
import { bytesOf, x12File, type X12Line } from '#test/harness/x12-fixtures.ts';

/** The first segment of each transaction set as its implementation guides have it; `4711` is what people call the document. */
const samples: Readonly<Record<string, X12Line>> = {
  180: ['BGN', '00', '4711', '20261120'],
  204: ['B2', '', 'SCAC', '', '4711', '', 'PP'],
  210: ['B3', '', '4711', 'SHIP-1', 'PP'],
  214: ['B10', 'PRO-1', '4711', 'SCAC'],
  270: ['BHT', '0022', '13', '4711', '20261120'],
  271: ['BHT', '0022', '11', '4711', '20261120'],
  276: ['BHT', '0010', '13', '4711', '20261120'],
  277: ['BHT', '0010', '08', '4711', '20261120'],
  278: ['BHT', '0007', '13', '4711', '20261120'],
  753: ['BGN', '00', '4711', '20261120'],
  754: ['BGN', '00', '4711', '20261120'],
  810: ['BIG', '20261120', '4711', '', 'PO-1'],
  812: ['BCD', '20261120', '4711', 'C', '1250', 'C', '20261102', 'INV-1', '', '20261020', 'PO-1'],
  820: ['TRN', '1', '4711'],
  830: ['BFR', '00', '4711', '', 'DL', 'A'],
  832: ['BCT', 'PC', '4711'],
  834: ['BGN', '00', '4711', '20261120'],
  835: ['TRN', '1', '4711', '1512345678'],
  837: ['BHT', '0019', '00', '4711', '20261120'],
  840: ['BQT', '00', '4711', '20261120'],
  843: ['BQR', '00', '4711', '20261120'],
  846: ['BIA', '00', 'SI', '4711', '20261120'],
  850: ['BEG', '00', 'NE', '4711', '', '20261120'],
  855: ['BAK', '00', 'AD', '4711', '20261120'],
  856: ['BSN', '00', '4711', '20261120', '0930'],
  857: ['BHT', '0022', '00', '4711', '20261120'],
  860: ['BCH', '04', 'SA', '4711', '', '', '20261120'],
  861: ['BRA', '4711', '20261120', '00', '1'],
  862: ['BSS', '00', '4711', '20261120', 'DL'],
  865: ['BCA', '00', 'AC', '4711', '', '', '20261120'],
  867: ['BPT', '00', '4711', '20261120', '02'],
  870: ['BSR', '2', 'PP', '4711', '20261120'],
  875: ['G50', 'N', '20261120', '4711'],
  880: ['G01', '20261120', '4711', '20261118', 'PO-1'],
  940: ['W05', 'N', '4711', 'PO-1'],
  943: ['W06', 'N', '4711', '20261120'],
  944: ['W17', 'F', '20261120', '4711'],
  945: ['W06', 'F', '4711', '20261120', 'SHIP-1'],
  947: ['W15', '20261120', '4711'],
  990: ['B1', 'SCAC', '4711', '20261120', 'A'],
};

/** People know these by their envelope, or by nothing. */
const numberless = ['816', '844', '849', '852', '869'];

const business = documentTypes.filter(({ syntax, acknowledgement }) => syntax === 'x12' && !acknowledgement);

test('Every transaction set has a sample of its number here, or is known to have none: a new one needs its rule in business-numbers.ts.', () => {
  expect([...Object.keys(samples), ...numberless].toSorted()).toEqual(business.map(({ type }) => type).toSorted());
});

test.each(business)('$type ($name) is known by the number that people quote.', ({ type, group }) => {
  const sample = samples[type];
  const file = x12File(group ?? '', { type, lines: [sample ?? ['BHT', '0019', '00', '4711']] });
  expect(readX12(bytesOf(file)).documents.map(({ number }) => number)).toEqual([sample === undefined ? null : '4711']);
});

test('A credit or debit adjustment is also found by the invoice and the order that it is about.', () => {
  const lines = [samples[812] ?? []];
  const [document] = readX12(bytesOf(x12File('CD', { type: '812', lines }))).documents;
  expect(document?.references).toEqual([
    { type: 'IV', number: 'INV-1' },
    { type: 'PO', number: 'PO-1' },
  ]);
});

test('A resale report without a number of its own has none.', () => {
  const file = x12File('PT', { type: '867', lines: [['BPT', '00', '', '20261120', '02']] });
  expect(readX12(bytesOf(file)).documents.map(({ number }) => number)).toEqual([null]);
});
