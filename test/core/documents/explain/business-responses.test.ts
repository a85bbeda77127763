import { describe, expect, test } from 'vitest';
import { explainAcknowledgement } from '#core/documents/explain.ts';
import { readEdiFile } from '#core/documents/read-file.ts';
import type { EdiFile } from '#shared/model/edi/edi.ts';
import { acknowledgement as edifactAcknowledgement } from '#test/harness/edifact-fixtures.ts';
import { bytesOf, harbourStores, usBrands, x12File, type X12Line } from '#test/harness/x12-fixtures.ts';

/** A set that the partner sent to us, with its acknowledgements as we explain them. */
function sent(type: string, group: string, lines: readonly X12Line[], groupVersion = '004010') {
  const text = x12File(group, { type, lines }, { sender: harbourStores, receiver: usBrands, groupVersion });
  return explained(readEdiFile(bytesOf(text)));
}

function explained(file: EdiFile) {
  const [acknowledgement] = file.acknowledgements;
  const told =
    acknowledgement &&
    explainAcknowledgement(acknowledgement, { document: null, partnerName: 'Harbour Stores', direction: 'outbound' });
  return { ...told, acknowledgement, documents: file.documents.map(({ type, number }) => `${type} ${number ?? ''}`) };
}

describe('a load tender', () => {
  const tender = (code: string, ...more: readonly X12Line[]) =>
    sent('990', 'GF', [['B1', 'HALC', 'LOAD-161', '20261110', code], ['N9', 'CN', 'LOAD-161'], ...more]);

  test('that the carrier declines is over, with the words of the carrier', () => {
    const told = tender('D', ['K1', 'NO EQUIPMENT AVAILABLE']);
    expect(told).toMatchObject({
      documents: ['990 LOAD-161'],
      title: 'Load tender LOAD-161 declined by Harbour Stores: "NO EQUIPMENT AVAILABLE"',
      why: 'The carrier declined the load; the partner says "NO EQUIPMENT AVAILABLE".',
      next: 'Tender the load to another carrier now. No further response will come for this tender.',
      again: 'no',
      acknowledgement: {
        type: '990',
        status: 'rejected',
        answers: { type: '204', number: 'LOAD-161', functionalGroup: 'SM' },
      },
    });
  });

  test.each<[X12Line, RegExp]>([
    [
      ['V9', 'CNR', 'TRUCK BROKE DOWN', '', '', '', '', '', 'BG'],
      /\(reason code BG\); the partner says "TRUCK BROKE DOWN"/,
    ],
    [['N9', 'ZZ', '', 'OUT OF HOURS'], /the partner says "OUT OF HOURS"/],
    [['NTE', '', 'TOO HEAVY'], /the partner says "TOO HEAVY"/],
  ])('is declined with the reason wherever it stands: %j', (line, why) => {
    expect(tender('D', line).why).toMatch(why);
  });

  test.each([
    ['A', 'accepted', 'Load tender LOAD-161 accepted'],
    ['E', 'rejected', 'Load tender LOAD-161 declined by Harbour Stores'],
    ['C', 'partial', 'Load tender LOAD-161 answered with a counter-offer by Harbour Stores'],
    ['B', 'partial', 'Load tender LOAD-161 accepted with conditions by Harbour Stores'],
    ['Q', 'received', "Load tender LOAD-161: the partner's acknowledgement cannot be read (B104 Q)"],
  ])('answered %s is %s', (code, status, title) => {
    expect(tender(code)).toMatchObject({ title, acknowledgement: { status } });
  });
});

