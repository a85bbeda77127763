import { describe, expect, test } from 'vitest';
import { readX12 } from '#core/documents/x12/read.ts';
import {
  bytesOf,
  functionalAcknowledgement,
  harbourStores,
  usBrands,
  x12,
  x12File,
  type InterchangeFixture,
  type X12Line,
} from '#test/harness/x12-fixtures.ts';

/** Acknowledgements come from the partner to us. */
const fromPartner: InterchangeFixture = { sender: harbourStores, receiver: usBrands };

function read(code: string, type: string, lines: readonly X12Line[], groupVersion = '004010') {
  return readX12(bytesOf(x12File(code, { type, lines }, { ...fromPartner, groupVersion })));
}

function answers(code: string, type: string, lines: readonly X12Line[], groupVersion?: string) {
  return read(code, type, lines, groupVersion).acknowledgements;
}

const nothing = { segment: null, position: null, element: null, component: null, code: null, value: null };

describe('a 997 answers sets', () => {
  test('says which document was rejected, by whom, and what is wrong with it', () => {
    const text = x12File(
      'FA',
      functionalAcknowledgement({
        set: ['810', '0007'],
        errors: [
          ['AK3', 'BIG', '2', '', '8'],
          ['AK4', '1', '373', '8', '20261345'],
          ['AK3', 'IT1', '8', '', '8'],
          ['AK4', '7', '234', '7', 'XX'],
          ['AK4', '4', '212', '6', '9,95'],
        ],
        status: ['R', '5'],
      }),
      { ...fromPartner, control: '000000900' },
    );
    const file = readX12(bytesOf(text));
    expect(file.findings).toEqual([]);
    expect(file.documents).toEqual([]);
    expect(file.acknowledgements).toEqual([
      {
        type: '997',
        sender: '01:123456789',
        receiver: 'ZZ:GRIDBRANDS',
        control: { interchange: '000000900', group: '101', set: '0001' },
        test: false,
        preparedAt: '2026-11-20T09:30',
        span: { start: text.indexOf('ST*'), end: text.indexOf('~GE*') },
        answers: {
          type: '810',
          number: null,
          control: { interchange: null, group: '101', set: '0007' },
          functionalGroup: 'IN',
          preparedAt: null,
          sender: 'ZZ:GRIDBRANDS',
          receiver: '01:123456789',
          messageId: null,
        },
        status: 'rejected',
        statusCode: 'AK501 R',
        errors: [
          {
            ...nothing,
            level: 'element',
            segment: 'BIG',
            position: 2,
            element: 1,
            code: '8',
            value: '20261345',
            explanation: 'The invoice date (BIG01) "20261345" is not a valid date.',
          },
          {
            ...nothing,
            level: 'element',
            segment: 'IT1',
            position: 8,
            element: 7,
            code: '7',
            value: 'XX',
            explanation:
              'Segment 8, IT1 (invoice line): the product id (element 7) "XX" is not a code the partner accepts.',
          },
          {
            ...nothing,
            level: 'element',
            segment: 'IT1',
            position: 8,
            element: 4,
            code: '6',
            value: '9,95',
            explanation:
              'Segment 8, IT1 (invoice line): the unit price (element 4) "9,95" contains a character that is not allowed.',
          },
        ],
        text: null,
        coveredBySets: false,
        named: [],
      },
    ]);
  });

  const sentences: readonly (readonly [errors: readonly X12Line[], sentence: string])[] = [
    [[['AK3', 'N1', '5', '', '3']], 'A required segment, N1 (party name), is missing at or near segment 5.'],
    [[['AK3', 'ZX9', '4', '', '1']], 'Segment 4, ZX9, is not a segment the partner knows.'],
    [[['AK3', 'REF', '', '', '5']], 'REF (reference number) is repeated too often.'],
    [[['AK3', 'REF', '6', '', '99']], 'Segment 6, REF (reference number): code "99" is not in the standard list.'],
    [[['AK3', 'REF', '6']], 'Segment 6, REF (reference number), has an error; the partner gave no code.'],
    [[['AK3', 'REF', '6', '', '8']], 'Segment 6, REF (reference number), has elements with errors.'],
    [
      [
        ['AK3', 'REF', '6', '', '8'],
        ['AK4', '2', '127', '42', 'X'],
      ],
      'Segment 6, REF (reference number): the reference number (element 2) "X" has an error: code "42" is not in the standard list.',
    ],
    [
      [
        ['AK3', 'ZX9', '6', '', '8'],
        ['AK4', '5>2', '', '1'],
      ],
      'Segment 6, ZX9: element 5, component 2 is required but missing.',
    ],
  ];
  for (const [errors, sentence] of sentences) {
    test(`explains: ${sentence}`, () => {
      const set = functionalAcknowledgement({ errors, status: ['R', '5'] });
      const [acknowledgement] = answers('FA', '997', set.lines);
      expect(acknowledgement?.errors.map((error) => error.explanation)).toEqual([sentence]);
    });
  }

  test('fills the component of a composite position', () => {
    const set = functionalAcknowledgement({
      errors: [
        ['AK3', 'MEA', '6', '', '8'],
        ['AK4', '4>2>3', '', '7', 'KG'],
      ],
      status: ['R'],
    });
    expect(answers('FA', '997', set.lines)[0]?.errors).toMatchObject([{ element: 4, component: 2, position: 6 }]);
    const colons = set.lines.map((line) => line.map((element) => (element === '4>2>3' ? '4:2' : element)));
    expect(answers('FA', '997', colons)[0]?.errors).toMatchObject([{ element: 4, component: 2, position: 6 }]);
  });

  test('reports errors of the set itself where no segment is named', () => {
    const set = functionalAcknowledgement({ status: ['R', '4', '3'] });
    expect(answers('FA', '997', set.lines)[0]?.errors).toEqual([
      {
        ...nothing,
        level: 'set',
        code: '4',
        explanation: 'The segment count in SE01 is not the number of segments sent.',
      },
      {
        ...nothing,
        level: 'set',
        code: '3',
        explanation: 'The control numbers at the start (ST02) and end (SE02) of the transaction set differ.',
      },
    ]);
  });

  test('reads every status letter and guesses at none', () => {
    const status = (letter: string) => answers('FA', '997', functionalAcknowledgement({ status: [letter] }).lines)[0];
    expect(['A', 'E', 'M', 'R', 'W', 'X'].map((letter) => status(letter)?.status)).toEqual([
      'accepted',
      'accepted with errors',
      'rejected',
      'rejected',
      'rejected',
      'rejected',
    ]);
    expect(status('Q')).toMatchObject({
      status: 'received',
      statusCode: 'AK501 Q',
      errors: [
        {
          level: 'set',
          code: 'Q',
          explanation: 'The partner\'s verdict cannot be read: code "Q" is not in the standard list.',
        },
      ],
    });
    expect(status('M')?.errors[0]?.explanation).toBe(
      'The document was rejected because its authentication code could not be verified.',
    );
  });

  test('reads set error 19 by the release of the acknowledgement', () => {
    const reason = (version: string) =>
      answers('FA', '997', functionalAcknowledgement({ status: ['R', '19'] }).lines, version)[0]?.errors[0]
        ?.explanation;
    expect(reason('004010')).toBe('The end of the S1 security section (S1E) is missing.');
    expect(reason('004010VICS')).toBe('The end of the S1 security section (S1E) is missing.');
    expect(reason('005010')).toBe('The implementation guide reference (ST03) is not valid.');
  });

  test('puts a copy of a bad value together again that fell apart at a separator, and says so', () => {
    const errors: X12Line[] = [
      ['AK3', 'ITD', '5', '', '8'],
      ['AK4', '12', '352', '6', '2*10 NET*30'],
    ];
    const file = read('FA', '997', functionalAcknowledgement({ errors, status: ['R', '5'] }).lines);
    expect(file.acknowledgements[0]?.errors).toMatchObject([
      {
        value: '2*10 NET*30',
        explanation:
          'Segment 5, ITD (payment terms): the description (element 12) "2*10 NET*30" contains a character that is not allowed; it holds "*", which separates elements in this acknowledgement and is the likely culprit.',
      },
    ]);
  });

  test('gives one acknowledgement per set, and one for the group that raises nothing of its own', () => {
    const lines: X12Line[] = [
      ['AK1', 'OW', '9221'],
      ['AK2', '940', '20066'],
      ['AK5', 'A'],
      ['AK2', '940', '20067'],
      ['AK3', 'N9', '7', '', '8'],
      ['AK4', '1', '128', '1'],
      ['AK5', 'R', '5'],
      ['AK9', 'P', '2', '2', '1'],
    ];
    const summary = answers('FA', '997', lines).map((one) => [
      one.answers.control.set,
      one.status,
      one.statusCode,
      one.coveredBySets,
    ]);
    expect(summary).toEqual([
      ['20066', 'accepted', 'AK501 A', false],
      ['20067', 'rejected', 'AK501 R', false],
      [null, 'partial', 'AK901 P', true],
    ]);
  });

  test('gives no acknowledgement for a group that says no more than its sets', () => {
    expect(answers('FA', '997', functionalAcknowledgement({}).lines)).toHaveLength(1);
  });

  test('answers the group alone where no set is named', () => {
    const [group, ...others] = answers('FA', '997', [
      ['AK1', 'IN', '101'],
      ['AK9', 'R', '3', '3', '0', '4', '5'],
    ]);
    expect(others).toEqual([]);
    expect(group).toMatchObject({
      status: 'rejected',
      statusCode: 'AK901 R',
      coveredBySets: false,
      answers: { type: '810', control: { interchange: null, group: '101', set: null } },
      errors: [
        {
          level: 'group',
          code: '4',
          explanation: 'The control numbers at the start (GS06) and end (GE02) of the functional group differ.',
        },
        { level: 'group', code: '5' },
      ],
    });
  });

  test('names no document type for a group code that stands for several', () => {
    const [group] = answers('FA', '997', [
      ['AK1', 'RS', '5'],
      ['AK9', 'A', '1', '1', '1'],
    ]);
    expect(group?.answers.type).toBeNull();
  });

  test('takes the verdict of the group where a set has none', () => {
    const file = read('FA', '997', [
      ['AK1', 'IN', '101'],
      ['AK2', '810', '0001'],
      ['AK9', 'R', '1', '1', '0'],
    ]);
    expect(file.acknowledgements).toMatchObject([{ status: 'rejected', statusCode: 'AK901 R' }]);
    expect(file.findings.map((finding) => finding.code)).toEqual(['acknowledgement-without-status']);
  });

  test('reads a muddled 997 as far as it goes and says what is odd', () => {
    const file = read('FA', '997', [
      ['AK5', 'A'],
      ['AK1', 'INVOICES', '17'],
      ['AK2', '810', '0001'],
      ['AK4', 'two', '66 NOT A NUMBER', '7', 'MI'],
      ['AK3', 'N1', 'eight', '', '8'],
      ['REF', 'ZZ', '1'],
      ['AK5', 'R', '5'],
      ['AK5', 'R'],
      ['AK9', 'R', '1', '1', '0'],
      ['AK9', 'R', '1', '1', '1'],
    ]);
    expect(file.acknowledgements).toMatchObject([
      {
        status: 'rejected',
        errors: [
          { level: 'element', segment: null, position: null, element: null, value: 'MI' },
          { level: 'segment', segment: 'N1', position: null },
        ],
      },
    ]);
    const codes = new Set(file.findings.map((finding) => finding.code));
    expect(codes).toEqual(new Set(['acknowledgement-out-of-order', 'functional-code-invalid', 'not-a-number']));
  });

  test('keeps a bounded number of errors', () => {
    const errors = Array.from({ length: 1_500 }, (): X12Line => ['AK3', 'REF', '6', '', '5']);
    const file = read('FA', '997', functionalAcknowledgement({ errors, status: ['R', '5'] }).lines);
    expect(file.acknowledgements[0]?.errors).toHaveLength(1_000);
    expect(file.findings.map((finding) => finding.code)).toEqual(['errors-left-out']);
  });
});

