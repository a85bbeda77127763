import { describe, expect, test } from 'vitest';
import type { Acknowledgement } from '#shared/model/edi/edi.ts';
import { applicationErrors } from '#core/documents/codes/x12/application-errors.ts';
import { elementErrors, implementationElementErrors } from '#core/documents/codes/x12/element-errors.ts';
import { groupErrors } from '#core/documents/codes/x12/group-errors.ts';
import { interchangeNotes } from '#core/documents/codes/x12/interchange-notes.ts';
import { lineResponses, orderResponses } from '#core/documents/codes/x12/order-responses.ts';
import { implementationSegmentErrors } from '#core/documents/codes/x12/segment-errors.ts';
import { implementationSetErrors } from '#core/documents/codes/x12/set-errors.ts';
import { syntaxErrors0085 } from '#core/documents/codes/edifact/syntax-errors-0085.ts';
import { explainAcknowledgement, explainUnreadable } from '#core/documents/explain.ts';
import { readEdiFile } from '#core/documents/read-file.ts';

const context = { document: null, partnerName: 'Harbour Stores', direction: 'outbound' } as const;

function x12(type: string, segments: readonly string[], version = '005010', before = ''): readonly Acknowledgement[] {
  const head = `ISA*00*          *00*          *ZZ*HARBOUR        *ZZ*ACME           *261116*0900*U*00401*000000009*0*P*>~`;
  const set = [`ST*${type}*0001`, ...segments, `SE*${segments.length + 2}*0001`].map((line) => `${line}~`).join('');
  const group = type === '' ? '' : `GS*FA*HARBOUR*ACME*20261116*0900*9*X*${version}~${set}GE*1*9~`;
  return readEdiFile(Buffer.from(`${head}${before}${group}IEA*1*000000009~`)).acknowledgements;
}

const functional = (type: '997' | '999', ...segments: readonly string[]) =>
  x12(type, ['AK1*IN*501', 'AK2*810*0001', ...segments, `${type === '997' ? 'AK5' : 'IK5'}*R`])[0];

function titleOf(acknowledgement: Acknowledgement | undefined): string {
  return acknowledgement === undefined ? 'nothing' : explainAcknowledgement(acknowledgement, context).title;
}

/** Every code of every list, as a partner would send it. */
const all: readonly (readonly [
  list: string,
  acknowledgements: readonly (readonly [code: string, Acknowledgement | undefined])[],
])[] = [
  [
    'elements',
    [...elementErrors.keys()].map((code) => [code, functional('997', 'AK3*CUR*3**8', `AK4*2*100*${code}*USX`)]),
  ],
  [
    'elements of a 999',
    [...implementationElementErrors.keys()].map((code) => [
      code,
      functional('999', 'IK3*N1*3**8', `IK4*2*93*${code}*NAME`),
    ]),
  ],
  ['segments', [...implementationSegmentErrors.keys()].map((code) => [code, functional('999', `IK3*TD1*5**${code}`)])],
  [
    'sets',
    [...implementationSetErrors.keys()].map((code) => [
      code,
      x12('999', ['AK1*IN*501', 'AK2*810*0001', `IK5*R*${code}`])[0],
    ]),
  ],
  [
    'groups',
    [...groupErrors('005010').keys()].map((code) => [code, x12('997', ['AK1*IN*501', `AK9*R*1*1*0*${code}`])[0]]),
  ],
  [
    'interchanges',
    [...interchangeNotes.keys()].map((code) => [code, x12('', [], '', `TA1*000000501*261116*0900*R*${code}~`)[0]]),
  ],
  [
    'applications',
    [...applicationErrors.keys()].map((code) => [code, x12('824', ['OTI*TR*IV*INV-1', `TED*${code}`])[0]]),
  ],
  ['orders', [...orderResponses.keys()].map((code) => [code, x12('855', [`BAK*00*${code}*PO-1*20261116`])[0]])],
  [
    'order lines',
    [...lineResponses.keys()].map((code) => [
      code,
      x12('855', ['BAK*00*AC*PO-1*20261116', 'PO1*1*5*EA*1**BP*A1', `ACK*${code}*3*EA`])[0],
    ]),
  ],
  [
    'EDIFACT syntax',
    [...syntaxErrors0085.keys()].map((code) => [
      code,
      readEdiFile(
        Buffer.from(
          `UNB+UNOC:3+HARBOUR:14+ACME:14+261116:0900+9'UNH+1+CONTRL:D:3:UN'UCI+7+ACME:14+HARBOUR:14+7'UCM+1+INVOIC:D:96A:UN+4'UCS+5'UCD+${code}+2:1'UNT+6+1'UNZ+1+9'`,
        ),
      ).acknowledgements[1],
    ]),
  ],
];

