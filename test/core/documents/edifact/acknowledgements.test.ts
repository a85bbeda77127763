import { describe, expect, test } from 'vitest';
import type { Acknowledgement } from '#shared/model/edi/edi.ts';
import { readEdifact } from '#core/documents/edifact/read.ts';
import { acknowledgement, type SegmentText } from '#test/harness/edifact-fixtures.ts';

const read = (type: string, ...segments: readonly SegmentText[]): Acknowledgement | undefined =>
  readEdifact(acknowledgement(type, segments)).acknowledgements[0];

describe('APERAK', () => {
  const aperak = (...segments: readonly SegmentText[]): Acknowledgement | undefined => read('APERAK', ...segments);

  test('a rejection shows the words of the partner first and the code as sent', () => {
    const file = readEdifact(
      acknowledgement('APERAK', [
        ['BGM', 313, 'APE-1', 27],
        ['DTM', [137, '20261120', 102]],
        ['RFF', ['ACW', 'PO-70815']],
        ['RFF', ['ON', 'PO-70815']],
        ['ERC', ['E42', '', 92]],
        ['FTX', 'AAO', '', '', ['Unit price differs', 'from the contract.']],
        ['RFF', ['LI', 2]],
      ]),
    );
    expect(file.findings).toEqual([]);
    expect(file.documents).toEqual([]);
    expect(file.acknowledgements).toMatchObject([
      {
        type: 'APERAK',
        sender: '14:5412345000013',
        receiver: '14:4012345500004',
        control: { interchange: 'ANS0001', group: null, set: '1' },
        answers: {
          type: 'ORDERS',
          number: 'PO-70815',
          control: { interchange: null, group: null, set: null },
          sender: '14:4012345500004',
          receiver: '14:5412345000013',
          messageId: null,
        },
        status: 'rejected',
        statusCode: 'BGM1225 27',
        errors: [
          {
            level: 'set',
            code: 'E42',
            value: null,
            explanation: 'The partner says "Unit price differs from the contract" (line 2); their code is E42.',
          },
        ],
        text: 'Unit price differs from the contract.',
        coveredBySets: false,
      },
    ]);
  });

  test.each([
    ['RE', 'rejected'],
    ['AP', 'accepted'],
    ['AD', 'accepted'],
    ['AC', 'accepted with errors'],
    ['CA', 'accepted with errors'],
    ['NA', 'received'],
  ])('response type %s is %s', (code, status) => {
    expect(aperak(['BGM', 312, 'APE-1', 9, code])?.status).toBe(code === 'NA' ? 'accepted' : status);
    expect(aperak(['BGM', 23, 'APE-1', 9, code])?.status).toBe(status);
  });

  test.each([
    [12, 'rejected'],
    [27, 'rejected'],
    [29, 'accepted'],
    [34, 'accepted with errors'],
    [44, 'accepted'],
    [48, 'rejected'],
    [6, 'accepted'],
    [9, 'received'],
    [99, 'received'],
  ])('message function %i is %s', (code, status) => {
    expect(aperak(['BGM', 23, 'APE-1', code])?.status).toBe(status);
  });

  test.each([
    [305, 'received'],
    [312, 'accepted'],
    [313, 'rejected'],
  ])('document name %i is %s', (code, status) => {
    expect(aperak(['BGM', code, 'APE-1', 9])).toMatchObject({ status, statusCode: `BGM1001 ${code}` });
  });

  test('errors under a neutral head reject', () => {
    expect(
      aperak(['BGM', 27, 'APE-1', 7], ['ERC', 12], ['FTX', 'AAI', '', '', 'Product code not valid']),
    ).toMatchObject({
      status: 'rejected',
      statusCode: 'ERC 12',
      errors: [{ code: '12', explanation: 'The partner says "Product code not valid"; their code is 12.' }],
    });
  });

  test('an error segment whose words say that all is well is no error', () => {
    expect(
      aperak(['BGM', 27, 'APE-1', 9], ['ERC', 1], ['FTX', 'AAI', '', '', 'Message accepted without errors']),
    ).toMatchObject({
      status: 'accepted',
      statusCode: 'ERC 1',
      errors: [],
      text: 'Message accepted without errors',
    });
    expect(aperak(['BGM', 27, 'APE-1', 9], ['ERC', 1], ['FTX', 'AAI', '', '', 'Message not accepted'])?.status).toBe(
      'rejected',
    );
  });

  test('an error without words points to the agreement with the partner', () => {
    expect(aperak(['BGM', 313, 'APE-1', 9], ['ERC', 'Z31'])?.errors[0]?.explanation).toBe(
      'The partner reports application error Z31 without words; only the partner knows what it means.',
    );
  });

  test.each<[name: string, segments: readonly SegmentText[], type: string | null, number: string | null]>([
    [
      'a despatch advice beside its order',
      [
        ['RFF', ['ON', 'PO-1']],
        ['RFF', ['AAK', 'DES-9']],
      ],
      'DESADV',
      'DES-9',
    ],
    ['an order', [['RFF', ['ON', 'PO-1']]], 'ORDERS', 'PO-1'],
    ['an invoice', [['RFF', ['IV', 'INV-1']]], 'INVOIC', 'INV-1'],
    [
      'a message of no known type',
      [
        ['RFF', ['AGO', 'X-1']],
        ['RFF', ['ON', 'PO-1']],
      ],
      null,
      'X-1',
    ],
    [
      'a document by name',
      [
        ['DOC', 380, 'INV-7'],
        ['RFF', ['ON', 'PO-1']],
      ],
      'INVOIC',
      'INV-7',
    ],
    [
      'an order named only beside the error',
      [
        ['ERC', 1],
        ['RFF', ['ON', 'PO-1']],
      ],
      'ORDERS',
      'PO-1',
    ],
    [
      'a document by its number alone, beside its order',
      [
        ['RFF', ['ON', 'PO-1']],
        ['RFF', ['DM', 'SHP-3']],
      ],
      null,
      'SHP-3',
    ],
    [
      'an order given as a document too',
      [
        ['RFF', ['DM', 'PO-1']],
        ['RFF', ['ON', 'PO-1']],
      ],
      'ORDERS',
      'PO-1',
    ],
    [
      'an invoice beside a document of some kind',
      [
        ['RFF', ['DM', 'D-1']],
        ['RFF', ['IV', 'INV-1']],
      ],
      'INVOIC',
      'INV-1',
    ],
    ['nothing', [], null, null],
  ])('answers %s', (_, segments, type, number) => {
    expect(aperak(['BGM', 313, 'APE-1', 9], ...segments)?.answers).toMatchObject({ type, number });
  });
});

