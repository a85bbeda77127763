import type { BusinessDocument, Flaw } from './business-document.ts';
import { hhmm, ymd, yymmdd } from './dates.ts';
import { elementText, type Segment, tagOf, withElement } from './segment.ts';
import { groupCodes } from './x12-documents.ts';
import { splitAddress, type X12Set } from './x12-writer.ts';

/** A document as it was sent, with what its receiver thinks of it. */
export type Judged = {
  readonly document: BusinessDocument;
  readonly status: 'A' | 'E' | 'R';
  readonly flaw?: Flaw;
};

/** A 997 for one group. */
export function functionalAcknowledgement(groupControl: string, judged: readonly Judged[], control: string): X12Set {
  return { type: '997', control, body: acknowledgementBody('997', groupControl, judged) };
}

/** A 999 for one group: the same story with IK segments. */
export function implementationAcknowledgement(
  groupControl: string,
  judged: readonly Judged[],
  control: string,
): X12Set {
  return { type: '999', control, body: acknowledgementBody('999', groupControl, judged) };
}

function acknowledgementBody(type: '997' | '999', groupControl: string, judged: readonly Judged[]): Segment[] {
  const letter = type === '997' ? 'AK' : 'IK';
  const first = judged[0]?.document;
  const accepted = judged.filter(({ status }) => status !== 'R').length;
  const noted = judged.some(({ status }) => status === 'E');
  const group = accepted === judged.length ? (noted ? 'E' : 'A') : accepted === 0 ? 'R' : 'P';
  const release: Segment = type === '999' ? [first?.version ?? ''] : [];
  return [
    ['AK1', groupCodes[first?.type ?? ''] ?? 'ZZ', groupControl, ...release],
    ...judged.flatMap(({ document, status, flaw }): Segment[] => [
      ['AK2', document.type, document.control, ...release],
      ...(flaw === undefined ? [] : pointAt(letter, flaw)),
      status === 'A' ? [`${letter}5`, 'A'] : [`${letter}5`, status, '5'],
    ]),
    ['AK9', group, String(judged.length), String(judged.length), String(accepted)],
  ];
}

function pointAt(letter: 'AK' | 'IK', flaw: Flaw): Segment[] {
  const segment: Segment = [`${letter}3`, flaw.segment, String(flaw.position), '', flaw.segmentCode];
  if (flaw.element === undefined) return [segment];
  return [
    segment,
    [`${letter}4`, String(flaw.element), flaw.dataElement ?? '', flaw.elementCode ?? '7', flaw.value ?? ''],
  ];
}

/** The TA1 segment for an interchange. */
export function interchangeNotice(
  answered: { readonly control: string; readonly at: number },
  status: 'A' | 'E' | 'R',
  note: string,
): Segment {
  return ['TA1', answered.control, yymmdd(answered.at), hhmm(answered.at), status, note];
}

export type ApplicationError = {
  /** TED01. */
  readonly code: string;
  readonly text: string;
  /** Which segment, by tag and occurrence, and which of its elements. */
  readonly tag: string;
  readonly occurrence: number;
  readonly element: number;
  readonly dataElement: string;
  readonly note: string;
};

/** An 824 about one document. */
export function applicationAdvice(
  document: BusinessDocument,
  sent: { readonly at: number; readonly from: string; readonly to: string; readonly groupControl: string },
  verdict: 'TR' | 'TE' | 'TA',
  errors: readonly ApplicationError[],
  made: { readonly control: string; readonly at: number },
): X12Set {
  const reference: readonly [string, string] =
    document.type === '810'
      ? ['IV', document.number]
      : document.type === '856'
        ? ['SI', document.number]
        : ['TN', document.number];
  const order = document.keys['purchase order number'];
  return {
    type: '824',
    control: made.control,
    body: [
      ['BGN', '11', `AA${sent.groupControl}`, ymd(made.at), hhmm(made.at)],
      [
        'OTI',
        verdict,
        ...reference,
        splitAddress(sent.from)[1],
        splitAddress(sent.to)[1],
        ymd(sent.at),
        hhmm(sent.at),
        sent.groupControl,
        document.control,
        document.type,
        document.version,
      ],
      ...(order === undefined ? [] : [['REF', 'PO', order]]),
      ...errors.flatMap((error): Segment[] => {
        const at = nth(document.body, error.tag, error.occurrence);
        return [
          [
            'TED',
            error.code,
            error.text,
            error.tag,
            String(at + 2),
            String(error.element),
            error.dataElement,
            elementText(document.body[at] ?? [], error.element),
          ],
          ['NTE', 'ADD', error.note],
        ];
      }),
    ],
  };
}

function nth(body: readonly Segment[], tag: string, occurrence: number): number {
  const all = body.flatMap((segment, at) => (tagOf(segment) === tag ? [at] : []));
  const at = all[Math.min(occurrence, all.length) - 1];
  if (at === undefined) throw new Error(`There is no ${tag} to point at.`);
  return at;
}

/** An 864 with free text. */
export function textMessage(
  subject: string,
  texts: readonly string[],
  made: { readonly control: string; readonly at: number },
): X12Set {
  return {
    type: '864',
    control: made.control,
    body: [
      ['BMG', '00', subject],
      ['DTM', '097', ymd(made.at), hhmm(made.at)],
      ['MIT', '1', subject],
      ...texts.map((text): Segment => ['MSG', text]),
    ],
  };
}

/** Turns an 855 that accepts into one that refuses or changes lines: one response for each line, in turn. */
export function refuseLines(
  document: BusinessDocument,
  header: string,
  responses: readonly string[],
): BusinessDocument {
  let line = -1;
  const body = document.body.map((segment): Segment => {
    if (tagOf(segment) === 'BAK') return withElement(segment, 2, header);
    if (tagOf(segment) !== 'ACK') return segment;
    line += 1;
    const response = responses[line % responses.length] ?? 'IA';
    const quantity = Number(elementText(segment, 2));
    if (/^(IR|R\d|ID)$/.test(response)) return ['ACK', response, '0', 'EA'];
    if (response === 'IQ' || response === 'IB')
      return withElement(withElement(segment, 1, response), 2, String(Math.max(1, Math.floor(quantity / 2))));
    return withElement(segment, 1, response);
  });
  return { ...document, body };
}

/** Makes the total differ from the sum of the lines, for an 824 to complain about. */
export function withWrongTotal(document: BusinessDocument): BusinessDocument {
  return {
    ...document,
    body: document.body.map((segment) =>
      tagOf(segment) === 'TDS' ? withElement(segment, 1, String(Number(elementText(segment, 1)) + 1900)) : segment,
    ),
  };
}
