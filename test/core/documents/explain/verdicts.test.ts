import { describe, expect, test } from 'vitest';
import { explainAcknowledgement } from '#core/documents/explain.ts';
import { readEdiFile } from '#core/documents/read-file.ts';
import type { Acknowledgement } from '#shared/model/edi/edi.ts';
import { contrl, interchange, type SegmentText, uci } from '#test/harness/edifact-fixtures.ts';
import { bytesOf, harbourStores, usBrands, x12, x12File, type X12Line } from '#test/harness/x12-fixtures.ts';

/** What each acknowledgement says of its set or group: `0001 rejected`, `group received?` with a mark where it is in doubt. */
function verdicts(acknowledgements: readonly Acknowledgement[]): readonly string[] {
  return acknowledgements.map(({ answers: { control }, status, coveredBySets, errors }) => {
    const doubt = errors.some(({ level }) => level === 'acknowledgement') ? '?' : '';
    return `${control.set ?? control.group ?? control.interchange ?? ''} ${status}${doubt}${coveredBySets ? ', covered' : ''}`;
  });
}

function functional(
  groupStatus: X12Line,
  sets: readonly string[],
  type: '997' | '999' = '997',
): readonly Acknowledgement[] {
  const named = sets.flatMap((letter, index): X12Line[] => [
    ['AK2', '810', String(index + 1).padStart(4, '0')],
    [type === '997' ? 'AK5' : 'IK5', letter],
  ]);
  const lines: X12Line[] = [['AK1', 'IN', '101'], ...named, ['AK9', ...groupStatus]];
  const text = x12File('FA', { type, lines }, { sender: harbourStores, receiver: usBrands });
  return readEdiFile(bytesOf(text)).acknowledgements;
}

function told(acknowledgement: Acknowledgement | undefined) {
  if (acknowledgement === undefined) throw new Error('there is no such acknowledgement');
  return explainAcknowledgement(acknowledgement, {
    document: null,
    partnerName: 'Harbour Stores',
    direction: 'outbound',
  });
}

describe('a group that was rejected as a whole', () => {
  test('takes the sets that are not named with it, and says so', () => {
    const acknowledgements = functional(['R', 3, 3, 0], ['R']);
    expect(verdicts(acknowledgements)).toEqual(['0001 rejected', '101 rejected']);
    expect(acknowledgements[1]).toMatchObject({ named: ['0001'], answers: { functionalGroup: 'IN' } });
    expect(told(acknowledgements[1])).toMatchObject({
      title: 'Invoice group 101 rejected as a whole',
      why: 'The group was rejected as a whole: 2 of its 3 transaction sets are not named.',
      fault: 'unknown',
      again: 'corrected',
    });
  });

  test.each<[X12Line, string[], string[]]>([
    [['R', 3, 3, 0], [], ['101 rejected']],
    [['R'], ['R'], ['0001 rejected', '101 rejected']],
    [['R', 1, 1, 0], ['R'], ['0001 rejected']],
    [
      ['R', 2, 2, 0, '5'],
      ['R', 'R'],
      ['0001 rejected', '0002 rejected', '101 rejected, covered'],
    ],
  ])('%j beside %j', (group, sets, expected) => {
    expect(verdicts(functional(group, sets))).toEqual(expected);
  });

  test('gives its reason to sets that have none of their own', () => {
    expect(functional(['R', 1, 1, 0, '4'], ['R'])[0]?.errors).toMatchObject([{ level: 'group', code: '4' }]);
  });
});

