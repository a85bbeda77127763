import { describe, expect, test } from 'vitest';
import { explainAcknowledgement, explainOverdue, explainUnreadable } from '#core/documents/explain.ts';
import { readX12 } from '#core/documents/x12/read.ts';
import { documentTypeName, documentTypes, setsOfGroup } from '#shared/model/edi/document-types.ts';
import type { Acknowledgement, AcknowledgementError, EdiDocument } from '#shared/model/edi/edi.ts';
import {
  bytesOf,
  functionalAcknowledgement,
  harbourStores,
  invoice,
  usBrands,
  x12,
  x12File,
  type SetFixture,
  type X12Line,
} from '#test/harness/x12-fixtures.ts';
import { explainLens, type LensCase, lensCase } from '#test/harness/explain-lens.ts';

function documentOf(set: SetFixture): EdiDocument {
  const [document] = readX12(bytesOf(x12File('IN', set))).documents;
  if (document === undefined) throw new Error('the fixture has no document');
  return document;
}

function acknowledgementOf(code: string, set: SetFixture): Acknowledgement {
  const text = x12File(code, set, { sender: harbourStores, receiver: usBrands });
  const [acknowledgement] = readX12(bytesOf(text)).acknowledgements;
  if (acknowledgement === undefined) throw new Error('the fixture has no acknowledgement');
  return acknowledgement;
}

const rejected = (errors: readonly X12Line[], status: X12Line = ['R', '5']) =>
  acknowledgementOf('FA', functionalAcknowledgement({ errors, status }));

const harbour = { document: null, partnerName: 'Harbour Stores', direction: 'outbound' } as const;

const unknownSender = { direction: 'unknown', partnerName: null } as const;

/** An acknowledgement of another syntax, which comes with sentences of its own. */
function foreign(
  type: Acknowledgement['type'],
  statusCode: string,
  ...errors: Partial<AcknowledgementError>[]
): Acknowledgement {
  const blank = {
    level: 'interchange',
    segment: null,
    position: null,
    element: null,
    component: null,
    code: null,
    value: null,
    explanation: 'It was refused.',
  } as const;
  return {
    ...rejected([]),
    type,
    statusCode,
    status: 'rejected',
    errors: errors.map((error) => ({ ...blank, ...error })),
  };
}