describe('a 999', () => {
  const lines: X12Line[] = [
    ['AK1', 'PO', '77', '005010'],
    ['AK2', '850', '0002', '005010'],
    ['IK3', 'N1', '9', '2010', 'I6'],
    ['CTX', 'PO number>PO-4711'],
    ['IK3', 'PO1', '12', '', '8'],
    ['IK4', '3', '355', 'I12', 'BX'],
    ['CTX', 'SITUATIONAL TRIGGER', 'PO1', '12'],
    ['CTX', 'line>3'],
    ['IK5', 'R', 'I5', 'I6'],
    ['AK9', 'R', '1', '1', '0'],
  ];

  test('reads the codes about the partner guide and the context', () => {
    const [acknowledgement, ...others] = answers('FA', '999', lines, '005010X231A1');
    expect(others).toEqual([]);
    expect(acknowledgement).toMatchObject({ type: '999', status: 'rejected', statusCode: 'IK501 R' });
    expect(acknowledgement?.errors.map((error) => error.explanation)).toEqual([
      'A segment the partner guide requires here, N1 (party name), is missing at or near segment 9 (in PO number PO-4711).',
      'Segment 12, PO1 (order line): the unit of measure (element 3) "BX" does not match the pattern the partner guide asks for (in line 3).',
      'The partner guide named in ST03 is not supported.',
    ]);
  });
});