describe('a title', () => {
  for (const [list, acknowledgements] of all) {
    test(`fits one row and says why, whatever the code (${list})`, () => {
      const titles = acknowledgements.map(([code, acknowledgement]) => [code, titleOf(acknowledgement)] as const);
      expect(titles.filter(([, title]) => title.length > 90 || title.includes('…'))).toEqual([]);
      expect(titles.filter(([, title]) => /^nothing$|undefined|null|standard list|\s\s|: :|\.$/.test(title))).toEqual(
        [],
      );
      const plain = new Set(['AD', 'AK', 'AP', 'AT', 'NA', 'ZZ', 'AH', '000', 'IA', 'AC', 'AR', 'AA']);
      expect(titles.filter(([code, title]) => !title.includes(': ') && !plain.has(code))).toEqual([]);
    });
  }

  test.each([
    [
      functional('997', 'AK3*CUR*3**8', 'AK4*2*100*7*USX'),
      'Invoice (control 0001) rejected: currency code "USX" is not valid',
    ],
    [
      functional('997', 'AK3*PO1*13**8', 'AK4*7*234*2', 'AK4*6*235*1'),
      'Invoice (control 0001) rejected: product id is missing (+1 more)',
    ],
    [functional('997', 'AK3*ZZ9*3**8', 'AK4*2*100*7*USX'), 'Invoice (control 0001) rejected: ZZ902 "USX" is not valid'],
    [functional('997', 'AK3*REF*3**3'), 'Invoice (control 0001) rejected: REF (reference number) is missing'],
    [x12('997', ['AK1*IN*501', 'AK9*R*9*9*0*2'])[0], 'Invoice group 501 rejected: version in GS08 is not supported'],
    [
      x12('', [], '', 'TA1*000000501*261116*0900*E*001~')[0],
      'Interchange 000000501 accepted with errors: control numbers in ISA13 and IEA02 differ',
    ],
    [
      x12('824', ['OTI*TR*SI*SHP-1', 'TED*121**MAN*24*2*88*00000715670002152360'])[0],
      'Ship notice SHP-1 rejected: carton number (SSCC) already used: "00000715670002152360"',
    ],
    [
      x12('824', ['OTI*TE*BM*6394', 'TED*024*Held at the border'])[0],
      'Document 6394 accepted with errors: "Held at the border"',
    ],
    [x12('824', ['OTI*TR*IV*INV-1', 'TED*201*Wrong "PO" type'])[0], 'Invoice INV-1 rejected: "Wrong "PO" type"'],
    [
      x12('855', ['BAK*00*AC*PO-1*20261116', 'PO1*1*5*EA', 'ACK*IQ*3*EA', 'PO1*2*5*EA', 'ACK*R4*0*EA'])[0],
      'Purchase order PO-1 only partly accepted: line 2 is rejected (+1 more)',
    ],
  ])('gives the reason in few words (%#)', (acknowledgement, title) => {
    expect(titleOf(acknowledgement)).toBe(title);
  });

  test('of a file names what the file looks like, and cuts a long name rather than the reason; the title itself is left whole', () => {
    const unknown = { direction: 'unknown', partnerName: null } as const;
    const told = (name: string, text: string) =>
      explainUnreadable({ ...unknown, name, findings: readEdiFile(Buffer.from(text)).findings }).title;
    expect(told('a.edi', '%PDF-1.7')).toBe('File a.edi is not EDI: it looks like a PDF document');
    expect(told(`${'x'.repeat(90)}.edi`, '')).toBe(
      `File ${'x'.repeat(22)}…${'x'.repeat(12)}.edi cannot be read: file is empty`,
    );
    const message = 'SE01 says 10 segments, but the transaction set has 9.';
    const findings = [{ code: 'set-count', severity: 'error', message, offset: 1 } as const];
    expect(explainUnreadable({ ...unknown, name: '860_change_delete_lines.edi', findings }).title).toBe(
      'File 860_change_delete_lines.edi cannot be read: SE01 says 10 segments, but the transaction set has 9',
    );
  });

  test("comes with the right side to move: an envelope fault is not the data, and a hold is nobody's fault but a question", () => {
    const told = (acknowledgement: Acknowledgement | undefined) => {
      if (acknowledgement === undefined) throw new Error('no acknowledgement');
      const { faultReason, next } = explainAcknowledgement(acknowledgement, context);
      return `${faultReason} ${next}`;
    };
    expect(told(x12('997', ['AK1*IN*501', 'AK2*810*0001', 'AK5*R*4'])[0])).toMatch(/envelope, which our translator/);
    expect(told(x12('824', ['OTI*TH*SI*SHP-9'])[0])).toMatch(/^Harbour Stores has the document .* not decided/);
    expect(told(x12('864', ['BMG*00*A', 'MSG*Hello'])[0])).toMatch(/Read the message and answer it\.$/);
  });

  test('of a partner who writes at length keeps the value short, and so does the sentence', () => {
    const acknowledgement = functional('997', 'AK3*CUR*3**8', `AK4*2*100*7*${'X'.repeat(500)}`);
    expect(titleOf(acknowledgement).length).toBeLessThanOrEqual(90);
    expect(acknowledgement?.errors[0]?.explanation.length).toBeLessThan(150);
    expect(acknowledgement?.errors[0]?.value).toHaveLength(500);
  });
});
