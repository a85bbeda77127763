import { describe, expect, test } from 'vitest';
import { explainAcknowledgement } from '#core/documents/explain.ts';
import { readEdiFile } from '#core/documents/read-file.ts';
import type { EdiFile } from '#shared/model/edi/edi.ts';
import { acknowledgement, type SegmentText } from '#test/harness/edifact-fixtures.ts';
import { bytesOf, harbourStores, usBrands, x12File, type X12Line } from '#test/harness/x12-fixtures.ts';

function told(file: EdiFile) {
  const [acknowledgement] = file.acknowledgements;
  if (acknowledgement === undefined) return undefined;
  const context = { document: null, partnerName: 'Kestrel', direction: 'outbound' } as const;
  return { status: acknowledgement.status, ...explainAcknowledgement(acknowledgement, context) };
}

function x12Acknowledgement(type: string, group: string, ...lines: readonly X12Line[]) {
  return told(readEdiFile(bytesOf(x12File(group, { type, lines }, { sender: harbourStores, receiver: usBrands }))));
}

function edifactAcknowledgement(type: string, ...segments: readonly SegmentText[]) {
  return told(readEdiFile(acknowledgement(type, segments)));
}

const order: SegmentText = ['RFF', ['ON', 'PO-1']];
const says = (words: string): SegmentText => ['FTX', 'AAI', '', '', words];