describe('a load tender is named by the number of its shipper', () => {
  const numberIn = (sentAs: string, ...references: readonly X12Line[]) =>
    sent('990', 'GF', [['B1', 'HALC', sentAs, '20261110', 'A'], ...references]).acknowledgement?.answers.number;

  test.each<[sentAs: string, references: readonly X12Line[], number: string]>([
    ['SHP-1', [], 'SHP-1'],
    ['SHP-1', [['N9', 'CN', '123456789']], 'SHP-1'],
    ['123456789', [['N9', 'CN', 'SHP-1']], 'SHP-1'],
    ['HALC1234567', [['N9', 'CN', 'SHP-1']], 'SHP-1'],
    ['123456789', [['N9', 'SI', 'SHP-1']], 'SHP-1'],
    [
      '123456789',
      [
        ['N9', 'BM', '777'],
        ['N9', 'SI', 'SHP-1'],
      ],
      'SHP-1',
    ],
    [
      '123456789',
      [
        ['N9', 'CN', '123456789'],
        ['N9', 'LO', 'SHP-1'],
      ],
      'SHP-1',
    ],
    ['123456789', [['N9', 'CN', '987654321']], '123456789'],
    ['123456789', [], '123456789'],
    ['', [['N9', 'CN', 'SHP-1']], 'SHP-1'],
  ])('%s %j', (sentAs, references, number) => {
    expect(numberIn(sentAs, ...references)).toBe(number);
  });
});

describe('a file of claims is named by our number', () => {
  const numberIn = (...lines: readonly X12Line[]) =>
    sent(
      '277',
      'HN',
      [
        ['BHT', '0085', '08', 'CA-9'],
        ['HL', '1', '', '20', '1'],
        ['TRN', '1', 'R1'],
        ['HL', '2', '1', '21', '1'],
        ...lines,
        ['STC', 'A3>21', '20261110', 'U'],
      ],
      '005010X214',
    ).acknowledgement?.answers.number;

  test.each<[lines: readonly X12Line[], number: string]>([
    [[['TRN', '2', 'BATCH-1']], 'BATCH-1'],
    [
      [
        ['TRN', '1', 'PAYER-1'],
        ['TRN', '2', 'BATCH-1'],
      ],
      'BATCH-1',
    ],
    [
      [
        ['TRN', '1', 'PAYER-1'],
        ['REF', 'F8', 'BATCH-1'],
      ],
      'BATCH-1',
    ],
    [[['TRN', '1', 'BATCH-1']], 'BATCH-1'],
    [[], 'CA-9'],
  ])('%j', (lines, number) => {
    expect(numberIn(...lines)).toBe(number);
  });
});