describe('a verdict that does not fit its own counts or its own sets', () => {
  test.each<[X12Line, string[], string[]]>([
    // Rejected as a whole, yet accepted one by one.
    [['R', 1, 1, 0], ['A'], ['0001 received?', '101 rejected, covered']],
    [['R', 3, 3, 0], ['A'], ['0001 received?', '101 rejected']],
    [['R', 3, 3, 1], [], ['101 rejected?']],
    // Accepted as a whole, yet not all of it.
    [['A', 1, 1, 1], ['R'], ['0001 rejected?', '101 accepted, covered']],
    [['E', 1, 1, 0], ['R'], ['0001 rejected?', '101 accepted with errors, covered']],
    [['A', 3, 3, 2], [], ['101 received?']],
    [['E', 3, 3, 2], [], ['101 received?']],
    [['A', 3, 3, 2], ['A'], ['0001 accepted', '101 received?']],
    [
      ['A', 2, 2, 1],
      ['A', 'A'],
      ['0001 received?', '0002 received?'],
    ],
    [['A', 5, 3, 3], [], ['101 received?']],
    [['A', 5, 3], [], ['101 received?']],
    [['A', 3, 5, 3], [], ['101 received?']],
    [['A', 3, 3, 4], [], ['101 received?']],
    [
      ['A', 1, 1, 1],
      ['A', 'A'],
      ['0001 received?', '0002 received?'],
    ],
    // Accepted in part, yet all, none or an unnamed part of it.
    [['P', 3, 3, 3], [], ['101 received?']],
    [['P', 3, 3, 0], [], ['101 received?']],
    [
      ['P', 2, 2, 2],
      ['A', 'A'],
      ['0001 received?', '0002 received?', '101 partial, covered'],
    ],
    [['P', 5, 3, 1], [], ['101 received?']],
    [['P', 5, 3, 1], ['R'], ['0001 rejected', '101 received?']],
    [['P', 3, 3, 1], ['R'], ['0001 rejected', '101 received?']],
    [['P', 3, 3, 3], ['R'], ['0001 rejected?', '101 received?']],
    [['P'], [], ['101 received?']],
    [['P'], ['A'], ['0001 accepted', '101 received?']],
  ])('AK9 %j beside %j is said and asked about', (group, sets, expected) => {
    for (const type of ['997', '999'] as const) {
      const acknowledgements = functional(group, sets, type);
      expect(verdicts(acknowledgements)).toEqual(expected);
      const doubtful = acknowledgements.filter(({ errors }) => errors.some(({ level }) => level === 'acknowledgement'));
      for (const acknowledgement of doubtful) expect(told(acknowledgement).next).toMatch(/^Ask Harbour Stores /);
    }
  });

  test.each<[X12Line, string[], string[]]>([
    [['P', 3, 3, 2], ['R'], ['0001 rejected', '101 partial, covered']],
    [
      ['P', 2, 2, 1],
      ['A', 'R'],
      ['0001 accepted', '0002 rejected', '101 partial, covered'],
    ],
    [['P'], ['R'], ['0001 rejected', '101 partial, covered']],
    [['P', 1, 1, 0], ['R'], ['0001 rejected', '101 partial, covered']],
    [['E', 3, 3, 3], ['E'], ['0001 accepted with errors', '101 accepted with errors, covered']],
    [['E', 1, 1, 0], ['E'], ['0001 accepted with errors']],
    [['A', 3, 3, 3], ['A'], ['0001 accepted', '101 accepted']],
    [['A', 3, 3, 3], [], ['101 accepted']],
    [['A', 1, 1, 1], ['A'], ['0001 accepted']],
  ])('AK9 %j beside %j is the ordinary case and raises nothing of its own', (group, sets, expected) => {
    expect(verdicts(functional(group, sets))).toEqual(expected);
  });

  test('is told in numbers, and nothing is sent before the partner has said which holds', () => {
    expect(told(functional(['P', 5, 3, 1], [])[0])).toMatchObject({
      title: "Invoice group 101: the partner's acknowledgement is unclear (AK901 P)",
      why: '4 of its 5 transaction sets were not accepted, and none of them is named. AK903 counts only 3 as received.',
      fault: 'unknown',
      next: 'Ask Harbour Stores whether the document was accepted. Do not send anything again until that is known.',
      again: 'no',
    });
    expect(told(functional(['R', 1, 1, 0, '5'], ['A'])[0]).why).toBe(
      'The count in GE01 is not the number of transaction sets sent. AK501 says that the document was accepted, but AK901 says that its whole group was rejected.',
    );
    expect(told(functional(['A', 1, 1, 1], ['R'])[0])).toMatchObject({
      title: "Invoice (control 0001) rejected: the partner's acknowledgement contradicts itself",
      why: 'AK501 says that the document was rejected, but AK901 says that the group was accepted (A).',
    });
  });

  test('keeps what a rejection says, and asks first', () => {
    const lines: X12Line[] = [
      ['AK1', 'IN', '101'],
      ['AK2', '810', '0001'],
      ['AK3', 'N1', '3', '', '8'],
      ['AK4', '4', '67', '7', '0123'],
      ['AK5', 'R', '5'],
      ['AK9', 'A', 1, 1, 1],
    ];
    expect(told(readEdiFile(bytesOf(x12File('FA', { type: '997', lines }))).acknowledgements[0])).toMatchObject({
      title: 'Invoice (control 0001) rejected: party id "0123" is not valid',
      fault: 'us',
      next: 'Ask Harbour Stores first whether it was accepted after all: the acknowledgement says both. If it was not: correct the data or the map, then send the document again with a new control number.',
    });
  });

  test('is a set accepted with complaints: accepted with errors', () => {
    const lines: X12Line[] = [
      ['AK1', 'IN', '101'],
      ['AK2', '810', '0001'],
      ['AK3', 'N1', '3', '', '3'],
      ['AK5', 'A'],
      ['AK9', 'A', 1, 1, 1],
    ];
    expect(verdicts(readEdiFile(bytesOf(x12File('FA', { type: '997', lines }))).acknowledgements)[0]).toBe(
      '0001 accepted with errors',
    );
  });

  test.each([
    ['A', '006', 'received?'],
    ['R', '000', 'rejected?'],
    ['A', '000', 'accepted'],
    ['E', '006', 'accepted with errors'],
    ['R', '006', 'rejected'],
  ])('TA1 %s with note %s is %s', (letter, note, expected) => {
    const text = x12File('IN', { type: '810', lines: [] }).replace(
      'GS*',
      `TA1*000000101*261120*0930*${letter}*${note}~GS*`,
    );
    expect(verdicts(readEdiFile(bytesOf(text)).acknowledgements)).toEqual([`000000101 ${expected}`]);
  });
});