describe('an APERAK about several documents', () => {
  const all = (...segments: readonly SegmentText[]) =>
    readEdifact(acknowledgement('APERAK', segments)).acknowledgements.map(({ answers, status, errors, text }) => ({
      answered: `${answers.type ?? '?'} ${answers.number ?? '?'}`,
      status,
      codes: errors.map(({ code }) => code),
      text,
    }));
  const about = (qualifier: string, number: string): SegmentText => ['RFF', [qualifier, number]];
  const head: SegmentText = ['BGM', 313, 'AP1', 27];

  test('answers each of them with the errors of all', () => {
    expect(
      all(head, about('IV', 'INV-1'), about('IV', 'INV-2'), ['ERC', 12], ['FTX', 'AAO', '', '', 'No agreement']),
    ).toEqual([
      { answered: 'INVOIC INV-1', status: 'rejected', codes: ['12'], text: 'No agreement' },
      { answered: 'INVOIC INV-2', status: 'rejected', codes: ['12'], text: 'No agreement' },
    ]);
  });

  test.each<[name: string, segments: readonly SegmentText[], answered: readonly string[]]>([
    ['orders', [about('ON', 'PO-1'), about('ON', 'PO-2')], ['ORDERS PO-1', 'ORDERS PO-2']],
    ['ship notices', [about('AAK', 'D-1'), about('ON', 'PO-1'), about('AAK', 'D-2')], ['DESADV D-1', 'DESADV D-2']],
    ['messages by number', [about('ACW', 'R1'), about('ACW', 'R2')], ['? R1', '? R2']],
    [
      'documents by name',
      [
        ['DOC', 380, 'INV-1'],
        ['DOC', 351, 'D-1'],
      ],
      ['INVOIC INV-1', 'DESADV D-1'],
    ],
    ['one named twice', [about('ACW', 'INV-1'), about('IV', 'INV-1'), about('ON', 'PO-1')], ['INVOIC INV-1']],
  ])('answers %s', (_, segments, answered) => {
    expect(all(head, ...segments, ['ERC', 12]).map((each) => each.answered)).toEqual(answered);
  });

  test('gives each error to the document it names', () => {
    const segments: readonly SegmentText[] = [
      ['ERC', 12],
      ['FTX', 'AAO', '', '', 'Price'],
      about('IV', 'INV-1'),
      ['ERC', 13],
      ['FTX', 'AAO', '', '', 'Tax'],
      about('IV', 'INV-2'),
    ];
    const expected = [
      { answered: 'INVOIC INV-1', status: 'rejected', codes: ['12'], text: 'Price' },
      { answered: 'INVOIC INV-2', status: 'rejected', codes: ['13'], text: 'Tax' },
    ];
    expect(all(head, about('ACW', 'R1'), ...segments)).toEqual(expected);
    expect(all(head, about('ON', 'PO-1'), ...segments)).toEqual(expected);
    expect(all(head, ...segments)).toEqual(expected);
    expect(all(head, about('IV', 'INV-1'), about('IV', 'INV-2'), ...segments)).toEqual(expected);
  });

  test('keeps to the document of the head where an error names only what it refers to', () => {
    const answered = (...segments: readonly SegmentText[]) => all(head, ...segments).map((each) => each.answered);
    expect(answered(about('IV', 'INV-1'), ['ERC', 1], about('ON', 'PO-9'))).toEqual(['INVOIC INV-1']);
    expect(answered(about('IV', 'INV-1'), ['ERC', 1], about('AAK', 'D-9'))).toEqual(['INVOIC INV-1']);
    expect(answered(about('ACW', 'R1'), ['ERC', 1], about('ON', 'PO-9'))).toEqual(['? R1']);
    expect(answered(about('ACW', 'R1'), ['ERC', 1], about('IV', 'INV-1'), ['ERC', 2])).toEqual([
      '? R1',
      'INVOIC INV-1',
    ]);
  });

  test('does not blame a document for the error of another', () => {
    expect(
      all(['BGM', 294, 'AP1', 9], about('IV', 'INV-1'), about('IV', 'INV-2'), ['ERC', 1], about('IV', 'INV-2')),
    ).toEqual([
      { answered: 'INVOIC INV-1', status: 'received', codes: [], text: null },
      { answered: 'INVOIC INV-2', status: 'rejected', codes: ['1'], text: null },
    ]);
  });

  test('answers no more than a thousand', () => {
    const many = Array.from({ length: 1_200 }, (_, index) => about('IV', `INV-${index}`));
    const file = readEdifact(acknowledgement('APERAK', [head, ...many, ['ERC', 12]]));
    expect(file.acknowledgements).toHaveLength(1_000);
    expect(file.findings.map(({ code }) => code)).toEqual(['too-many-acknowledgements']);
  });
});

