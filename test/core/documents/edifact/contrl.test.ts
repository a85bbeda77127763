import { describe, expect, test } from 'vitest';
import { actions0083 } from '#core/documents/codes/edifact/actions-0083.ts';
import { syntaxErrors0085 } from '#core/documents/codes/edifact/syntax-errors-0085.ts';
import { readEdifact } from '#core/documents/edifact/read.ts';
import { brightwater, contrl, kestrel, type SegmentText, uci } from '#test/harness/edifact-fixtures.ts';

const ours = { sender: '14:4012345500004', receiver: '14:5412345000013' };

const ucm = (reference: string, action: number, ...rest: readonly (string | number)[]): SegmentText => [
  'UCM',
  reference,
  ['ORDERS', 'D', '96A', 'UN', 'EAN008'],
  action,
  ...rest,
];

const acknowledgementsOf = (...segments: readonly SegmentText[]) => readEdifact(contrl(segments)).acknowledgements;

describe('the parties of a CONTRL', () => {
  const parties = (...uciParties: readonly [from: string | readonly string[], to: string | readonly string[]]) => {
    const [acknowledgement] = acknowledgementsOf(['UCI', 'IC0001', ...uciParties, 4]);
    return { sender: acknowledgement?.answers.sender, receiver: acknowledgement?.answers.receiver };
  };

  test.each<[name: string, from: string | readonly string[], to: string | readonly string[]]>([
    ['with their qualifiers', [brightwater, '14'], [kestrel, '14']],
    ['without', brightwater, kestrel],
    ['one without', brightwater, [kestrel, '14']],
    ['in the order of its own envelope', [kestrel, '14'], [brightwater, '14']],
    ['in that order without qualifiers', kestrel, brightwater],
    ['not there', '', ''],
  ])('are those of the interchange answered: %s', (_, from, to) => {
    expect(parties(from, to)).toEqual(ours);
  });

  test('are those it names where they are others', () => {
    expect(parties(['THIRD', 'ZZ'], [kestrel, '14'])).toEqual({ ...ours, sender: 'ZZ:THIRD' });
  });
});