test('an acknowledgement in a test envelope says that it is a test', () => {
  for (const test of [true, false]) {
    const lines: X12Line[] = [
      ['AK1', 'IN', '101'],
      ['AK9', 'R', 1, 1, 0],
    ];
    const ta1 = ['TA1', '000000101', '261120', '0930', 'R', '006'];
    const text = x12({ test, answers: [ta1], groups: [{ code: 'FA', sets: [{ type: '997', lines }] }] });
    expect(readEdiFile(bytesOf(text)).acknowledgements.map((acknowledgement) => acknowledgement.test)).toEqual([
      test,
      test,
    ]);
    const messages = [
      { type: 'CONTRL', segments: [uci(4)] },
      { type: 'ORDRSP', segments: [['BGM', 231, 'R1', 27] as const] },
    ];
    const acknowledgements = readEdiFile(interchange({ test, messages })).acknowledgements;
    expect(acknowledgements.map((acknowledgement) => acknowledgement.test)).toEqual([test, test]);
  }
});

test('a TA1 says which interchange of several with one number it means', () => {
  const text = x12({ answers: [['TA1', '000000101', '251110', '0915', 'R', '006']] });
  expect(readEdiFile(bytesOf(text)).acknowledgements[0]?.answers.preparedAt).toBe('2025-11-10T09:15');
});