describe('what a partner writes beside an acceptance', () => {
  test.each([
    'DELIVERY DELAYED TWO WEEKS',
    'CANNOT SHIP BEFORE JANUARY',
    "CAN'T SHIP BEFORE JANUARY",
    'EARLIEST DELIVERY 15 JANUARY',
    'LINE 2 BACKORDERED',
    'Item 3 is out of stock',
    'NO STOCK UNTIL MARCH',
    'Item 4711 discontinued, replaced by 4712',
    'PRICE IS NOW 12.50',
    'ONLY 40 PIECES LEFT',
    'On hold for credit',
    'Shipment will be split',
    'Please confirm the ship-to address',
    'Subject to availability',
  ])('counts where it weighs: %s', (words) => {
    const inX12 = x12Acknowledgement('855', 'PR', ['BAK', '00', 'AD', 'PO-1', '20261120'], ['MSG', words]);
    const inEdifact = edifactAcknowledgement('ORDRSP', ['BGM', 231, 'R-1', 29], order, says(words));
    for (const one of [inX12, inEdifact]) {
      expect(one).toMatchObject({ status: 'accepted with errors', again: 'no' });
      expect(one?.title).toMatch(/^Purchase order PO-1 accepted with a remark: "/);
      expect(one?.why).toContain(words);
    }
  });

  test.each([
    'THANK YOU FOR YOUR ORDER',
    'Accepted without changes',
    'No delay expected',
    'No price changes',
    'Your order will ship on time',
    'Nothing on hold',
  ])('counts for nothing otherwise: %s', (words) => {
    expect(x12Acknowledgement('855', 'PR', ['BAK', '00', 'AD', 'PO-1'], ['MSG', words])?.status).toBe('accepted');
    expect(edifactAcknowledgement('ORDRSP', ['BGM', 231, 'R-1', 29], order, says(words))?.status).toBe('accepted');
  });

  test.each([
    [
      '865',
      'CA',
      [
        ['BCA', '04', 'AT', 'PO-1'],
        ['NTE', '', 'DELAYED BY A WEEK'],
      ],
    ],
    [
      '990',
      'GF',
      [
        ['B1', 'HALC', 'S-1', '20261120', 'A'],
        ['K1', 'PICKUP ONE DAY LATER'],
      ],
    ],
    [
      '945',
      'SW',
      [
        ['W06', 'N', 'O-1'],
        ['W12', 'CC', '5', '5'],
        ['NTE', '', 'TWO CARTONS DAMAGED'],
      ],
    ],
    [
      '824',
      'AG',
      [
        ['OTI', 'TA', 'IV', 'INV-1'],
        ['NTE', '', 'CANNOT BE PAID BEFORE MAY'],
      ],
    ],
  ] as const)('counts in a %s as well', (type, group, lines) => {
    expect(x12Acknowledgement(type, group, ...lines)).toMatchObject({ status: 'accepted with errors', again: 'no' });
  });

  test('counts for nothing in what a payer writes to every claim it takes', () => {
    const words = 'This does not mean that the claim has been accepted for adjudication';
    const lines: readonly X12Line[] = [
      ['BHT', '0085', '08', 'CA-9'],
      ['HL', '2', '1', '21', '1'],
      ['TRN', '2', 'BATCH-1'],
      ['STC', 'A1>19', '20261120', 'WQ', '', '', '', '', '', '', '', '', words],
    ];
    expect(x12Acknowledgement('277', 'HN', ...lines)?.status).toBe('accepted');
  });

  test('counts where it stands with a line that is accepted', () => {
    const lines: readonly X12Line[] = [
      ['BAK', '00', 'AD', 'PO-1'],
      ['PO1', '1', '10', 'EA'],
      ['ACK', 'IA', '10', 'EA'],
      ['MTX', '', 'SHIPS THREE WEEKS LATE'],
    ];
    expect(x12Acknowledgement('855', 'PR', ...lines)).toMatchObject({ status: 'accepted with errors' });
  });
});

describe('an acknowledgement with words and no verdict', () => {
  test.each(['WE CANNOT DELIVER', 'CALL MRS JENSEN'])('is an acknowledgement somebody has to read: %s', (words) => {
    expect(edifactAcknowledgement('ORDRSP', ['BGM', 231, 'R-1'], order, says(words))).toMatchObject({
      status: 'received',
      title: `Purchase order PO-1 answered in words: "${words}"`,
      why: `The acknowledgement says neither yes nor no; the partner says "${words}".`,
      fault: 'unknown',
      next: 'Ask Kestrel whether the document was accepted. Do not send anything again until that is known.',
      again: 'no',
    });
    expect(edifactAcknowledgement('APERAK', ['BGM', 294, 'A-1', 9], ['RFF', ['IV', 'I-1']], says(words))).toMatchObject(
      {
        status: 'received',
        title: `Invoice I-1 answered in words: "${words}"`,
      },
    );
  });

  test('that only says so on purpose is none', () => {
    expect(x12Acknowledgement('855', 'PR', ['BAK', '00', 'NA', 'PO-1'], ['MSG', 'THANK YOU'])).toMatchObject({
      title: 'Purchase order PO-1 received',
    });
    expect(x12Acknowledgement('855', 'PR', ['BAK', '00', 'NA', 'PO-1'], ['MSG', 'CANNOT SHIP'])?.title).toBe(
      'Purchase order PO-1 answered in words: "CANNOT SHIP"',
    );
  });
});

describe('an acknowledgement whose verdict cannot be read', () => {
  test.each([
    ['855', 'PR', [['BAK', '00', 'XX', 'PO-1']]],
    ['990', 'GF', [['B1', 'HALC', 'S-1', '20261120', 'Q']]],
    ['824', 'AG', [['OTI', 'XX', 'IV', 'INV-1']]],
    [
      '997',
      'FA',
      [
        ['AK1', 'IN', '7'],
        ['AK2', '810', '0001'],
        ['AK5', 'Q'],
        ['AK9', 'P', '1', '1', '1'],
      ],
    ],
  ] as const)('stops anything from being sent again: %s', (type, group, lines) => {
    expect(x12Acknowledgement(type, group, ...lines)?.next).toMatch(
      / Do not send anything again until that is known\.$/,
    );
  });
});

test('an order response that changes the order without an error is a matter of business', () => {
  const changed = edifactAcknowledgement('ORDRSP', ['BGM', 231, 'R-1', 4], order, ['LIN', 1, 5], says('DELAYED'));
  expect(changed).toMatchObject({
    status: 'partial',
    why: 'Kestrel accepted it with changes; the order response itself says which. Kestrel wrote: "DELAYED"',
    next: expect.stringMatching(/^Show the response to whoever placed the order/),
    again: 'no',
  });
});