describe('a TA1 that was written carelessly', () => {
  test.each([
    ['r', '24', 'rejected', 'TA104 R', '024'],
    ['R', '5', 'rejected', 'TA104 R', '005'],
    ['e', '001', 'accepted with errors', 'TA104 E', '001'],
  ])('means the same: %s with %s', (letter, note, status, statusCode, code) => {
    const text = x12({ answers: [['TA1', '000000101', '261120', '0930', letter, note]] });
    const { acknowledgements, findings } = readX12(bytesOf(text));
    expect(acknowledgements).toMatchObject([{ status, statusCode, errors: [{ code }] }]);
    expect(findings).toEqual([]);
  });

  test('that accepts with the note for no error is an acceptance', () => {
    const text = x12({ answers: [['TA1', '000000101', '261120', '0930', 'a', '0']] });
    expect(readX12(bytesOf(text)).acknowledgements).toMatchObject([{ status: 'accepted', errors: [] }]);
  });
});

describe('a TA1 answers an interchange', () => {
  const file = (ta1: X12Line, count?: number) =>
    readX12(
      bytesOf(x12({ ...fromPartner, answers: [ta1], control: '000000077', ...(count === undefined ? {} : { count }) })),
    );

  test('says which interchange was refused and why', () => {
    expect(file(['TA1', '000000101', '261120', '0930', 'R', '025'])).toMatchObject({
      findings: [],
      acknowledgements: [
        {
          type: 'TA1',
          status: 'rejected',
          statusCode: 'TA104 R',
          control: { interchange: '000000077', group: null, set: null },
          answers: {
            type: null,
            control: { interchange: '000000101', group: null, set: null },
            sender: 'ZZ:GRIDBRANDS',
          },
          errors: [
            {
              ...nothing,
              level: 'interchange',
              code: '025',
              explanation: 'The interchange control number was already used.',
            },
          ],
        },
      ],
    });
  });

  test('reads an acceptance, an acceptance with errors, and unknown codes', () => {
    expect(file(['TA1', '1', '261120', '0930', 'A', '000']).acknowledgements[0]).toMatchObject({
      status: 'accepted',
      errors: [],
    });
    expect(file(['TA1', '1', '261120', '0930', 'E', '001']).acknowledgements[0]?.status).toBe('accepted with errors');
    const odd = file(['TA1', '1', '261120', '0930', 'Z', '777']);
    expect(odd.acknowledgements[0]).toMatchObject({
      status: 'received',
      errors: [{ code: 'Z' }, { code: '777', explanation: 'Code "777" is not in the standard list.' }],
    });
    expect(odd.findings.map((finding) => finding.code)).toEqual(['unknown-code', 'unknown-code']);
  });

  test('forgives senders who count it as a group', () => {
    expect(file(['TA1', '1', '261120', '0930', 'A', '000'], 1).findings).toEqual([]);
    expect(file(['TA1', '1', '261120', '0930', 'A', '000'], 2).findings).toHaveLength(1);
  });

  test('stands before the groups of the same interchange', () => {
    const group = { code: 'FA', sets: [functionalAcknowledgement({})] };
    const ta1: X12Line = ['TA1', '000000101', '261120', '0930', 'A', '000'];
    const both = readX12(bytesOf(x12({ ...fromPartner, answers: [ta1], groups: [group] })));
    expect(both.acknowledgements.map((one) => one.type)).toEqual(['TA1', '997']);
    expect(both.findings).toEqual([]);
  });
});