describe('a file of claims', () => {
  const acknowledged = (...lines: readonly X12Line[]) =>
    sent(
      '277',
      'HN',
      [
        ['BHT', '0085', '08', 'CA-9', '20261110', '1030', 'TH'],
        ['HL', '1', '', '20', '1'],
        ['NM1', 'PR', '2', 'PAYER'],
        ['TRN', '1', 'R1'],
        ['HL', '2', '1', '21', '1'],
        ['NM1', '41', '2', 'GRID BRANDS'],
        ['TRN', '2', 'BATCH-4711'],
        ...lines,
      ],
      '005010X214',
    );
  const claim = (number: string, ...stc: readonly string[]): readonly X12Line[] => [
    ['HL', '4', '3', 'PT'],
    ['NM1', 'QC', '1', 'DOE'],
    ['TRN', '2', number],
    ['STC', ...stc],
  ];

  test('is refused as a whole', () => {
    expect(acknowledged(['STC', 'A3>21', '20261110', 'U', '65'])).toMatchObject({
      documents: ['277 CA-9'],
      title: 'Claim file BATCH-4711 rejected: cannot be processed',
      why: 'The whole file of claims was returned as one that cannot be processed (status A3:21).',
      acknowledgement: { status: 'rejected', answers: { type: '837', number: 'BATCH-4711', functionalGroup: 'HC' } },
    });
  });

  test.each([
    ['A3', 'cannot be processed'],
    ['A6', 'information is missing'],
    ['A7', 'information is not valid'],
    ['A8', 'fields do not fit each other'],
  ])('names the claim refused with %s', (category, reason) => {
    const accepted: X12Line = ['STC', 'A1>19>PR', '20261110', 'WQ', '165'];
    const told = acknowledged(
      accepted,
      ...claim('A-2001', `${category}>562`, '', 'U'),
      ...claim('A-2002', 'A2>20', '', 'WQ'),
    );
    expect(told).toMatchObject({
      title: `Claim file BATCH-4711 only partly accepted: claim A-2001: ${reason}`,
      acknowledgement: { status: 'partial', errors: [{ code: `${category}:562`, value: 'A-2001' }] },
      again: 'corrected',
    });
  });

  test('quotes the payer, and takes the action code U for a refusal whatever the category', () => {
    const words = ['A7>562>85', '20261110', 'U', '65', '', '', '', '', '', '', '', 'SUBSCRIBER NOT ON FILE'];
    expect(acknowledged(...claim('A-2001', ...words)).title).toBe(
      'Claim file BATCH-4711 rejected: claim A-2001: "SUBSCRIBER NOT ON FILE"',
    );
    expect(acknowledged(...claim('A-2001', 'R3>1', '', 'U')).acknowledgement).toMatchObject({ status: 'rejected' });
  });

  test('that is taken is accepted, and an acknowledgement to an enquiry about claims is no acknowledgement', () => {
    expect(acknowledged(...claim('A-2001', 'A2>20', '', 'WQ')).acknowledgement?.status).toBe('accepted');
    const lines: X12Line[] = [
      ['BHT', '0010', '08', 'Q-1'],
      ['HL', '1', '', '20'],
      ['STC', 'F2>65', '20261110'],
    ];
    expect(sent('277', 'HN', lines, '005010X212').acknowledgement).toBeUndefined();
  });

  test('is known by the number of its header', () => {
    const lines: X12Line[] = [
      ['BHT', '0019', '00', 'BATCH-4711'],
      ['CLM', 'A-2001', '65'],
    ];
    const [document] = readEdiFile(bytesOf(x12File('HC', { type: '837', lines }))).documents;
    expect(document).toMatchObject({ number: 'BATCH-4711', references: [{ type: 'CLM', number: 'A-2001' }] });
  });
});

