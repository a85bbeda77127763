import * as fc from 'fast-check';
import { expect, test } from 'vitest';

import { ApiFailure } from '#sandbox/salesforce/org/failure.ts';
import { parseQuery } from '#sandbox/salesforce/soql/parse.ts';
import { tokenize } from '#sandbox/salesforce/soql/tokens.ts';
import { first } from '#test/harness/pick.ts';

const quote = (text: string) =>
  `'${text.replace(/[\\'"\n\r\t]/g, (letter) => `\\${{ '\n': 'n', '\r': 'r', '\t': 't' }[letter] ?? letter}`)}'`;

test('any text comes through its quotes unchanged', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (text) => {
      expect(tokenize(`Name = ${quote(text)}`)[2]).toMatchObject({ kind: 'text', text });
    }),
  );
});

const outcome = (text: string): string => {
  try {
    parseQuery(text);
    return 'query';
  } catch (error) {
    return error instanceof ApiFailure ? first(error.errors).code : String(error);
  }
};

test('whatever is asked, the answer is a query or the refusal of a malformed one', () => {
  const words = [
    'SELECT',
    'Id',
    ',',
    'FROM',
    'Case',
    'WHERE',
    '(',
    ')',
    'NOT',
    'IN',
    "'a'",
    '=',
    '<=',
    'AND',
    'OR',
    '7',
    '2026-11-20',
    'ORDER',
    'BY',
    'LIMIT',
    "'",
    '\\',
    '%',
  ];
  fc.assert(
    fc.property(fc.array(fc.oneof(fc.constantFrom(...words), fc.string()), { maxLength: 20 }), (parts) => {
      expect(['query', 'MALFORMED_QUERY']).toContain(outcome(parts.join(' ')));
    }),
    { numRuns: 500 },
  );
});