describe('a CONTRL', () => {
  const ucm = (reference: string, action: number | string, ...rest: readonly string[]): SegmentText => [
    'UCM',
    reference,
    ['INVOIC', 'D', '96A', 'UN'],
    action,
    ...rest,
  ];
  const ucf = (action: number): SegmentText => ['UCF', 'G77', '', '', action];
  const of = (...segments: readonly SegmentText[]) => readEdiFile(contrl(segments)).acknowledgements;

  test.each<[SegmentText[], string[]]>([
    [
      [uci(4), ucm('1', 4)],
      ['IC0001 rejected', '1 rejected'],
    ],
    [[uci(4)], ['IC0001 rejected']],
    [
      [uci(7), ucf(4), ucm('1', 4)],
      ['IC0001 accepted, covered', 'G77 rejected', '1 rejected'],
    ],
    [
      [uci(4), ucm('1', 7)],
      ['IC0001 rejected', '1 received?'],
    ],
    [
      [uci(4), ucf(7), ucm('1', 7)],
      ['IC0001 rejected', 'G77 received?', '1 received?'],
    ],
    [
      [uci(7), ucf(4), ucm('1', 7)],
      ['IC0001 accepted, covered', 'G77 rejected', '1 received?'],
    ],
    [
      [uci(8), ucm('1', 4)],
      ['IC0001 received?', '1 rejected'],
    ],
    [
      [uci(8), ucm('1', 7)],
      ['IC0001 received, covered', '1 accepted'],
    ],
    [
      [uci(7), ucm('1', 4)],
      ['IC0001 accepted, covered', '1 rejected'],
    ],
    [[uci(8)], ['IC0001 received']],
    [
      [uci(7), ucm('1', '9')],
      ['IC0001 accepted, covered', '1 received?'],
    ],
  ])('%#: a rejection of the whole reaches what is not named, and a contradiction is said', (segments, expected) => {
    expect(verdicts(of(...segments))).toEqual(expected);
  });

  test('names the messages that have answers of their own, and says why the others have none', () => {
    const [whole, message] = of(uci(4, 29), ucm('1', 4));
    expect(whole?.named).toEqual(['1']);
    expect(told(whole).why).toContain(
      'The interchange was rejected as a whole: messages of it that are not named are rejected with it.',
    );
    expect(message?.errors).toMatchObject([{ level: 'interchange', code: '29' }]);
    expect(told(of(uci(4), ucm('1', 7))[1])).toMatchObject({
      why: expect.stringContaining(
        'UCM says that the message was accepted (7), but UCI says that the whole interchange was rejected (4).',
      ),
      again: 'no',
    });
  });
});

describe('a set of a type that its group cannot hold', () => {
  const lines = (group: string, type: string): X12Line[] => [
    ['AK1', group, '7'],
    ['AK2', type, '0002'],
    ['AK5', 'R', '5'],
    ['AK9', 'R', 1, 1, 0],
  ];
  const read = (group: string, type: string) =>
    readEdiFile(bytesOf(x12File('FA', { type: '997', lines: lines(group, type) })));

  test.each([
    ['IN', '850', '810'],
    ['SH', '810', '856'],
    ['PO', '860', '850'],
  ])('is one of the group: %s with %s', (group, type, meant) => {
    const file = read(group, type);
    expect(file.acknowledgements[0]?.answers).toMatchObject({
      type: meant,
      functionalGroup: group,
      control: { group: '7', set: '0002' },
    });
    expect(file.findings.map(({ code }) => code)).toContain('set-in-wrong-group');
  });

  test.each([
    ['IN', '810'],
    ['RS', '869'],
    ['RS', '810'],
    ['ZZ', '810'],
    ['IN', '8X9'],
  ])('is what it says where that may be: %s with %s', (group, type) => {
    expect(read(group, type).acknowledgements[0]?.answers.type).toBe(type);
  });
});