describe('an order and its change', () => {
  test.each<[string, X12Line[], string]>([
    [
      'N9 and MSG',
      [
        ['N9', 'L1', 'X'],
        ['MSG', 'CREDIT HOLD'],
      ],
      'Purchase order PO-1 rejected: "CREDIT HOLD"',
    ],
    ['N9 alone', [['N9', 'L1', '', 'CREDIT HOLD']], 'Purchase order PO-1 rejected: "CREDIT HOLD"'],
    ['MTX', [['MTX', 'GEN', 'CREDIT HOLD']], 'Purchase order PO-1 rejected: "CREDIT HOLD"'],
    ['NTE', [['NTE', 'GEN', 'CREDIT HOLD']], 'Purchase order PO-1 rejected: "CREDIT HOLD"'],
    ['PWK', [['PWK', 'OP', 'FX', '', '', '', '', 'CREDIT HOLD']], 'Purchase order PO-1 rejected: "CREDIT HOLD"'],
    ['REF', [['REF', 'ZZ', '', 'CREDIT HOLD']], 'Purchase order PO-1 rejected: "CREDIT HOLD"'],
  ])('quote what the supplier wrote in %s', (_, words, title) => {
    const told = sent('855', 'PR', [['BAK', '00', 'RJ', 'PO-1', '20261116'], ...words]);
    expect(told.title).toBe(title);
    expect(told.why).toBe('The order was rejected; the partner says "CREDIT HOLD".');
  });

  test('quote what stands at a line, and what stands at the head of an order that was accepted', () => {
    const told = sent('855', 'PR', [
      ['BAK', '00', 'AC', 'PO-1', '20261116'],
      ['MSG', 'NEW TERMS FROM MAY'],
      ['PO1', '1', '48', 'EA', '1', '', 'BP', 'A1'],
      ['ACK', 'IR', '0', 'EA'],
      ['MTX', 'GEN', 'DISCONTINUED'],
      ['CTT', '1'],
      ['NTE', 'GEN', 'CALL SALES'],
    ]);
    expect(told.why).toContain('Order line 1 (item A1) is rejected; the partner says "DISCONTINUED".');
    expect(told.why).toContain('"NEW TERMS FROM MAY CALL SALES"');
  });

  test('say of a line that is split what comes when', () => {
    const told = sent('855', 'PR', [
      ['BAK', '00', 'AC', 'PO-1', '20261116'],
      ['PO1', '1', '48', 'EA', '1', '', 'BP', 'A1'],
      ['ACK', 'IA', '30', 'EA', '068', '20261120'],
      ['ACK', 'IB', '18', 'EA', '068', '20261204'],
    ]);
    expect(told).toMatchObject({
      title: 'Purchase order PO-1 only partly accepted: line 1: 30 accepted, 18 backordered',
      why: 'Order line 1 (item A1): 30 accepted for 2026-11-20, 18 backordered for 2026-12-04.',
      acknowledgement: { status: 'partial' },
    });
  });

  test('are answered apart: an 865 answers the change', () => {
    expect(
      sent('865', 'CA', [
        ['BCA', '00', 'RJ', 'PO-1', '', '1', '20261116'],
        ['MSG', 'TOO LATE'],
      ]),
    ).toMatchObject({
      documents: ['865 PO-1'],
      title: 'Order change PO-1 rejected: "TOO LATE"',
      fault: 'partner',
      again: 'no',
      acknowledgement: {
        type: '865',
        status: 'rejected',
        answers: { type: '860', number: 'PO-1', functionalGroup: 'PC' },
      },
    });
    const line: X12Line[] = [
      ['BCA', '00', 'AC', 'PO-1', '', '1', '20261116'],
      ['POC', '1', 'QD', '10', '5', 'EA', '1', '', 'VP', 'A1'],
      ['ACK', 'IQ', '4', 'EA'],
    ];
    expect(sent('865', 'CA', line)).toMatchObject({
      title: 'Order change PO-1 accepted with changes: line 1 is accepted with another quantity',
    });
    expect(sent('865', 'CA', [['BCA', '00', 'AT', 'PO-1']]).acknowledgement?.status).toBe('accepted');
    expect(sent('865', 'CA', [['BCA', '00', 'AH', 'PO-1']]).title).toBe(
      'Order change PO-1 put on hold by Harbour Stores',
    );
  });

  test('are turned down in an ORDRSP in the words at its head and its lines', () => {
    const told = explained(
      readEdiFile(
        edifactAcknowledgement('ORDRSP', [
          ['BGM', 231, 'R1', 27],
          ['FTX', 'AAI', '', '', 'CREDIT HOLD'],
          ['RFF', ['ON', 'PO-9']],
          ['LIN', 1, 7, ['A1', 'EN']],
          ['FTX', 'LIN', '', '', 'NOT IN RANGE'],
        ]),
      ),
    );
    expect(told).toMatchObject({
      title: 'Purchase order PO-9 rejected: "CREDIT HOLD" (+1 more)',
      why: 'The order was not accepted; the partner says "CREDIT HOLD". Order line 1 (item A1): not accepted; the partner says "NOT IN RANGE".',
    });
  });
});

