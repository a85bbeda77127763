import { describe, expect, test } from 'vitest';
import { readEdifact } from '#core/documents/edifact/read.ts';
import { contrl, uci } from '#test/harness/edifact-fixtures.ts';

const ours = { sender: '14:4012345500004', receiver: '14:5412345000013' };

describe('CONTRL', () => {
  test('a rejected message names the segment, the element and the reason', () => {
    const file = readEdifact(
      contrl([uci(7), ['UCM', '1', ['ORDERS', 'D', '96A', 'UN', 'EAN008'], 4], ['UCS', 6], ['UCD', 12, [3, 1]]]),
    );
    expect(file.findings).toEqual([]);
    expect(file.documents).toEqual([]);
    expect(file.acknowledgements[1]).toEqual({
      type: 'CONTRL',
      sender: '14:5412345000013',
      receiver: '14:4012345500004',
      control: { interchange: 'CTL0001', group: null, set: '1' },
      preparedAt: '2026-11-20T09:30',
      span: { start: 66, end: 194 },
      answers: {
        type: 'ORDERS',
        number: null,
        control: { interchange: 'IC0001', group: null, set: '1' },
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
            'Segment 6: element 2, component 1, has a value that is not valid here. If the partner does not count the segment tag, element 3 is meant.',
        },
      ],
      text: null,
      coveredBySets: false,
    });
    expect(file.acknowledgements[0]).toMatchObject({ status: 'accepted', statusCode: 'UCI 7', coveredBySets: true });
  });
});
