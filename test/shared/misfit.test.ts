import { z } from 'zod';
import { expect, test } from 'vitest';
import { complaintWords } from '#shared/lib/misfit.ts';

const schema = z.strictObject({
  name: z.string().max(5),
  age: z.number().int().max(150).optional(),
  kind: z.enum(['partner', 'agreement']).optional(),
  roles: z.array(z.string()).max(2).optional(),
  map: z
    .string()
    .refine((text) => text === '{}', { error: 'it is not JSON' })
    .optional(),
  code: z.string().regex(/^\d$/, { error: 'it must be one digit' }).optional(),
});

test.each<[unknown, string]>([
  [{}, '“name” is missing: it should be a text.'],
  [{ name: null }, '“name” is missing: it should be a text.'],
  [{ name: 'x'.repeat(2_500) }, '“name” should be a text of at most 5 characters, but is a text of 2,500 characters.'],
  [{ name: 7 }, '“name” should be a text, but is a number.'],
  [{ name: 'Kim', age: '7' }, '“age” should be a number, but is a text of 1 character.'],
  [{ name: 'Kim', age: 151 }, '“age” should be at most 150, but is a number.'],
  [{ name: 'Kim', kind: 'folk' }, '“kind” should be one of partner, agreement, but is a text of 4 characters.'],
  [{ name: 'Kim', roles: ['a', 'b', 'c'] }, '“roles” should be a list of at most 2, but is a list of 3.'],
  [{ name: 'Kim', roles: ['a', 1] }, '“roles.1” should be a text, but is a number.'],
  [{ name: 'Kim', code: 'x' }, '“code” should be one digit, but is a text of 1 character.'],
  [{ name: 'Kim', map: '{' }, '“map” does not fit: it is not JSON.'],
  [{ name: 'Kim', extra: 1 }, '“extra” should be left out, but is there, and nobody knows it.'],
  ['Kim', 'It should be a record, but is a text of 3 characters.'],
])('What a schema says of %j is a sentence, and does not hold the value.', (value, words) => {
  const read = schema.safeParse(value);
  expect(read.success ? '' : complaintWords(read.error, value)).toBe(words);
});

test('Where the value is not at hand, the sentence says what the schema tells of it.', () => {
  const read = schema.safeParse({ name: 7, age: 151 });
  expect(read.success ? '' : complaintWords(read.error)).toBe(
    '“name” should be a text, but is a number. “age” should be at most 150, but is something else.',
  );
});