describe('a warehouse order', () => {
  const shipped = (...lines: readonly X12Line[]) =>
    sent('945', 'SW', [['W06', 'F', 'DO-77', '20261110', 'SH-1', '', 'PO-5'], ...lines]);
  const line = (ordered: string, sentOut: string): X12Line => [
    'W12',
    'CP',
    ordered,
    sentOut,
    '',
    'EA',
    '',
    'IN',
    '339408',
  ];

  test('that was shipped short says which item and how much', () => {
    expect(shipped(line('120', '80'), line('10', '10'), ['NTE', 'WHI', 'DAMAGED IN STORE'])).toMatchObject({
      documents: ['945 DO-77'],
      title: 'Warehouse order DO-77 shipped short: line 1: 80 of 120 EA shipped',
      why: 'Line 1 (item 339408): 80 of 120 EA shipped. Harbour Stores wrote: "DAMAGED IN STORE"',
      again: 'no',
      acknowledgement: { status: 'partial', answers: { type: '940', number: 'DO-77', functionalGroup: 'OW' } },
    });
  });

  test.each([
    ['0', 'rejected', 'Warehouse order DO-77 not shipped: line 1: 0 of 120 EA shipped'],
    ['120', 'accepted', 'Warehouse order DO-77 shipped'],
    ['130', 'accepted', 'Warehouse order DO-77 shipped'],
  ])('of which %s of 120 went out is %s', (quantity, status, title) => {
    expect(shipped(line('120', quantity))).toMatchObject({ title, acknowledgement: { status } });
  });

  test('is answered by a change of stock that names it', () => {
    const adjusted: X12Line[] = [
      ['W15', '20261110', 'ADJ-1'],
      ['W19', '03', '-12', 'EA', '', 'VN', 'X1'],
    ];
    expect(sent('947', 'AW', [...adjusted, ['N9', 'DO', 'DO-77']])).toMatchObject({
      documents: ['947 ADJ-1'],
      title: 'Warehouse order DO-77 changed in stock: item X1 was adjusted by -12 EA (reason code 03)',
      acknowledgement: { answers: { type: '940', number: 'DO-77' } },
    });
  });

  test('is told of a change of stock that names no order of ours', () => {
    const adjusted: X12Line[] = [
      ['W15', '20261110', 'ADJ-1'],
      ['W19', '03', '-12', 'EA', '', 'VN', 'X1'],
      ['NTE', 'WHI', 'FORKLIFT HIT'],
    ];
    expect(sent('947', 'AW', adjusted)).toMatchObject({
      documents: ['947 ADJ-1'],
      title: 'Stock changed: item X1 was adjusted by -12 EA (reason code 03)',
      what: 'Stock at Harbour Stores',
      why: 'Item X1 was adjusted by -12 EA (reason code 03). Harbour Stores wrote: "FORKLIFT HIT"',
      again: 'no',
      acknowledgement: { status: 'accepted with errors', answers: { type: null, number: null } },
    });
    expect(
      sent('947', 'AW', [
        ['W15', '20261110', 'ADJ-1'],
        ['NTE', 'WHI', 'FLOOD IN HALL 2'],
      ]),
    ).toMatchObject({
      title: 'Stock changed: "FLOOD IN HALL 2"',
      acknowledgement: { status: 'accepted with errors' },
    });
    expect(sent('947', 'AW', [['W15', '20261110', 'ADJ-1']]).acknowledgement).toBeUndefined();
  });
});

