import { describe, expect, test } from 'vitest';
import { adviceStatuses, statusOfAdvice } from '#core/documents/codes/x12/application-advice.ts';
import { applicationErrors } from '#core/documents/codes/x12/application-errors.ts';
import { elementErrors, implementationElementErrors } from '#core/documents/codes/x12/element-errors.ts';
import { elementName } from '#core/documents/codes/x12/elements.ts';
import { groupErrors } from '#core/documents/codes/x12/group-errors.ts';
import { interchangeNotes, interchangeStatuses, statusOfTa1 } from '#core/documents/codes/x12/interchange-notes.ts';
import {
  lineResponses,
  orderResponses,
  statusOfOrderResponse,
  weightOfLine,
} from '#core/documents/codes/x12/order-responses.ts';
import { implementationSegmentErrors, segmentErrors } from '#core/documents/codes/x12/segment-errors.ts';
import { segmentNames } from '#core/documents/codes/x12/segments.ts';
import { implementationSetErrors, setErrors } from '#core/documents/codes/x12/set-errors.ts';
import { setStatuses, statusOfCode } from '#core/documents/codes/x12/set-status.ts';
import { type CodeTable, labelOrCode } from '#core/documents/codes/x12/table.ts';

/** Every code the standard lists, so that a lost line shows. */
const tables: readonly (readonly [name: string, table: CodeTable, codes: string])[] = [
  ['set and group status (717, 715)', setStatuses, 'A E M P R W X'],
  ['segment errors (720)', segmentErrors, '1 2 3 4 5 6 7 8 10'],
  ['segment errors of a 999 (620)', implementationSegmentErrors, '1 2 3 4 5 6 7 8 10 I4 I6 I7 I8 I9'],
  ['element errors (723)', elementErrors, '1 2 3 4 5 6 7 8 9 10 12 13 16'],
  ['element errors of a 999 (621)', implementationElementErrors, '1 2 3 4 5 6 7 8 9 10 12 13 16 I6 I9 I10 I11 I12 I13'],
  ['set errors (718)', setErrors('005010'), '1 2 3 4 5 6 7 8 9 10 11 12 13 15 16 17 18 19 23 24 25 26 27'],
  [
    'set errors before 005010',
    setErrors('004010'),
    '1 2 3 4 5 6 7 8 9 10 11 12 13 15 16 17 18 19 20 21 22 23 24 25 26 27',
  ],
  [
    'set errors of a 999 (618)',
    implementationSetErrors,
    '1 2 3 4 5 6 7 8 9 10 11 12 13 15 16 17 18 19 23 24 25 26 27 I5 I6',
  ],
  ['group errors (716)', groupErrors('005010'), '1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 23 24 25 26 30 31 32'],
  ['interchange status (I17)', interchangeStatuses, 'A E R'],
  ['advice (110)', adviceStatuses, 'BA BC BE BP BR GA GC GE GH GP GR IA IC IE IP IR TA TC TE TH TP TR'],
  ['order responses (587)', orderResponses, 'AC AD AE AH AK AP AT NA RD RF RJ RN RO RV ZZ'],
  [
    'line responses (668)',
    lineResponses,
    'AA AC AR BP DR IA IB IC ID IE IF IH IP IQ IR IS IW R1 R2 R3 R4 R5 R6 R7 R8 SP',
  ],
];

describe('the code lists', () => {
  for (const [name, table, codes] of tables) {
    test(`hold every code of ${name} and no other`, () => {
      expect([...table.keys()].toSorted()).toEqual(codes.split(' ').toSorted());
    });
  }

  test('hold all 33 interchange notes (I18) and all 206 application errors (647)', () => {
    expect([...interchangeNotes.keys()].toSorted()).toEqual(
      Array.from({ length: 33 }, (_, code) => String(code).padStart(3, '0')),
    );
    expect(applicationErrors.size).toBe(206);
  });

  test('have a plain label for every code, without full stop', () => {
    const all = [...tables.map(([, table]) => table), interchangeNotes, applicationErrors, segmentNames];
    for (const table of all) {
      for (const label of table.values()) {
        expect(label).toMatch(/^\S.{1,90}[^.\s]$/);
        expect(label).not.toMatch(/[!_]/);
      }
    }
  });

  test('give every status code a meaning', () => {
    for (const code of setStatuses.keys()) expect(statusOfCode.get(code)).toBeDefined();
    for (const code of interchangeStatuses.keys()) expect(statusOfTa1.get(code)).toBeDefined();
    for (const code of adviceStatuses.keys()) expect(statusOfAdvice(code)).toBeDefined();
    for (const code of orderResponses.keys()) expect(statusOfOrderResponse.get(code)).toBeDefined();
    for (const code of lineResponses.keys()) expect(weightOfLine(code)).not.toBe('unknown');
    expect(statusOfAdvice('XR')).toBeUndefined();
  });

  test('mean codes 19 to 22 of a group as the release does', () => {
    expect(groupErrors('004010').get('19')).toBe('the end of the S1 security section (S1E) is missing');
    expect(groupErrors('005010').get('19')).toBe('the group control number is used more than once in the interchange');
    expect(groupErrors(null).get('19')).toBe('the group control number is used more than once in the interchange');
  });

  test('show an unknown code as sent, also one that is a word of the language', () => {
    expect(labelOrCode(elementErrors, 'Q')).toBe('code "Q" is not in the standard list');
    expect(labelOrCode(elementErrors, 'constructor')).toBe('code "constructor" is not in the standard list');
  });

  test('name about a hundred segments and the elements of sixty', () => {
    expect(segmentNames.size).toBeGreaterThan(100);
    expect(elementName('N1', 3)).toBe('identification code qualifier');
    expect(elementName('PO1', 6)).toBe('product id qualifier');
    expect(elementName('PO1', 25)).toBe('product id');
    expect(elementName('IT1', 26)).toBeNull();
    expect(elementName('BIG', 2)).toBe('invoice number');
    expect(elementName('constructor', 1)).toBeNull();
  });
});