describe('ORDRSP', () => {
  const head = (...codes: readonly (string | number)[]): SegmentText => ['BGM', 231, 'RSP-5', ...codes];
  const order: SegmentText = ['RFF', ['ON', 'PO-70815']];
  const line = (number: number, action: number | ''): SegmentText => [
    'LIN',
    number,
    action,
    [`40123450001${number}8`, 'EN'],
  ];
  const ordrsp = (...segments: readonly SegmentText[]): Acknowledgement | undefined => read('ORDRSP', ...segments);

  test('is a document and the acknowledgement of an order, line by line', () => {
    const file = readEdifact(
      acknowledgement('ORDRSP', [
        head(4),
        order,
        line(1, 5),
        line(2, 7),
        ['FTX', 'AAI', '', '', 'Discontinued.'],
        line(3, 6),
        ['UNS', 'S'],
        ['FTX', 'AAI', '', '', 'Thank you'],
      ]),
    );
    expect(file.documents).toMatchObject([
      { type: 'ORDRSP', number: 'RSP-5', references: [{ type: 'PO', number: 'PO-70815' }] },
    ]);
    expect(file.acknowledgements).toMatchObject([
      {
        type: 'ORDRSP',
        answers: {
          type: 'ORDERS',
          number: 'PO-70815',
          sender: '14:4012345500004',
          receiver: '14:5412345000013',
        },
        status: 'partial',
        statusCode: 'BGM1225 4',
        errors: [
          {
            level: 'segment',
            segment: 'LIN',
            position: null,
            code: '7',
            value: '4012345000128',
            explanation: 'Order line 2 (item 4012345000128): not accepted; the partner says "Discontinued".',
          },
          { code: '6', explanation: 'Order line 3 (item 4012345000138): accepted with changes.' },
        ],
        text: 'Discontinued.\nThank you',
      },
    ]);
  });

  test.each<[name: string, segments: readonly SegmentText[], status: string, code: string]>([
    ['accepted as a whole', [head(29), order], 'accepted', 'BGM1225 29'],
    ['accepted by response type', [head(9, 'AP'), order], 'accepted', 'BGM4343 AP'],
    ['rejected as a whole', [head(27), order], 'rejected', 'BGM1225 27'],
    ['rejected by response type', [head(9, 'RE'), order], 'rejected', 'BGM4343 RE'],
    ['changed', [head(30), order], 'partial', 'BGM1225 30'],
    ['accepted at the head, a line refused', [head(29), order, line(1, 5), line(2, 7)], 'partial', 'LIN1229 7'],
    ['a change that lists only refused lines', [head(4), order, line(2, 7)], 'partial', 'BGM1225 4'],
    ['a line with a code that no list has', [head(29), order, line(1, 99)], 'partial', 'LIN1229 99'],
    ['every line refused', [head(9), order, line(1, 7), line(2, 2)], 'rejected', 'LIN1229 7'],
    ['every line accepted', [head(9), order, line(1, 5), line(2, 5)], 'accepted', 'LIN1229 5'],
    ['silent about yes or no', [head(9), order, line(1, '')], 'received', 'BGM1225 9'],
  ])('%s', (_, segments, status, statusCode) => {
    expect(ordrsp(...segments)).toMatchObject({ status, statusCode });
  });

  test('a rejection as a whole is told even without lines', () => {
    expect(ordrsp(head(27), order)?.errors).toMatchObject([
      { level: 'set', code: '27', explanation: 'The order was not accepted.' },
    ]);
  });

  test('an action code that no list has is shown as sent', () => {
    expect(ordrsp(head(4), order, line(1, 99))?.errors[0]?.explanation).toBe(
      'Order line 1 (item 4012345000118): answered with action code 99, which is not in the standard list.',
    );
  });

  test('the order may be named by the lines, if all name the same', () => {
    expect(ordrsp(head(29), line(1, 5), order, line(2, 5), order)?.answers.number).toBe('PO-70815');
    expect(ordrsp(head(29), line(1, 5), order, line(2, 5), ['RFF', ['ON', 'PO-2']])?.answers.number).toBeNull();
  });
});