describe('what a rejected document needs', () => {
  test('is told in one piece', () => {
    const errors: X12Line[] = [
      ['AK3', 'BIG', '2', '', '8'],
      ['AK4', '1', '373', '8', '20261345'],
      ['AK3', 'N1', '5', '', '3'],
    ];
    expect(explainAcknowledgement(rejected(errors), { ...harbour, document: documentOf(invoice('4711')) })).toEqual({
      title: 'Invoice 4711 rejected: invoice date "20261345" is not a valid date (+1 more)',
      what: 'Invoice 4711 (810, control 0001) to Harbour Stores',
      why: 'The invoice date (BIG01) "20261345" is not a valid date. A required segment, N1 (party name), is missing at or near segment 5.',
      where: 'Segment 2 (BIG, invoice header), element 1 (invoice date), value "20261345". At or near segment 5',
      fault: 'us',
      faultReason: 'We sent the document, and the complaint is about a value or segment in it: our data or our map.',
      next: 'Correct the data or the map for both complaints, then send the document again with a new control number.',
      again: 'corrected',
    });
  });

  test('is the partner to correct where the partner sent the document', () => {
    const told = explainAcknowledgement(rejected([['AK3', 'N1', '5', '', '3']]), {
      document: documentOf(invoice('4711')),
      partnerName: 'Harbour Stores',
      direction: 'inbound',
    });
    expect(told).toMatchObject({
      title: 'Invoice 4711 rejected: N1 (party name) is missing',
      what: 'Invoice 4711 (810, control 0001) from Harbour Stores',
      where: 'At or near segment 5',
      fault: 'partner',
      next: 'Ask Harbour Stores to correct the document and send it again with a new control number.',
    });
  });

  test('is said of us where we gave the acknowledgement', () => {
    const inbound = { ...harbour, direction: 'inbound' } as const;
    const why = (errors: readonly X12Line[], status?: X12Line) =>
      explainAcknowledgement(rejected(errors, status), inbound).why;
    const coded: X12Line[] = [
      ['AK3', 'N1', '3', '', '8'],
      ['AK4', '4', '67', '7', 'the partner says'],
    ];
    expect(why(coded)).toBe(
      'Segment 3, N1 (party name): the party id (element 4) "the partner says" is not a code we accept.',
    );
    expect(why([], ['R', '1'])).toBe('This kind of transaction set is not supported by us.');
    expect(why([['AK3', 'ZX9', '3', '', '1']])).toBe('Segment 3, ZX9, is not a segment we know.');
    const receipt = foreign('MDN', 'processed/error: authentication-failed', {
      code: 'authentication-failed',
      explanation: 'The partner could not verify our signature.',
    });
    expect(explainAcknowledgement(receipt, inbound)).toMatchObject({
      title: 'Invoice (control 0001) rejected: we could not verify their signature',
      why: 'We could not verify their signature.',
    });
  });

  test('is unknown where the direction is', () => {
    const told = explainAcknowledgement(rejected([['AK3', 'N1', '5', '', '3']]), {
      document: null,
      partnerName: null,
      direction: 'unknown',
    });
    expect(told).toMatchObject({ fault: 'unknown', what: 'Invoice (810, control 0001) (partner 01:123456789)' });
  });

  test('is told without a document by type and control number, or by interchange', () => {
    expect(explainAcknowledgement(rejected([], ['R', '4']), harbour)).toMatchObject({
      title: 'Invoice (control 0001) rejected: segment count in SE01 is wrong',
      what: 'Invoice (810, control 0001) to Harbour Stores',
    });
    const ta1 = readX12(bytesOf(x12({ answers: [['TA1', '000000101', '261120', '0930', 'R', '025']] })))
      .acknowledgements[0];
    expect(ta1 && explainAcknowledgement(ta1, harbour)).toMatchObject({
      title: 'Interchange 000000101 rejected: control number was already used',
      what: 'Interchange 000000101 to Harbour Stores',
      fault: 'us',
    });
  });

  test('fits the queue', () => {
    const told = explainAcknowledgement(
      rejected([
        ['AK3', 'N1', '5', '', '8'],
        ['AK4', '2', '93', '5', 'A very long name of a company that nobody could ever fit into sixty characters'],
      ]),
      harbour,
    );
    expect(told.title.length).toBeLessThanOrEqual(90);
    expect(told.title).toMatch(/^Invoice \(control 0001\) rejected: party name "A very long name .*…" is too long$/);
  });

  test('says so when nothing is wrong or nothing was said', () => {
    expect(explainAcknowledgement(acknowledgementOf('FA', functionalAcknowledgement({})), harbour)).toMatchObject({
      title: 'Invoice (control 0001) accepted',
      why: 'Harbour Stores accepted it.',
      next: 'Nothing to do.',
    });
    expect(explainAcknowledgement(rejected([], ['R']), harbour)).toMatchObject({
      title: 'Invoice (control 0001) rejected',
      why: 'Harbour Stores rejected it without giving a reason.',
      where: null,
    });
    expect(explainAcknowledgement(rejected([['AK3', 'N1', '5', '', '5']], ['E']), harbour).next).toMatch(
      /do not send it again/,
    );
  });
});