describe('an 824 answers documents with reasons of the application', () => {
  const lines: X12Line[] = [
    ['BGN', '11', 'ADV-1', '20261120'],
    ['OTI', 'TR', 'SI', 'SHP-31', 'GRIDBRANDS', '123456789', '20261120', '0930', '91', '0001', '856', '004010'],
    ['REF', 'PO', 'PO-4711'],
    ['TED', '121', 'CARTON SENT TWICE', 'MAN', '9', '2', '88', '00012345678900000018'],
    ['NTE', 'ADD', 'Carton was on shipment SHP-30'],
    ['TED', '201', 'OUR OWN REASON'],
    ['OTI', 'IA', 'IV', 'INV-900', '', '', '', '', '92', '0002', '810'],
    ['OTI', 'TE', 'IV', 'INV-901', '', '', '', '', '92', '0003', '810'],
  ];

  test('gives one acknowledgement per original named', () => {
    const file = read('AG', '824', lines);
    expect(file.documents).toEqual([]);
    expect(
      file.acknowledgements.map((one) => [one.answers.type, one.answers.number, one.status, one.statusCode]),
    ).toEqual([
      ['856', 'SHP-31', 'rejected', 'OTI01 TR'],
      ['810', 'INV-900', 'accepted', 'OTI01 IA'],
      ['810', 'INV-901', 'accepted with errors', 'OTI01 TE'],
    ]);
    expect(file.acknowledgements[0]).toMatchObject({
      answers: { control: { interchange: null, group: '91', set: '0001' }, sender: 'ZZ:GRIDBRANDS' },
      text: 'Carton was on shipment SHP-30',
      errors: [
        {
          level: 'element',
          segment: 'MAN',
          position: 9,
          element: 2,
          code: '121',
          value: '00012345678900000018',
          explanation:
            'Carton number (SSCC) already used: "00012345678900000018" in segment 9, MAN02 (mark or carton number); the partner says "CARTON SENT TWICE".',
        },
        {
          level: 'set',
          code: '201',
          explanation: 'The partner says "OUR OWN REASON" (reason code 201).',
        },
      ],
    });
    expect(file.acknowledgements[2]?.errors[0]?.explanation).toBe(
      'Document accepted with errors; the partner gave no reason code.',
    );
    expect(file.findings).toMatchObject([{ code: 'unknown-code', severity: 'note' }]);
  });

  test('reads decisions on hold, in part and unknown ones', () => {
    const status = (code: string) => answers('AG', '824', [['OTI', code, 'IV', 'I1']])[0]?.status;
    expect(['TH', 'IP', 'BC', 'GR', 'XX'].map(status)).toEqual([
      'received',
      'partial',
      'accepted with errors',
      'rejected',
      'received',
    ]);
  });

  test('says when it names no document', () => {
    expect(read('AG', '824', [['TED', '848']]).findings.map((finding) => finding.code)).toEqual([
      'acknowledgement-without-document',
      'acknowledgement-out-of-order',
    ]);
  });
});

