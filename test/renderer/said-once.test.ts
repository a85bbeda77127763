import { describe, expect, test } from 'vitest';
import { headingOf, unsaidBy } from '#renderer/screens/queue/issue/said.ts';

const complaint = 'The ship notice date (BSN03) "20261340" is not a valid date.';

describe('what an issue says', () => {
  const unsaid = unsaidBy({
    why: `${complaint} Acme wrote: "DUPLICATE SSCC / LINE NOT FOUND"`,
    where: 'Segment 2 (BSN)',
  });

  test('it says once, however it is quoted', () => {
    for (const text of [complaint, 'DUPLICATE SSCC\nLINE NOT FOUND', complaint.toUpperCase(), '', null])
      expect(unsaid(text)).toBeNull();
  });

  test('and what is new it keeps, line by line', () => {
    expect(unsaid(`${complaint}\nFrom 997_acme.x12`)).toBe('From 997_acme.x12');
    expect(unsaid('LINE')).toBeNull();
    expect(unsaid('DATE IS')).toBe('DATE IS');
  });
});

describe('the heading of an issue', () => {
  const invoice = { documentType: '810', documentNumber: '4711' };

  test.each([
    ['Invoice 4711 rejected: currency code "USX" is not valid', 'Invoice 4711 rejected'],
    ['Test: Invoice 4711 rejected: currency code "USX" is not valid', 'Test: Invoice 4711 rejected'],
    ['Invoice 4711: the acknowledgement is unclear', 'Invoice 4711: the acknowledgement is unclear'],
    ['Invoice 4711 rejected', 'Invoice 4711 rejected'],
  ])('%s', (title, heading) => expect(headingOf({ ...invoice, title })).toBe(heading));

  test('says what it is about where no document is known', () => {
    const nothing = { documentType: null, documentNumber: null };
    expect(headingOf({ ...nothing, title: 'File a.edi could not be read: it is empty' })).toBe(
      'File a.edi could not be read',
    );
  });
});