describe('whose move it is', () => {
  const fault = (acknowledgement: Acknowledgement, direction: 'outbound' | 'inbound' = 'outbound') => {
    const told = explainAcknowledgement(acknowledgement, { document: null, partnerName: 'Harbour Stores', direction });
    expect(told.faultReason).toMatch(/^[A-Z].*\.$/);
    expect(told.next).toMatch(/^[A-Z].*\.$/);
    return told.fault;
  };
  const both = (acknowledgement: Acknowledgement) => [fault(acknowledgement), fault(acknowledgement, 'inbound')];

  test('is the sender of a wrong value', () => {
    expect(both(rejected([['AK3', 'N1', '5', '', '2']]))).toEqual(['us', 'partner']);
    expect(both(foreign('CONTRL', 'UCM 4', { code: '12', level: 'element' }))).toEqual(['us', 'partner']);
    const words = 'The partner says "Price missing"; their code is 12.';
    expect(both(foreign('APERAK', 'BGM 27', { code: '12', level: 'set', explanation: words }))).toEqual([
      'us',
      'partner',
    ]);
  });

  test('is the sender of a duplicate', () => {
    expect(both(foreign('TA1', 'TA104 R', { code: '025' }))).toEqual(['us', 'partner']);
    expect(both(foreign('CONTRL', 'UCI 4', { code: '26' }))).toEqual(['us', 'partner']);
    expect(both(foreign('824', 'OTI01 TR', { code: '121', level: 'element' }))).toEqual(['us', 'partner']);
    expect(both(rejected([], ['R', '23']))).toEqual(['us', 'partner']);
  });

  test('is not all that is wrong where a duplicate is refused for other things as well', () => {
    const error = (code: string) => foreign('824', 'OTI01 TR', { code, level: 'element' }).errors;
    const mixed = {
      ...foreign('824', 'OTI01 TR', { code: '121', level: 'element' }),
      errors: [...error('119'), ...error('133')],
    };
    expect(explainAcknowledgement(mixed, harbour)).toMatchObject({
      next: expect.stringMatching(
        /^Ask Harbour Stores whether an earlier copy was processed\. If not, correct what else is named/,
      ),
      again: 'corrected',
    });
    expect(explainAcknowledgement({ ...mixed, errors: [...error('119'), ...error('121')] }, harbour)).toMatchObject({
      next: expect.stringMatching(/nothing is missing/),
      again: 'no',
    });
    // `One or more segments in error` says nothing of its own.
    expect(explainAcknowledgement(rejected([], ['R', '5', '23']), harbour).next).toMatch(/nothing is missing/);
  });

  test('is a set-up question where ids or agreements do not match', () => {
    expect(both(foreign('TA1', 'TA104 R', { code: '009' }))).toEqual(['unknown', 'unknown']);
    expect(both(foreign('CONTRL', 'UCI 4', { code: '23' }))).toEqual(['unknown', 'unknown']);
    expect(both(foreign('MDN', 'processed/error: unknown-trading-partner'))).toEqual(['unknown', 'unknown']);
    expect(both(rejected([], ['R', '1']))).toEqual(['unknown', 'unknown']);
  });

  test('is whoever holds the wrong certificate', () => {
    expect(both(foreign('MDN', 'processed/error: decryption-failed'))).toEqual(['us', 'partner']);
    expect(both(foreign('MDN', 'processed/Error: Authentication-Failed'))).toEqual(['partner', 'us']);
    expect(both(foreign('MDN', 'processed/error: insufficient-message-security'))).toEqual(['us', 'partner']);
    expect(both(foreign('MDN', 'failed/failure: unsupported MIC-algorithms'))).toEqual(['us', 'partner']);
  });

  test('does not take a receipt for a verdict on the content', () => {
    const receipt = { ...foreign('MDN', 'processed'), status: 'accepted' } as const;
    expect(explainAcknowledgement(receipt, harbour)).toMatchObject({
      why: 'Harbour Stores received the file intact; this is not yet a verdict on its content.',
      next: 'Wait for the acknowledgement of its content.',
      faultReason: 'Nothing was refused.',
    });
    const warning = { ...foreign('MDN', 'processed/warning: slow disk'), status: 'accepted with errors' } as const;
    expect(fault(warning)).toBe('unknown');
    const duplicate = {
      ...foreign('MDN', 'processed/warning: duplicate-document'),
      status: 'accepted with errors',
    } as const;
    expect(both(duplicate)).toEqual(['us', 'partner']);
  });

  test('puts only the first sentence of a reason into the title', () => {
    const told = explainAcknowledgement(
      foreign('TA1', 'TA104 R', { explanation: 'It broke. Check the log.' }),
      harbour,
    );
    expect(told.title).toMatch(/: it broke$/);
  });

  test('is the network where content was changed or lost on the way', () => {
    expect(both(foreign('MDN', 'processed/error: integrity-check-failed'))).toEqual(['network', 'network']);
    expect(both(foreign('CONTRL', 'UCI 4', { code: '42' }))).toEqual(['network', 'network']);
  });

  test('is not known where the acknowledgement gives no reason, or one that only its sender understands', () => {
    expect(both(rejected([], ['R']))).toEqual(['unknown', 'unknown']);
    expect(both(foreign('APERAK', 'BGM 27', { code: 'X7', level: 'set' }))).toEqual(['unknown', 'unknown']);
    expect(both(foreign('997', 'AK501 R', { code: 'ZZ', level: 'set' }))).toEqual(['unknown', 'unknown']);
    expect(both(foreign('CONTRL', 'UCM 4', { code: '18', level: 'set' }))).toEqual(['unknown', 'unknown']);
    expect(both(foreign('MDN', 'processed/error: unexpected-processing-error'))).toEqual(['unknown', 'unknown']);
    expect(both(foreign('MDN', 'processed/error: quota used up'))).toEqual(['unknown', 'unknown']);
  });

  test('is the supplier who turns an order down, unless the order named a product nobody knows', () => {
    const order = (code: string) =>
      acknowledgementOf('PR', {
        type: '855',
        lines: [
          ['BAK', '00', 'AC', 'PO-1'],
          ['PO1', '1', '5', 'EA'],
          ['ACK', code, '0', 'EA'],
        ],
      });
    expect(fault(order('IR'))).toBe('partner');
    expect(fault(order('R2'))).toBe('us');
    expect(explainAcknowledgement(order('IB'), harbour).title).toBe(
      'Purchase order PO-1 only partly accepted: line 1 is backordered: 0 instead of 5',
    );
  });

  test('is open for a message in words', () => {
    const text = acknowledgementOf('TX', { type: '864', lines: [['MSG', 'Dock 4 is closed on Friday']] });
    expect(explainAcknowledgement(text, harbour)).toMatchObject({
      title: 'Message from Harbour Stores: Dock 4 is closed on Friday',
      why: 'Harbour Stores wrote: "Dock 4 is closed on Friday"',
      fault: 'unknown',
      next: 'Read the message and answer it.',
    });
    const long = `Your ship notice was rejected, ${'and so on, '.repeat(40)}and a chargeback applies.`;
    const charge = acknowledgementOf('TX', {
      type: '864',
      lines: [
        ['MSG', 'Hello'],
        ['MSG', long],
      ],
    });
    expect(explainAcknowledgement(charge, harbour)).toMatchObject({
      why: `Harbour Stores wrote: "Hello / ${long}"`,
      next: 'Read the message and answer it today: it mentions a refusal, a charge or something urgent.',
    });
  });
});