describe('CONTRL', () => {
  test('a rejected message names the segment, the element and the reason', () => {
    const file = readEdifact(contrl([uci(7), ucm('1', 4), ['UCS', 6], ['UCD', 12, [3, 1]]]));
    expect(file.findings).toEqual([]);
    expect(file.documents).toEqual([]);
    expect(file.acknowledgements[1]).toEqual({
      type: 'CONTRL',
      sender: '14:5412345000013',
      receiver: '14:4012345500004',
      control: { interchange: 'CTL0001', group: null, set: '1' },
      test: false,
      preparedAt: '2026-11-20T09:30',
      span: { start: 66, end: 194 },
      answers: {
        type: 'ORDERS',
        number: null,
        control: { interchange: 'IC0001', group: null, set: '1' },
        functionalGroup: null,
        preparedAt: null,
        ...ours,
        messageId: null,
      },
      status: 'rejected',
      statusCode: 'UCM 4',
      errors: [
        {
          level: 'element',
          segment: null,
          position: 6,
          element: 2,
          component: 1,
          code: '12',
          value: null,
          explanation:
            'Segment 6: element 2, component 1 has a value that is not valid here. Element 3 may be meant instead: senders count differently.',
        },
      ],
      text: null,
      coveredBySets: false,
      named: [],
    });
    expect(file.acknowledgements[0]).toMatchObject({
      status: 'accepted',
      statusCode: 'UCI 7',
      coveredBySets: true,
      named: ['1'],
    });
  });

  test('a partner who does not count the tag can be read so', () => {
    const file = readEdifact(contrl([uci(7), ucm('1', 4), ['UCS', 6], ['UCD', 13, 3]]), { countsTag: false });
    expect(file.acknowledgements[1]?.errors).toMatchObject([
      {
        element: 3,
        component: null,
        explanation:
          'Segment 6: element 3 is missing, or lacks something mandatory. Element 2 may be meant instead: senders count differently.',
      },
    ]);
  });

  test.each([
    [4, 'rejected'],
    [7, 'accepted'],
    [8, 'received'],
  ])('an interchange with action %i and no messages is %s', (action, status) => {
    expect(acknowledgementsOf(uci(action))).toMatchObject([
      {
        status,
        statusCode: `UCI ${action}`,
        answers: { type: null, control: { interchange: 'IC0001', group: null, set: null }, ...ours },

        coveredBySets: false,
      },
    ]);
  });

  test('a duplicate interchange says so', () => {
    expect(acknowledgementsOf(uci(4, 26))[0]?.errors).toMatchObject([
      {
        level: 'interchange',
        code: '26',
        explanation: 'The interchange is a duplicate of something the receiver already has.',
      },
    ]);
  });

  test('an error in the envelope names its segment and element', () => {
    expect(acknowledgementsOf(uci(4, 12, 'UNB', [3, 1]))[0]?.errors).toMatchObject([
      {
        level: 'interchange',
        segment: 'UNB',
        element: 2,
        component: 1,
        explanation:
          'The interchange, UNB (interchange header): element 2 (sender), component 1 has a value that is not valid here.',
      },
    ]);
  });

  test('an error in a message header is at position 1', () => {
    expect(acknowledgementsOf(uci(7), ucm('1', 4, 14, 'UNH'))[1]?.errors).toMatchObject([
      { level: 'set', segment: 'UNH', position: 1, element: null, code: '14' },
    ]);
  });

  test('a wrong trailer count is told of the message', () => {
    expect(acknowledgementsOf(uci(7), ucm('1', 4, 29, 'UNT'))[1]?.errors[0]?.explanation).toBe(
      'The message, UNT (message trailer), has a trailer whose count differs from what was received.',
    );
  });

  test('the interchange is left out where all messages say the same', () => {
    expect(acknowledgementsOf(uci(7), ucm('1', 7), ucm('2', 7)).map(({ statusCode }) => statusCode)).toEqual([
      'UCM 7',
      'UCM 7',
    ]);
    expect(acknowledgementsOf(uci(7), ucm('1', 7), ucm('2', 4))).toMatchObject([
      { statusCode: 'UCI 7', coveredBySets: true },
      { statusCode: 'UCM 7', answers: { control: { set: '1' } } },
      { statusCode: 'UCM 4', answers: { control: { set: '2' } } },
    ]);
  });

  test('a rejected interchange is never hidden by messages that were accepted', () => {
    expect(acknowledgementsOf(uci(4, 29), ucm('1', 7))).toMatchObject([
      { statusCode: 'UCI 4', status: 'rejected', coveredBySets: false },
      { statusCode: 'UCM 7' },
    ]);
    expect(acknowledgementsOf(uci(4, 29), ucm('1', 4))[0]).toMatchObject({ coveredBySets: false, named: ['1'] });
  });

  test('a group is answered on its own or by its messages', () => {
    const ucf = (action: number): SegmentText => ['UCF', 'G77', [brightwater, 14], [kestrel, 14], action];
    expect(acknowledgementsOf(uci(7), ucf(4))).toMatchObject([
      { statusCode: 'UCI 7', coveredBySets: true },
      {
        statusCode: 'UCF 4',
        answers: { control: { interchange: 'IC0001', group: 'G77', set: null } },
        coveredBySets: false,
      },
    ]);
    expect(acknowledgementsOf(uci(7), ucf(7), ucm('1', 4))).toMatchObject([
      { statusCode: 'UCF 7', coveredBySets: true },
      { statusCode: 'UCM 4', answers: { control: { interchange: 'IC0001', group: 'G77', set: '1' } } },
    ]);
  });

  test('a missing segment is told of the one before it', () => {
    expect(acknowledgementsOf(uci(7), ucm('1', 4), ['UCS', 5, 13])[1]?.errors).toMatchObject([
      { level: 'segment', position: 5, code: '13', explanation: 'A mandatory segment is missing after segment 5.' },
    ]);
  });

  test('several segments and elements give one error each', () => {
    const [, acknowledgement] = acknowledgementsOf(
      uci(7),
      ucm('1', 4),
      ['UCS', 3, 35],
      ['UCS', 5],
      ['UCD', 39, [2, 4]],
      ['UCD', 21, [4]],
      ['UCS', 9],
    );
    expect(
      acknowledgement?.errors.map(({ level, position, element, component, code }) => [
        level,
        position,
        element,
        component,
        code,
      ]),
    ).toEqual([
      ['segment', 3, null, null, '35'],
      ['element', 5, 1, 4, '39'],
      ['element', 5, 3, null, '21'],
      ['segment', 9, null, null, null],
    ]);
    expect(acknowledgement?.errors.at(-1)?.explanation).toBe(
      'Segment 9 has an error that the receiver did not describe.',
    );
  });

  test('an element position of 1 is the tag itself', () => {
    expect(acknowledgementsOf(uci(7), ucm('1', 4), ['UCS', 3], ['UCD', 12, 1])[1]?.errors).toMatchObject([
      { element: null },
    ]);
  });

  test('an unknown error code is shown as sent', () => {
    expect(acknowledgementsOf(uci(7), ucm('1', 4), ['UCS', 3, 71])[1]?.errors[0]?.explanation).toBe(
      'Segment 3 has an error with code 71, which is not in the standard list.',
    );
    for (const name of ['__proto__', 'constructor'])
      expect(acknowledgementsOf(uci(7), ucm('1', 4), ['UCS', 3, name])[1]?.errors[0]?.explanation).toContain(name);
  });

  test('an unknown action is a finding and never taken for acceptance', () => {
    const file = readEdifact(contrl([uci(7), ucm('1', 5), ucm('2', 5, 12)]));
    expect(file.findings.map(({ code }) => code)).toEqual(['unknown-action']);
    expect(file.acknowledgements.slice(1).map(({ status }) => status)).toEqual(['received', 'rejected']);
  });

  test('accepted with faults listed is told as such, though the standard has no word for it', () => {
    expect(acknowledgementsOf(uci(7), ucm('1', 7), ['UCS', 3, 12])[0]).toMatchObject({
      status: 'accepted with errors',
      statusCode: 'UCM 7',
    });
  });

  test('without UCI the parties are those of the envelope, the other way round', () => {
    const file = readEdifact(contrl([ucm('1', 4)]));
    expect(file.findings.map(({ code }) => code)).toEqual(['missing-uci']);
    expect(file.acknowledgements).toMatchObject([{ answers: { ...ours, control: { interchange: null, set: '1' } } }]);
  });

  test('every code of the standard has words', () => {
    expect(syntaxErrors0085.size).toBe(48);
    expect(Array.from({ length: 48 }, (_, index) => syntaxErrors0085.has(String(index + 1)))).not.toContain(false);
    expect([...actions0083.keys()]).toEqual(['4', '7', '8']);
  });
});
