import { describe, expect, test } from 'vitest';
import { readEdiFile } from '#core/documents/read-file.ts';
import {
  bytesOf,
  functionalAcknowledgement,
  harbourStores,
  usBrands,
  x12File,
  type X12Line,
} from '#test/harness/x12-fixtures.ts';

const errors: X12Line[] = [
  ['AK3', 'N1', '3', '', '8'],
  ['AK4', '4', '67', '7', '0123'],
];
const set = functionalAcknowledgement({ errors, status: ['R', '5'] });
const rejection = x12File('FA', set, { sender: harbourStores, receiver: usBrands });

/** The file with every terminator written another way. */
const ending = (text: string, end: string) => text.replaceAll('~', end);
const isa16 = (text: string) => rejection.replace('*P*>~', text);

const flaws: readonly (readonly [name: string, text: string, remark: string])[] = [
  ['a blank after ISA16', isa16('*P*> ~'), 'envelope-ending'],
  ['several blanks after ISA16', isa16('*P*>    ~'), 'envelope-ending'],
  ['a tab after ISA16', isa16('*P*>\t~'), 'envelope-ending'],
  ['a blank after ISA16 and lines', ending(isa16('*P*> ~'), '~\r\n'), 'envelope-ending'],
  ['a blank after ISA16 and lines for terminators', ending(isa16('*P*> ~'), '\n'), 'envelope-ending'],
  ['no ISA16', isa16('*P~'), 'component-separator-missing'],
  ['no ISA16, with lines', ending(isa16('*P~'), '~\r\n'), 'component-separator-missing'],
  ['no ISA16, with lines for terminators', ending(isa16('*P~'), '\n'), 'component-separator-missing'],
  ['no ISA16, with CRLF for terminators', ending(isa16('*P~'), '\r\n'), 'component-separator-missing'],
  ['an empty ISA16', isa16('*P*~'), 'component-separator-missing'],
  ['a blank ISA16', isa16('*P* ~'), 'component-separator-missing'],
  ['a letter for ISA16', isa16('*P*U~'), 'component-separator-missing'],
  ['a separator too many', isa16('*P*>*~'), 'envelope-ending'],
  ['an element too few', rejection.replace('*0*P*', '*P*'), 'envelope-ending'],
  ['two terminators', isa16('*P*>~~'), 'envelope-ending'],
  ['line feeds for terminators', ending(rejection, '\n'), 'newline-terminator'],
  ['carriage returns for terminators', ending(rejection, '\r'), 'newline-terminator'],
  ['underscores between elements', rejection.replaceAll('*', '_'), 'unusual-element-separator'],
  ['short fields', rejection.replaceAll(/ {3,}/g, ''), 'envelope-width'],
  ['long fields', rejection.replace('GRIDBRANDS     ', 'GRIDBRANDS'.padEnd(40)), 'envelope-width'],
  ['small letters in its name', rejection.replace('ISA*', 'isa*'), 'lower-case-tags'],
  ['a byte-order mark', `\uFEFF${rejection}`, 'byte-order-mark'],
  ['a letter before it', `Dear all,\n\n${rejection}`, 'text-before-interchange'],
  ['text that runs into it', `MSG1${rejection}`, 'text-before-interchange'],
  ['blanks between segments', ending(rejection, '~  '), 'indented-segments'],
];

describe('an interchange header', () => {
  test.each(flaws)('with %s is read and remarked on', (_, text, remark) => {
    const file = readEdiFile(bytesOf(text));
    expect(file.acknowledgements).toMatchObject([
      {
        status: 'rejected',
        sender: '01:123456789',
        receiver: 'ZZ:GRIDBRANDS',
        control: { interchange: '000000101' },
        answers: { control: { group: '101', set: '0001' }, functionalGroup: 'IN' },
        errors: [{ segment: 'N1', position: 3, element: 4, value: '0123' }],
      },
    ]);
    expect(file.findings.map(({ code }) => code)).toContain(remark);
    expect(file.findings.filter(({ severity }) => severity === 'error')).toEqual([]);
  });

  test('as it should be gives nothing to remark', () => {
    for (const text of [rejection, ending(rejection, '_'), isa16('*P*_~')])
      expect(readEdiFile(bytesOf(text)).findings).toEqual([]);
  });

  test('in small letters throughout is a rejection all the same', () => {
    const [acknowledgement] = readEdiFile(bytesOf(rejection.toLowerCase())).acknowledgements;
    expect(acknowledgement).toMatchObject({
      status: 'rejected',
      answers: { functionalGroup: 'IN' },
      errors: [{ segment: 'N1' }],
    });
  });

  test.each([
    ['that cannot be read', rejection.replace(/^ISA.*?~/, 'ISA*00*lost~'), 'interchange-header-unreadable'],
    ['with a blank for a separator', rejection.replace('ISA*', 'ISA *'), 'no-interchange'],
    ['that is missing', rejection.slice(rejection.indexOf('GS*')), 'no-interchange'],
    ['that is missing, with lines', ending(rejection.slice(rejection.indexOf('GS*')), '\n'), 'no-interchange'],
  ])('%s does not hide the rejection behind it', (_, text, finding) => {
    const file = readEdiFile(bytesOf(text));
    expect(file.findings.map(({ code }) => code)).toEqual([finding]);
    expect(file.acknowledgements).toMatchObject([
      {
        status: 'rejected',
        sender: '123456789',
        receiver: 'GRIDBRANDS',
        answers: { control: { group: '101', set: '0001' } },
      },
    ]);
  });

  test('that cannot be read, between others that can, does not hide what it held', () => {
    const text = `${rejection}${rejection.replace(/^ISA.*?~/, 'ISA*00*lost~')}${rejection}`;
    expect(readEdiFile(bytesOf(text)).acknowledgements).toHaveLength(3);
  });

  test('and its group may be missing: the set is read, and whom it is from is not known', () => {
    const text = rejection.slice(rejection.indexOf('ST*'), rejection.indexOf('GE*'));
    expect(readEdiFile(bytesOf(text)).acknowledgements).toMatchObject([
      { status: 'rejected', sender: '', receiver: '' },
    ]);
  });
});