describe('a Trading Grid entry', () => {
  const inbound = { direction: 'inbound' } as const;
  const tell = (change: Partial<LensCase>) => explainLens({ ...lensCase, ...change });

  test('puts the cause into the title, without the document again and without addresses', () => {
    const failed = { status: 'Failed' };
    const certificate = 'AS2 delivery to https://as2.harbour.example/in failed: server certificate expired';
    expect(tell({ ...failed, message: certificate })).toMatchObject({
      title: 'Invoice 4711 was not delivered: AS2 delivery failed: server certificate expired',
      why: `Delivery failed. Trading Grid says: "${certificate}"`,
    });
    const invalid = '810 4711: element 373 "20261340" is not a valid date';
    expect(tell({ status: 'V', message: invalid }).title).toBe(
      'Invoice 4711 failed validation: element 373 "20261340" is not a valid date',
    );
  });

  test('tells of a failed delivery', () => {
    expect(tell({ status: 'F', message: 'Connection refused by host', errorCode: '-2' })).toEqual({
      title: 'Invoice 4711 was not delivered: connection refused by host',
      what: 'Invoice 4711 (810) to Harbour Stores',
      why: 'Delivery failed. Trading Grid says: "Connection refused by host"',
      where: null,
      fault: 'network',
      faultReason: 'The document itself was not refused; the connection to Harbour Stores failed.',
      next: 'Ask Harbour Stores whether its endpoint is up, then deliver the document again. If it is up, ask Trading Grid support.',
      again: 'unchanged',
    });
    expect(tell({ ...inbound, status: 'OnHold' })).toMatchObject({
      title: 'Invoice 4711 is on hold',
      fault: 'us',
    });
    expect(tell({ status: 'S', deliveryStatus: 'PartiallyFailed' }).title).toBe(
      'Invoice 4711 was only partly delivered',
    );
    expect(tell({ status: 'F', message: 'SSL certificate expired' }).fault).toBe('partner');
  });

  test('tells of a validation error and whose it is', () => {
    const status = 'Validation error';
    expect(tell({ ...inbound, status, beside: ['Mandatory segment N1 missing'] })).toMatchObject({
      title: 'Invoice 4711 failed validation: mandatory segment N1 missing',
      what: 'Invoice 4711 (810) from Harbour Stores',
      fault: 'partner',
    });
    expect(tell({ status }).fault).toBe('unknown');
    expect(tell({ status, message: 'No trading relationship found for receiver' }).fault).toBe('unknown');
    expect(tell({ status, direction: 'unknown' }).fault).toBe('unknown');
  });

  test('tells of rejected, late and partly accepted documents', () => {
    const acknowledged = (letter: string, change: Partial<LensCase> = {}) =>
      tell({ status: 'S', acknowledgementStatus: letter, ...change });
    expect(acknowledged('R')).toMatchObject({
      title: 'Invoice 4711 rejected',
      fault: 'unknown',
      why: 'Harbour Stores rejected it with a functional acknowledgement.',
    });
    expect(acknowledged('R', inbound)).toMatchObject({
      fault: 'unknown',
      why: 'We rejected it with a functional acknowledgement.',
    });
    expect(acknowledged('T')).toMatchObject({ title: 'Invoice 4711 was not acknowledged in time', fault: 'partner' });
    expect(acknowledged('T', inbound).fault).toBe('us');
    expect(acknowledged('P').title).toBe('Invoice 4711 only partly accepted');
    expect(acknowledged('E').next).toMatch(/do not send it again/);
    expect(tell({ documentNumber: 'P1810' }).what).toMatch(/^Invoice P1810 \(810\)/);
    expect(acknowledged('Z').title).toBe('Invoice 4711 has acknowledgement status "Z"');
  });

  test('tells of duplicates, cancelled deliveries, bare error codes and unknown words', () => {
    expect(tell({ status: 'U' })).toMatchObject({
      title: 'Invoice 4711 stopped as a duplicate',
      fault: 'us',
    });
    expect(tell({ status: 'N', errorCode: '77' }).title).toBe('Invoice 4711 will not be delivered');
    expect(tell({ status: 'Processing', errorCode: '-2' })).toMatchObject({
      title: 'Invoice 4711 has an error',
      why: 'Trading Grid reports error code -2.',
    });
    expect(tell({ status: 'Quarantined' })).toMatchObject({
      title: 'Invoice 4711 has status "Quarantined"',
      fault: 'unknown',
    });
  });
});