describe('an acknowledgement that says yes and no', () => {
  const both = /^The acknowledgement gives two verdicts on one document: \S+ \S+ and \S+ \S+\.$/;
  const x12Acknowledgements = (type: string, group: string, ...lines: readonly X12Line[]) =>
    readEdiFile(bytesOf(x12File(group, { type, lines }))).acknowledgements;

  test.each<[name: string, lines: readonly X12Line[]]>([
    [
      'AK5 twice',
      [
        ['AK2', '810', '0001'],
        ['AK5', 'A'],
        ['AK5', 'R', '5'],
      ],
    ],
    [
      'AK5 twice, the other way round',
      [
        ['AK2', '810', '0001'],
        ['AK5', 'R', '5'],
        ['AK5', 'A'],
      ],
    ],
    [
      'AK2 twice',
      [
        ['AK2', '810', '0001'],
        ['AK5', 'A'],
        ['AK2', '810', '0001'],
        ['AK5', 'R', '5'],
      ],
    ],
  ])('of one set in a 997 is asked about: %s', (_, lines) => {
    const acknowledgements = x12Acknowledgements('997', 'FA', ['AK1', 'IN', '101'], ...lines, ['AK9', 'P', 1, 1, 1]);
    const ofSet = acknowledgements.filter(({ answers: { control } }) => control.set === '0001');
    expect(ofSet.map(({ status }) => status)).toEqual(ofSet.map(() => 'received'));
    for (const acknowledgement of ofSet) {
      expect(acknowledgement.errors.some(({ level }) => level === 'acknowledgement')).toBe(true);
      expect(told(acknowledgement)).toMatchObject({ fault: 'unknown', again: 'no' });
      expect(told(acknowledgement)?.next).toMatch(/Do not send anything again until that is known\.$/);
    }
  });

  test('of a group in a 997 is asked about', () => {
    const lines: readonly X12Line[] = [
      ['AK1', 'IN', '101'],
      ['AK9', 'A', 1, 1, 1],
      ['AK9', 'R', 1, 1, 0],
    ];
    const [acknowledgement] = x12Acknowledgements('997', 'FA', ...lines);
    expect(acknowledgement).toMatchObject({ status: 'received', coveredBySets: false });
    expect(told(acknowledgement)?.why).toContain(
      'The acknowledgement gives two verdicts on one group: AK901 A and AK901 R.',
    );
  });

  test('twice the same is said once', () => {
    const lines: readonly X12Line[] = [
      ['AK1', 'IN', '101'],
      ['AK2', '810', '0001'],
      ['AK5', 'A'],
      ['AK5', 'A'],
      ['AK9', 'A', 1, 1, 1],
    ];
    expect(x12Acknowledgements('997', 'FA', ...lines)[0]).toMatchObject({ status: 'accepted', errors: [] });
  });

  test('of one invoice in an 824 and of one message in a CONTRL is asked about', () => {
    const advice = x12Acknowledgements('824', 'AG', ['OTI', 'TA', 'IV', 'I-1'], ['OTI', 'TR', 'IV', 'I-1']);
    const syntax = readEdiFile(
      interchange({
        messages: [
          {
            type: 'CONTRL',
            segments: [
              uci(7),
              ['UCM', '1', ['ORDERS', 'D', '96A', 'UN'], 7],
              ['UCM', '1', ['ORDERS', 'D', '96A', 'UN'], 4],
            ],
          },
        ],
      }),
    ).acknowledgements.filter(({ answers: { control } }) => control.set === '1');
    for (const acknowledgements of [advice, syntax]) {
      expect(acknowledgements.map(({ status }) => status)).toEqual(['received', 'received']);
      expect(acknowledgements[0]?.errors.at(-1)?.explanation).toMatch(both);
    }
  });

  test('of items of one invoice says nothing of the kind', () => {
    const acknowledgements = x12Acknowledgements('824', 'AG', ['OTI', 'IA', 'IV', 'I-1'], ['OTI', 'IR', 'IV', 'I-1']);
    expect(acknowledgements.map(({ status }) => status)).toEqual(['accepted', 'rejected']);
  });

  const line = (number: string, code: string): readonly X12Line[] => [
    ['PO1', number, '10', 'EA'],
    ['ACK', code, '10', 'EA'],
  ];

  test.each<[head: X12Line, lines: readonly X12Line[], says: string]>([
    [
      ['BAK', '00', 'AD', 'PO-1'],
      [...line('1', 'IR'), ...line('2', 'IR')],
      'BAK02 says that the order was accepted (AD), but all of its lines were rejected.',
    ],
    [
      ['BAK', '00', 'AT', 'PO-1'],
      line('1', 'R2'),
      'BAK02 says that the order was accepted (AT), but its line was rejected.',
    ],
    [
      ['BAK', '00', 'RJ', 'PO-1'],
      line('1', 'IA'),
      'BAK02 says that the order was rejected (RJ), but one of its lines was accepted.',
    ],
    [
      ['BAK', '00', 'RD', 'PO-1'],
      [...line('1', 'IA'), ...line('2', 'IQ')],
      'BAK02 says that the order was rejected (RD), but 2 of its lines were accepted.',
    ],
  ])('of an order and its lines is said, and asked about first: %j', (head, lines, says) => {
    const [acknowledgement] = x12Acknowledgements('855', 'PR', head, ...lines);
    expect(acknowledgement).toMatchObject({ status: 'rejected' });
    expect(told(acknowledgement)?.why).toContain(says);
    expect(told(acknowledgement)?.next).toMatch(/^Ask Harbour Stores first whether it was accepted after all/);
  });

  test.each<[code: number, actions: readonly number[], says: string]>([
    [29, [7, 7], 'BGM1225 29 says that the order was accepted, but all of its lines were rejected.'],
    [27, [5, 7], 'BGM1225 27 says that the order was rejected, but one of its lines was accepted.'],
  ])('of an ORDRSP and its lines is said, and asked about first: %i with %j', (code, actions, says) => {
    const segments = [
      ['BGM', 231, 'R1', code] as const,
      ['RFF', ['ON', 'PO-1']] as const,
      ...actions.map((action, index) => ['LIN', index + 1, action] as const),
    ];
    const [acknowledgement] = readEdiFile(interchange({ messages: [{ type: 'ORDRSP', segments }] })).acknowledgements;
    expect(told(acknowledgement)?.why).toContain(says);
    expect(told(acknowledgement)?.next).toMatch(/^Ask Harbour Stores first whether it was accepted after all/);
  });

  test('is none where the lines say the same as the head', () => {
    for (const [code, lines] of [
      ['AD', line('1', 'IA')],
      ['RJ', line('1', 'IR')],
      ['AC', [...line('1', 'IR'), ...line('2', 'IA')]],
    ] as const) {
      const [acknowledgement] = x12Acknowledgements('855', 'PR', ['BAK', '00', code, 'PO-1'], ...lines);
      expect(acknowledgement?.errors.some(({ level }) => level === 'acknowledgement')).toBe(false);
    }
  });
});

