import { describe, expect, test } from 'vitest';
import { parseFilter } from '#shared/model/filter/parse.ts';
import { quickFilters, wholeFilter } from '#renderer/screens/queue/filters.ts';
import { reason } from '#renderer/screens/queue/reason.ts';
import { row } from './rows.ts';

describe('the filter that is sent', () => {
  test('the ready-made filter and the typed words are joined, and the place of the typed part is known', () => {
    expect(wholeFilter('all', ' doc:810 ')).toEqual({ filter: 'doc:810', offset: 0 });
    expect(wholeFilter('mine', '')).toEqual({ filter: 'is:mine', offset: 0 });
    const both = wholeFilter('mine', 'doc:810 OR doc:856');
    expect(both.filter).toBe('is:mine (doc:810 OR doc:856)');
    expect(both.filter.slice(both.offset)).toBe('doc:810 OR doc:856)');
  });

  test('every ready-made filter is a filter of the language', () => {
    for (const { id } of quickFilters) expect(() => parseFilter(wholeFilter(id, 'tax').filter)).not.toThrow();
  });
});

describe('the reason column', () => {
  test('leaves out what the document column says already', () => {
    expect(reason(row('a'))).toBe('Rejected: currency code "USX" is not valid');
    expect(reason(row('a', { documentNumber: null, title: 'Invoice rejected' }))).toBe('Rejected');
  });

  test('puts the control number after the verdict, and keeps the mark of a test', () => {
    const noNumber = { documentType: '837', documentNumber: null };
    expect(reason(row('a', { ...noNumber, title: 'Claim file (control 0021) rejected: CLM02 is missing' }))).toBe(
      'Rejected (control 0021): CLM02 is missing',
    );
    const unclear = "Claim file (control 0001): the partner's acknowledgement is unclear (IK501 Q)";
    expect(reason(row('a', { ...noNumber, title: unclear }))).toBe(
      "The partner's acknowledgement is unclear (IK501 Q) (control 0001)",
    );
    expect(reason(row('a', { title: 'Test: Invoice 4711 rejected: duplicate' }))).toBe('Test: Rejected: duplicate');
  });

  test('keeps a title that begins otherwise', () => {
    const title = 'Unreadable file: it ends inside a segment';
    expect(reason(row('a', { documentType: null, documentNumber: null, title }))).toBe(title);
  });
});