describe('an 855 is a document and an acknowledgement of an order', () => {
  const order = (head: string, ...acks: readonly X12Line[][]): X12Line[] => [
    ['BAK', '00', head, 'PO-4711', '20261119', '', '', '', 'SO-9'],
    ...acks.flatMap((ack, index): X12Line[] => [
      ['PO1', String(index + 1), '24', 'EA', '9.95', 'PE', 'UP', `01234567890${index}`],
      ...ack,
    ]),
  ];

  test('accepts plainly', () => {
    const file = read('PR', '855', order('AD', [['ACK', 'IA', '24', 'EA']]));
    expect(file.documents).toMatchObject([
      { type: '855', number: 'PO-4711', references: [{ type: 'PO' }, { type: 'VN', number: 'SO-9' }] },
    ]);
    expect(file.acknowledgements).toMatchObject([
      {
        type: '855',
        status: 'accepted',
        statusCode: 'BAK02 AD',
        errors: [],
        answers: { type: '850', number: 'PO-4711', sender: 'ZZ:GRIDBRANDS' },
      },
    ]);
  });

  test('names each line that is not simply accepted', () => {
    const [acknowledgement] = answers(
      'PR',
      '855',
      order('AC', [['ACK', 'IA', '24']], [['ACK', 'IQ', '10', 'EA']], [['ACK', 'R2', '0', 'EA']], [['ACK', 'Q9', '1']]),
    );
    expect(acknowledgement?.status).toBe('partial');
    expect(acknowledgement?.errors).toEqual([
      {
        ...nothing,
        level: 'segment',
        segment: 'PO1',
        code: 'IQ',
        explanation: 'Order line 2 (item 012345678901) is accepted with another quantity: 10 instead of 24.',
      },
      {
        ...nothing,
        level: 'segment',
        segment: 'PO1',
        code: 'R2',
        explanation: 'Order line 3 (item 012345678902) is rejected: the product number is not valid.',
      },
      {
        ...nothing,
        level: 'segment',
        segment: 'PO1',
        code: 'Q9',
        explanation: 'Order line 4 (item 012345678903): code "Q9" is not in the standard list.',
      },
    ]);
  });

  test('takes the worse of the head and the lines', () => {
    const status = (head: string, ...codes: string[]) =>
      answers('PR', '855', order(head, ...codes.map((code): X12Line[] => [['ACK', code, '24', 'EA']])))[0]?.status;
    expect(status('RJ')).toBe('rejected');
    expect(status('AD', 'IR', 'IR')).toBe('rejected');
    expect(status('AD', 'IA', 'IB')).toBe('partial');
    expect(status('AK', 'IP')).toBe('accepted with errors');
    expect(status('AC')).toBe('accepted with errors');
    expect(status('AH')).toBe('received');
    expect(status('??')).toBe('received');
  });

  test('says why an order was turned down as a whole', () => {
    expect(answers('PR', '855', order('RO'))[0]?.errors).toMatchObject([
      { level: 'set', code: 'RO', explanation: 'The order was rejected with a counter-offer.' },
    ]);
  });
});

describe('an 864', () => {
  test('is a message in words', () => {
    const file = read('TX', '864', [
      ['BMG', '00', 'Notice'],
      ['MIT', 'M1', 'Invoice INV-900 on hold'],
      ['MSG', 'Please send proof of delivery.'],
      ['MSG', 'Thank you.'],
    ]);
    expect(file.documents).toEqual([]);
    expect(file.acknowledgements).toMatchObject([
      {
        type: '864',
        status: 'received',
        text: 'Invoice INV-900 on hold\nPlease send proof of delivery.\nThank you.',
        answers: { type: null, number: null },
      },
    ]);
  });
});
