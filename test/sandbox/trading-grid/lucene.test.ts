import { describe, expect, test } from 'vitest';

import { compileSearch } from '#sandbox/trading-grid/lucene.ts';

const allProblems =
  '(status:F OR (deliverystatus:DeliveryFailed OR deliverystatus:PartiallyFailed OR deliverystatus:PartiallyDelivered) OR meta.externalerrormessage:* OR meta.errorcode:* OR (meta.errorcount:* AND -meta.errorcount:0))';

const finds = (query: string, values: Record<string, string | null>, keys: Record<string, string> = {}): boolean =>
  compileSearch(query)({ values, keys });

describe("Lens' search text", () => {
  test.each([
    [true, { status: 'F' }],
    [true, { status: 'Failed' }],
    [true, { status: 'Delivery failed' }],
    [true, { status: 'S', deliverystatus: 'PartiallyDelivered' }],
    [true, { status: 'C', externalerrormessage: 'no map found' }],
    [true, { status: 'C', errorcode: '-2' }],
    [true, { status: 'C', errorcount: '2' }],
    [false, { status: 'C', errorcount: '0' }],
    [false, { status: 'C', errorcode: null, externalerrormessage: '' }],
    [false, { status: 'Validation error' }],
    [false, { status: 'Delivered', fastatus: 'R' }],
  ])("gives %s by OpenText's own string for all problems: %o", (expected, values) => {
    expect(finds(allProblems, values)).toBe(expected);
  });

  test.each<[string, boolean]>([
    ['SYS* AND 850 AND DOCUMENT', true],
    ['SYS* AND 810', false],
    ['ZZ?DEMORETAILER', true],
    ['senderaddress:ZZ?DEMO*', true],
    ['"purchase order from"', true],
    ['type:"order from"', true],
    ['type:"orders from"', false],
    ['CV*', true],
    ['NOT editype:997 AND status:ReadyForPickup', true],
    ['-editype:850', false],
    ['editype:(810 OR 850)', true],
    ['editype:810 editype:850', true],
    ['editype:810 OR status:F AND editype:850', false],
    ['', true],
    ['nosuchfield:*', false],
  ])('reads %s', (query, expected) => {
    const values = {
      sendername: 'SYSTEMS INC',
      senderaddress: 'ZZ:DEMORETAILER',
      editype: '850',
      transactionlevel: 'Document',
      type: 'Purchase order from a retailer',
      status: 'R',
    };
    expect(finds(query, values, { 'purchase order number': 'CV4711' })).toBe(expected);
  });

  test.each(['(status:F', 'status:F)', 'AND', 'status:"F', 'status:F AND'])('refuses %s', (query) => {
    expect(() => compileSearch(query)).toThrow('Failed to parse query');
  });
});