describe('codes 19 to 22 of a 997 of an old release', () => {
  const acknowledgementIn = (version: string, ...lines: readonly X12Line[]) =>
    told(
      readEdiFile(
        bytesOf(x12File('FA', { type: '997', lines: [['AK1', 'IN', '101'], ...lines] }, { groupVersion: version })),
      ).acknowledgements[0],
    );

  test.each(['19', '20', '21', '22'])('mean the security sections: %s', (code) => {
    for (const version of ['004010', '003060']) {
      const group = acknowledgementIn(version, ['AK9', 'R', 1, 1, 0, code]);
      const set = acknowledgementIn(version, ['AK2', '810', '0001'], ['AK5', 'R', code], ['AK9', 'R', 1, 1, 0]);
      for (const one of [group, set]) {
        expect(one?.title).toMatch(/: (?:the )?(?:start|end) of the S[12] security section/);
        expect(one?.faultReason).not.toMatch(/used before|envelope/);
      }
    }
  });

  test('mean what they mean now in a newer one', () => {
    expect(acknowledgementIn('005010', ['AK9', 'R', 1, 1, 0, '19'])?.title).toMatch(/control number used twice/);
    expect(
      acknowledgementIn('005010', ['AK2', '810', '0001'], ['AK5', 'R', '19'], ['AK9', 'R', 1, 1, 0])?.title,
    ).toMatch(/ST03/);
  });
});

test('a set without a verdict of its own in a group accepted in part is asked about', () => {
  const lines: X12Line[] = [
    ['AK1', 'IN', '101'],
    ['AK2', '810', '0001'],
    ['AK2', '810', '0002'],
    ['AK5', 'A'],
    ['AK9', 'P', 2, 2, 1],
  ];
  const [acknowledgement] = readEdiFile(bytesOf(x12File('FA', { type: '997', lines }))).acknowledgements;
  expect(acknowledgement).toMatchObject({ status: 'received', answers: { control: { set: '0001' } } });
  expect(told(acknowledgement)).toMatchObject({
    fault: 'unknown',
    why: expect.stringMatching(/gives no verdict on this transaction set, and its group was accepted only in part/),
    next: 'Ask Harbour Stores whether the document was accepted. Do not send anything again until that is known.',
  });
});
