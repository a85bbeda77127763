import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { withImplied } from '#shared/model/filter/ast.ts';
import { fieldNames, fields } from '#shared/model/filter/fields.ts';
import { FilterError, parseFilter } from '#shared/model/filter/parse.ts';

function failure(text: string) {
  try {
    parseFilter(text);
  } catch (error) {
    if (error instanceof FilterError) return { position: error.position, expected: error.expected, got: error.got };
    throw error;
  }
  return null;
}

test('a filter with everything in it is read as it is meant', () => {
  expect(
    parseFilter(
      'kind:rejected partner:"Acme Foods" doc:desadv severity>=high -is:escalated age>2h owner:Pat "missing N1"',
    ),
  ).toEqual({
    op: 'and',
    terms: [
      { op: 'kind', kind: 'rejected' },
      { op: 'partner', phrase: ' acme foods' },
      { op: 'doc', type: 'DESADV' },
      { op: 'severity', comparison: '>=', severity: 'high' },
      { op: 'not', term: { op: 'is', flag: 'escalated' } },
      { op: 'age', comparison: '>', age: 7_200_000 },
      { op: 'owner', owner: 'pat' },
      { op: 'text', phrase: ' missing n1' },
    ],
  });
});

test('a field has other words for it', () => {
  expect(parseFilter('document:810 Assignee:Pat')).toEqual(parseFilter('doc:810 owner:Pat'));
});

test('every field is explained by an example that it reads, and every word and alias is one of one field', () => {
  const names = fieldNames.flatMap((name) => [name, ...fields[name].aliases]);
  expect(new Set(names).size).toBe(names.length);
  for (const name of fieldNames) {
    const { help, words } = fields[name];
    expect(parseFilter(help.example)).toMatchObject({ op: name });
    for (const word of words) expect(parseFilter(`${name}:${word}`)).toMatchObject({ op: name });
  }
});

test('OR binds less than what stands side by side, and brackets change that', () => {
  const a = { op: 'text', phrase: ' a' };
  const b = { op: 'text', phrase: ' b' };
  const c = { op: 'text', phrase: ' c' };
  expect(parseFilter('a b OR c')).toEqual({ op: 'or', terms: [{ op: 'and', terms: [a, b] }, c] });
  expect(parseFilter('a AND (b OR c)')).toEqual({ op: 'and', terms: [a, { op: 'or', terms: [b, c] }] });
  expect(parseFilter('NOT (a b)')).toEqual({ op: 'not', term: { op: 'and', terms: [a, b] } });
});

test('an empty filter means what is not resolved, and so does one that says nothing of the status', () => {
  const unresolved = { op: 'is', flag: 'unresolved' };
  expect(withImplied(parseFilter('  '))).toEqual({ op: 'and', terms: [unresolved] });
  expect(withImplied(parseFilter('4711'))).toEqual({ op: 'and', terms: [unresolved, { op: 'text', phrase: ' 4711' }] });
  expect(withImplied(parseFilter('is:resolved'))).toEqual({ op: 'is', flag: 'resolved' });
  expect(withImplied(parseFilter('a OR status:open'))).toEqual(parseFilter('a OR status:open'));
});

describe('what can not be read is explained with its place', () => {
  test.each([
    ['severity:urgent', 9, /^critical, high, medium or low$/, '"urgent"'],
    ['owner:Me', 6, 'the name of a person, or is:mine for your own', '"Me"'],
    ['kind:', 5, /^rejected, partially-accepted, .* or exception$/, 'nothing'],
    ['ZZ:ACME', 0, /^partner, doc, .* owner or age, or the text in quotation marks$/, '"ZZ"'],
    ['age:2h', 3, /^">" or "<" after age$/, '":"'],
    ['age>soon', 4, /^a time such as 30m, 2h, 3d or 1w$/, '"soon"'],
    ['kind>rejected', 4, /^":" after kind$/, '">"'],
    ['(a', 2, /^a closing bracket$/, 'the end'],
    ['a )', 2, /^a filter$/, '")"'],
    ['a OR', 4, /^a filter on both sides of OR$/, 'the end'],
    ['OR a', 3, /^a filter on both sides of OR$/, '"a"'],
    ['"open', 5, /^a closing quotation mark$/, 'the end'],
    ['NOT', 3, /^a filter after NOT$/, 'the end'],
  ])('%s', (text, position, expected, got) => {
    expect(failure(text)).toEqual({
      position,
      expected: expect.stringMatching(expected),
      got,
    });
  });
});

test('any text gives a filter or a failure with a place inside it, never anything else', () => {
  const piece = fc.constantFrom(
    '(',
    ')',
    '-',
    '"',
    ' ',
    'OR ',
    'NOT ',
    'AND ',
    'kind:',
    'rejected',
    'age>',
    '2h',
    'is:mine',
    'é',
    ':',
    '>=',
  );
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string({ maxLength: 60 }),
        fc.array(piece, { maxLength: 20 }).map((list) => list.join('')),
      ),
      (text) => {
        expect(failure(text)?.position ?? 0).toBeLessThanOrEqual(text.length);
      },
    ),
    { numRuns: 2_000 },
  );
});