describe('a missing acknowledgement', () => {
  test('is the move of the partner only where the document is known to have reached it', () => {
    const dueAt = Date.UTC(2026, 10, 20, 9, 30);
    expect(
      explainOverdue({
        documentType: '810',
        documentNumber: '4711',
        partnerName: 'Harbour Stores',
        dueAt,
        hoursAllowed: 24,
      }),
    ).toEqual({
      title: 'No acknowledgement for invoice 4711 from Harbour Stores',
      what: 'Invoice 4711 (810) to Harbour Stores',
      why: 'An acknowledgement was due within 24 hours, by 2026-11-20 09:30 UTC, and none has been received here.',
      where: null,
      fault: 'unknown',
      faultReason:
        'It is not known here whether the document reached the partner, nor whether an acknowledgement was sent.',
      next: 'Check that the document was delivered and that the acknowledgements of Harbour Stores are read here, then ask Harbour Stores whether it was processed.',
      again: 'no',
    });
    expect(
      explainOverdue({
        documentType: '810',
        documentNumber: '4711',
        partnerName: 'Harbour Stores',
        dueAt,
        hoursAllowed: 24,
        delivered: true,
      }),
    ).toMatchObject({
      fault: 'partner',
      next: 'Ask Harbour Stores whether the document was processed, and for the acknowledgement.',
      again: 'no',
    });
    expect(
      explainOverdue({
        documentType: null,
        documentNumber: null,
        partnerName: null,
        dueAt: Number.NaN,
        hoursAllowed: 1,
      }),
    ).toMatchObject({
      title: 'No acknowledgement for document from the partner',
      why: 'An acknowledgement was due within 1 hour, by an unknown time, and none has been received here.',
    });
  });
});

describe('a file that cannot be read', () => {
  test('is told by its gravest finding', () => {
    const { findings } = readX12(bytesOf(x12File('IN', invoice()).slice(0, 250)));
    expect(explainUnreadable({ ...unknownSender, name: 'in/0815.edi', findings })).toMatchObject({
      title: 'File in/0815.edi cannot be read: file ends inside segment N1; the rest did not arrive',
      why: 'The file ends inside segment N1; the rest did not arrive. There are 3 more problems.',
      where: 'Byte 250 of the file',
      fault: 'network',
    });
    expect(
      explainUnreadable({ ...unknownSender, name: 'photo.png', findings: readX12(bytesOf('nothing here')).findings }),
    ).toMatchObject({
      fault: 'unknown',
    });
    expect(explainUnreadable({ ...unknownSender, name: 'a.edi', findings: [] }).why).toBe(
      'It contains nothing that looks like an EDI document.',
    );
  });
});

describe('document types', () => {
  test('have plain names for both syntaxes', () => {
    expect(['810', 'INVOIC', '856', 'DESADV', '997', 'CONTRL'].map(documentTypeName)).toEqual([
      'Invoice',
      'Invoice',
      'Ship notice',
      'Ship notice',
      'Functional acknowledgement',
      'Syntax acknowledgement',
    ]);
    expect([documentTypeName('831'), documentTypeName(null)]).toEqual(['831 document', 'Document']);
    expect(setsOfGroup('IN')).toEqual(['810']);
    expect(setsOfGroup('FA')).toEqual(['997', '999']);
    expect(new Set(documentTypes.map((entry) => entry.type)).size).toBe(documentTypes.length);
  });
});
