import { expect, test } from 'vitest';
import { readEdiFile } from '#core/documents/read-file.ts';
import { layoutEdifact } from '#core/documents/edifact/layout.ts';
import { interchange, order } from '#test/harness/edifact-fixtures.ts';
import { type SampleFile, sampleFiles } from '#test/harness/edi-samples.ts';

/** What is known of sample files by name; checked for those that are there. */
const known: ReadonlyMap<string, { readonly facts: object; readonly findings: readonly string[] }> = new Map([
  [
    'edifact/DESADV_D96A_books.edi',
    { facts: { documents: [{ type: 'DESADV', number: 'Y02197250', sender: '31B:1556150' }] }, findings: [] },
  ],
  [
    'edifact/INVOIC_D03B.edi',
    { facts: { documents: [{ version: 'D:03B:UN', number: '539602', test: true }] }, findings: [] },
  ],
  [
    'edifact/INVOIC_D97B.edi',
    { facts: { documents: [{ number: '342459', control: { set: '00000000000117' } }] }, findings: [] },
  ],
  [
    'edifact/ORDERS_D96A_malformed.edi',
    {
      facts: { documents: [{ type: 'ORDERS', number: null }] },
      findings: ['segment-outside-message', 'missing-unb', 'segment-count', 'missing-bgm'],
    },
  ],
  [
    'edifact/ORDERS_D96A_una_comma_decimal.edi',
    { facts: { documents: [{ number: '801715918011' }] }, findings: ['missing-unz'] },
  ],
  [
    'edifact/ORDERS_D96A_with_group.edi',
    { facts: { documents: [{ number: 'C1441747', control: { group: '1' } }] }, findings: ['segment-count'] },
  ],
  [
    'acks/APERAK_D96A_accepted_v3.edi',
    {
      facts: { acknowledgements: [{ status: 'accepted', answers: { number: 'PO123456' } }] },
      findings: ['segment-count'],
    },
  ],
  [
    'acks/APERAK_D96A_rejected_v3.edi',
    { facts: { acknowledgements: [{ status: 'rejected', errors: [{ code: '12' }] }] }, findings: ['segment-count'] },
  ],
  [
    'synthetic/CONTRL_interchange_reject_duplicate_ORDERS.edi',
    { facts: { acknowledgements: [{ statusCode: 'UCI 4', errors: [{ code: '26' }] }] }, findings: [] },
  ],
  [
    'synthetic/CONTRL_receipt_only_ORDERS.edi',
    {
      facts: { acknowledgements: [{ status: 'received', answers: { control: { interchange: '2722166169492' } } }] },
      findings: [],
    },
  ],
  [
    'synthetic/MDN_processed.txt',
    {
      facts: {
        acknowledgements: [
          { status: 'accepted', answers: { messageId: 'as2-0001@supplier.example', sender: 'SUPPLIER_AS2' } },
        ],
      },
      findings: ['mdn-file-only'],
    },
  ],
  [
    'synthetic/MDN_error_authentication_failed.txt',
    {
      facts: { acknowledgements: [{ status: 'rejected', errors: [{ code: 'authentication-failed' }] }] },
      findings: [],
    },
  ],
  [
    'synthetic/MDN_failed_unsupported_mic.txt',
    {
      facts: { acknowledgements: [{ status: 'rejected', errors: [{ code: 'unsupported MIC-algorithms' }] }] },
      findings: [],
    },
  ],
]);

const own: SampleFile = { name: 'own.edi', bytes: interchange({ messages: [order] }) };

test('every sample file is recognised, and its EDIFACT messages can be laid out', () => {
  for (const { name, bytes } of [own, ...sampleFiles(/\.(?:edi|txt)$/)]) {
    const file = readEdiFile(bytes);
    expect({ name, syntax: file.syntax }).not.toEqual({ name, syntax: 'unknown' });
    const documents = file.syntax === 'edifact' ? file.documents : [];
    const counts = documents.map(({ span }) => layoutEdifact(bytes, span).segments.length);
    expect({ name, counts }).toEqual({ name, counts: documents.map(({ segmentCount }) => segmentCount) });
  }
});

test('what is known of the sample files is read from them', () => {
  const samples = sampleFiles(/\.(?:edi|txt)$/).filter(({ name }) => known.has(name));
  for (const { name, bytes } of samples) {
    const file = readEdiFile(bytes);
    const findings = file.findings.map(({ code }) => code);
    expect({ name, ...file, findings }).toMatchObject({
      name,
      ...known.get(name)?.facts,
      findings: known.get(name)?.findings,
    });
  }
  // Without the variable there are none; with it, a wrong directory must not pass for a look at the files.
  expect(samples).toHaveLength(process.env['GRIDLINE_EDI_SAMPLES'] ? known.size : 0);
});
