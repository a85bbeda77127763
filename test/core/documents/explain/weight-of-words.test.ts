import { describe, expect, test } from 'vitest';
import { weighsHeavily } from '#core/documents/weight-of-words.ts';

describe('a message in words', () => {
  test.each([
    'YOUR ASN 4711 WAS REJECTED. A CHARGEBACK OF $250 APPLIES.',
    'Chargeback notice',
    'A penalty will be deducted from your next payment',
    'ASN NOT RECEIVED FOR PO 4711',
    'Your invoices cannot be processed',
    'URGENT: call the dock at once',
    'Please acknowledgement immediately',
    'Action required by Friday',
    'Order 4711 is cancelled',
    'Your account is on hold',
    'Invoice 900 will not be paid',
    'All is well with PO 1.\nPO 2 was refused',
    'No chargeback for PO 1, but PO 2 is rejected',
    'Final notice before we suspend payments',
    'Payment cannot be released before the contract is signed',
    'We are unable to have the hold lifted',
  ])('weighs heavily: %s', (text) => {
    expect(weighsHeavily(text)).toBe(true);
  });

  test.each([
    'Dock 4 is closed on Friday',
    'Happy new year from all of us',
    'There will be no chargeback for this one',
    'The penalty was waived',
    'The chargeback of May has been reversed',
    'Your ASN was not rejected',
    'This is not urgent',
    'No action required',
    'Your account is no longer on hold',
    'New ship-to address from 1 May',
    'Accepted without deduction',
    'All is fine',
    '',
  ])('does not: %s', (text) => {
    expect(weighsHeavily(text)).toBe(false);
  });
});