describe('what an application advice is about', () => {
  const advice = (...lines: readonly X12Line[]) => sent('824', 'AG', lines);

  test.each<[oti: X12Line, title: RegExp, control: object]>([
    [['OTI', 'GR', 'BO', '7'], /^Group 7 rejected/, { group: '7', set: null }],
    [['OTI', 'GR', '', '', '', '', '', '', '7', '', '810'], /^Invoice group 7 rejected/, { group: '7', set: null }],
    [
      ['OTI', 'GR', 'BO', '9', '', '', '', '', '7', '0001', '810'],
      /^Invoice group 7 rejected/,
      { group: '7', set: null },
    ],
    [['OTI', 'GP', 'BO', '7'], /^Group 7 only partly accepted/, { group: '7', set: null }],
    [['OTI', 'GH', 'BO', '7'], /^Group 7 put on hold/, { group: '7', set: null }],
    [['OTI', 'BR', 'BT', 'B-7'], /^Batch B-7 rejected/, { group: 'B-7', set: null }],
    [
      ['OTI', 'BE', 'BT', 'B-7', '', '', '', '', '', '', '810'],
      /^Batch B-7 accepted with errors/,
      { group: 'B-7', set: null },
    ],
  ])('is a group or batch by its code: %j', (oti, title, control) => {
    const told = advice(oti);
    expect(told.title).toMatch(title);
    expect(told.acknowledgement?.answers).toMatchObject({ number: null, control });
  });

  test('is the functional group of the type it names', () => {
    expect(
      advice(['OTI', 'GR', 'BO', '7', '', '', '', '', '7', '', '810']).acknowledgement?.answers.functionalGroup,
    ).toBe('IN');
    expect(
      advice(['OTI', 'BR', 'BT', '7', '', '', '', '', '', '', '810']).acknowledgement?.answers.functionalGroup,
    ).toBeNull();
  });

  test.each<[lines: readonly X12Line[], type: string | null, number: string | null]>([
    [
      [
        ['OTI', 'TR'],
        ['REF', 'IV', 'INV-1'],
      ],
      '810',
      'INV-1',
    ],
    [
      [
        ['OTI', 'TR', 'TN', '0001'],
        ['REF', 'PO', 'PO-1'],
        ['REF', 'IV', 'INV-1'],
      ],
      '810',
      'INV-1',
    ],
    [
      [
        ['OTI', 'TR', 'TN', '0001', '', '', '', '', '7', '0001', '856'],
        ['REF', 'SI', 'SHP-1'],
      ],
      '856',
      'SHP-1',
    ],
    [
      [
        ['OTI', 'TR', 'TN', '0001', '', '', '', '', '7', '0001', '850'],
        ['REF', 'PO', 'PO-1'],
      ],
      '850',
      'PO-1',
    ],
    [
      [
        ['OTI', 'TR', 'IV', 'INV-1'],
        ['REF', 'IV', 'INV-2'],
      ],
      '810',
      'INV-1',
    ],
    [
      [
        ['OTI', 'TR', 'TN', '0001'],
        ['REF', 'PO', 'PO-1'],
      ],
      null,
      '0001',
    ],
  ])('is the document its references name where it has no other number: %j', (lines, type, number) => {
    expect(advice(...lines).acknowledgement?.answers).toMatchObject({ type, number });
  });
});

describe('an application advice', () => {
  test('with a code that says nothing is told by the note after it', () => {
    const lines: X12Line[] = [
      ['OTI', 'TR', 'IV', 'INV-1'],
      ['TED', 'OTH'],
      ['NTE', 'ERN', 'LINE 3 DIFFERS FROM OUR ORDER'],
    ];
    expect(sent('824', 'AG', lines)).toMatchObject({
      title: 'Invoice INV-1 rejected: "LINE 3 DIFFERS FROM OUR ORDER"',
      why: 'The partner says "LINE 3 DIFFERS FROM OUR ORDER" (reason code OTH).',
      fault: 'unknown',
    });
    expect(
      sent('824', 'AG', [
        ['OTI', 'TR', 'IV', 'INV-1'],
        ['NTE', 'ERN', 'SHIP TO UNKNOWN'],
      ]).title,
    ).toBe('Invoice INV-1 rejected: "SHIP TO UNKNOWN"');
  });

  test('that accepts and complains is accepted with errors', () => {
    expect(
      sent('824', 'AG', [
        ['OTI', 'TA', 'IV', 'INV-1'],
        ['TED', '007', 'NPI'],
      ]).acknowledgement?.status,
    ).toBe('accepted with errors');
  });

  test('that rejects a group and accepts a document of it is asked about', () => {
    const whole: X12Line = ['OTI', 'GR', 'BO', '101', '', '', '', '', '101'];
    const one: X12Line = ['OTI', 'TA', 'IV', 'INV-1', '', '', '', '', '101', '0001', '810'];
    const text = x12File('AG', { type: '824', lines: [whole, one] }, { sender: harbourStores, receiver: usBrands });
    const [rejected, doubtful] = readEdiFile(bytesOf(text)).acknowledgements;
    expect(rejected?.status).toBe('rejected');
    expect(doubtful).toMatchObject({
      status: 'received',
      errors: [
        {
          level: 'acknowledgement',
          explanation: 'OTI01 TA says that it was accepted, but OTI01 GR says that the whole group was rejected.',
        },
      ],
    });
  });
});
