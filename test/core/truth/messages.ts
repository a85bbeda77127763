import { hour, type Millis, minute } from '#shared/lib/time.ts';
import { x12, type X12Line } from '#test/harness/x12-fixtures.ts';
import type { Plan, PlannedDocument, PlannedInterchange } from './plan.ts';

/** A file as it lies in a drop folder. */
export type PlannedFile = { readonly name: string; readonly text: string };

/** The papers of one interchange: what was sent, and what came back. */
export type RelatedDocuments = {
  readonly interchange: PlannedInterchange;
  readonly sent: PlannedFile;
  readonly answers: readonly PlannedFile[];
};

const us = ['ZZ', 'GRIDLINE'] as const;
/** The third writes EDIFACT. Each lives in a time zone of its own, and writes its local time. */
export const partners = [
  { address: ['ZZ', 'HARBOUR'], zone: 0 },
  { address: ['01', '123456789'], zone: -6 },
  { address: ['14', '5412345000013'], zone: 1 },
] as const;
const ourEdifactId = '4012345000009';

export const types = [
  { x12: '810', code: 'IN', edifact: 'INVOIC' },
  { x12: '856', code: 'SH', edifact: 'DESADV' },
  { x12: '850', code: 'PO', edifact: 'ORDERS' },
] as const;

export const isEdifact = ({ partner }: PlannedInterchange): boolean => partner === 2;

/** Never undefined: the plan holds indexes of these lists. */
export function at<T>(list: readonly T[], index: number): T {
  const found = list[index];
  if (found === undefined) throw new Error(`There is no ${index} among ${list.length}`);
  return found;
}

export function typeOf(interchange: PlannedInterchange): string {
  const type = at(types, interchange.type);
  return isEdifact(interchange) ? type.edifact : type.x12;
}

export function numberOf(interchange: PlannedInterchange, { number }: PlannedDocument): string {
  return `${typeOf(interchange).slice(0, 3)}-${number}`;
}

export const setControl = (index: number): string => String(index + 1).padStart(4, '0');

export function relatedDocumentsOf(plan: Plan): RelatedDocuments[] {
  return plan.interchanges.map((interchange, index) => {
    const name = (what: string) => ({ name: `${index}-${what}` });
    const answers = [
      ...(isEdifact(interchange) ? edifactAcknowledgements(interchange) : x12Answers(interchange)),
      ...receiptOf(interchange, index),
    ];
    return {
      interchange,
      sent: { ...name('sent.edi'), text: isEdifact(interchange) ? edifactSent(interchange) : x12Sent(interchange) },
      answers: answers.map((text, n) => ({ ...name(`answer-${n}.edi`), text })),
    };
  });
}

/** An AS2 receipt; it names a message that no document names. */
function receiptOf({ receipt, partner }: PlannedInterchange, index: number): string[] {
  if (receipt === 'none') return [];
  const verdict = receipt === 'arrived' ? 'processed' : 'processed/error: decryption-failed';
  return [
    [
      `AS2-From: ${at(partners, partner).address[1]}`,
      'AS2-To: GRIDLINE',
      `Original-Message-ID: <${index}@gridline>`,
      `Disposition: automatic-action/MDN-sent-automatically; ${verdict}`,
      '',
    ].join('\n'),
  ];
}

/** `YYMMDD` and `HHMM` in the writer's own zone. */
function written(when: Millis, zone: number): { readonly date: string; readonly time: string } {
  const text = new Date(when + zone * hour).toISOString();
  return { date: text.slice(2, 10).replaceAll('-', ''), time: text.slice(11, 16).replace(':', '') };
}

const verdictOf = ({ fate }: PlannedDocument): string =>
  fate === 'refused' || fate === 'duplicate' ? 'R' : fate === 'noted' ? 'E' : 'A';

const isRefused = ({ fate }: PlannedDocument): boolean => fate === 'refused' || fate === 'duplicate';

const head: Readonly<Record<string, (number: string) => X12Line>> = {
  '810': (number) => ['BIG', '20261110', number],
  '856': (number) => ['BSN', '00', number, '20261110', '0900'],
  '850': (number) => ['BEG', '00', 'NE', number, '', '20261110'],
};

function x12Sent(interchange: PlannedInterchange): string {
  const type = at(types, interchange.type);
  const partner = at(partners, interchange.partner);
  return x12({
    sender: us,
    receiver: partner.address,
    control: String(interchange.control).padStart(9, '0'),
    ...written(interchange.sentAt, 0),
    test: interchange.test,
    groups: [
      {
        code: type.code,
        control: String(interchange.group),
        sets: interchange.documents.map((document, index) => ({
          type: type.x12,
          control: setControl(index),
          lines: [head[type.x12]?.(numberOf(interchange, document)) ?? ['REF', 'ZZ', '1']],
        })),
      },
    ],
  });
}

/** An acknowledgement's own control number: different for each, as its writer counts them. */
function answerControl(interchange: PlannedInterchange, n: number): string {
  const { partner, sentAt, control, group } = interchange;
  return String((Math.floor(sentAt / hour) % 10_000) * 10_000 + partner * 1_000 + control * 100 + group * 10 + n);
}

function fromPartner(interchange: PlannedInterchange, n: number, rest: Partial<Parameters<typeof x12>[0]>): string {
  const partner = at(partners, interchange.partner);
  return x12({
    sender: partner.address,
    receiver: us,
    control: answerControl(interchange, n).padStart(9, '0'),
    ...written(interchange.sentAt + interchange.delay * hour + n * 7 * minute, partner.zone),
    test: interchange.test,
    ...rest,
  });
}

function x12Answers(interchange: PlannedInterchange): string[] {
  const type = at(types, interchange.type);
  if (interchange.style === 'interchange') {
    const { date, time } = written(interchange.sentAt, 0);
    const ta1: X12Line = ['TA1', String(interchange.control).padStart(9, '0'), date, time, 'R', '024'];
    return [fromPartner(interchange, 0, { answers: [ta1] })];
  }
  const acknowledging = (n: number, set: string, code: string, lines: readonly X12Line[]) =>
    fromPartner(interchange, n, {
      groups: [{ code, control: answerControl(interchange, n), sets: [{ type: set, control: '0001', lines }] }],
    });
  const texts: string[] = [];
  const functional = functionalLines(interchange, type);
  // The second partner answers by 999, which says the same in other segments.
  const is999 = interchange.partner === 1;
  const lines = functional?.map((line): X12Line => (is999 && line[0] === 'AK5' ? ['IK5', ...line.slice(1)] : line));
  if (lines !== undefined) texts.push(acknowledging(0, is999 ? '999' : '997', 'FA', lines));
  for (const [index, document] of interchange.documents.entries()) {
    const number = numberOf(interchange, document);
    const oti: X12Line = [
      'OTI',
      'TR',
      at(['IV', 'SI', 'PO'], interchange.type),
      number,
      '',
      '',
      '',
      '',
      '',
      '',
      type.x12,
    ];
    if (document.fate === 'refused by the application') {
      texts.push(
        acknowledging(index + 1, '824', 'AG', [
          ['BGN', '11', `A${index}`, '20261110'],
          oti,
          ['TED', '007', 'BAD ITEM'],
        ]),
      );
    }
    if (document.fate === 'duplicate') {
      texts.push(acknowledging(index + 1, '824', 'AG', [['BGN', '11', `A${index}`, '20261110'], oti, ['TED', 'DUP']]));
    }
  }
  return texts;
}

/** Null where nobody answers. */
function functionalLines(
  { documents, style, group, contradicts }: PlannedInterchange,
  type: (typeof types)[number],
): X12Line[] | null {
  if (documents.every(({ fate }) => fate === 'unanswered')) return null;
  const total = documents.length;
  const refused = documents.filter(isRefused).length;
  const accepted = total - refused;
  const set = (index: number, verdict: string): X12Line[] => [
    ['AK2', type.x12, setControl(index)],
    verdict === 'R' ? ['AK5', 'R', '5'] : ['AK5', verdict],
  ];
  const ak1: X12Line = ['AK1', type.code, String(group)];
  switch (style) {
    case 'whole, one named':
      return [ak1, ...set(0, 'R'), ['AK9', 'R', total, total, 0]];
    case 'whole':
      return [ak1, refused > 0 ? ['AK9', 'R', total, total, 0] : ['AK9', 'A', total, total, total]];
    case 'bad ones':
    case 'each':
    case 'interchange': {
      const sets = documents.flatMap((document, index) =>
        style === 'each' || isRefused(document) || document.fate === 'noted' ? set(index, verdictOf(document)) : [],
      );
      const calm = documents.some(({ fate }) => fate === 'noted') ? 'E' : 'A';
      const verdict = contradicts ? 'R' : refused === 0 ? calm : accepted === 0 ? 'R' : 'P';
      return [ak1, ...sets, ['AK9', verdict, total, total, contradicts ? 0 : accepted]];
    }
  }
}

function edifact(parts: {
  readonly from: string;
  readonly to: string;
  readonly when: { readonly date: string; readonly time: string };
  readonly reference: string;
  readonly test: boolean;
  readonly messages: readonly { readonly type: string; readonly segments: readonly string[] }[];
}): string {
  const { from, to, when, reference, test, messages } = parts;
  const unb = `UNB+UNOC:3+${from}:14+${to}:14+${when.date}:${when.time}+${reference}${test ? '++++++1' : ''}`;
  const lines = messages.flatMap(({ type, segments }, index) => [
    `UNH+${index + 1}+${type}`,
    ...segments,
    `UNT+${segments.length + 2}+${index + 1}`,
  ]);
  return [unb, ...lines, `UNZ+${messages.length}+${reference}`].map((line) => `${line}'`).join('');
}

function edifactSent(interchange: PlannedInterchange): string {
  const type = `${typeOf(interchange)}:D:96A:UN`;
  return edifact({
    from: ourEdifactId,
    to: at(partners, interchange.partner).address[1],
    when: written(interchange.sentAt, 0),
    reference: `R${interchange.control}`,
    test: interchange.test,
    messages: interchange.documents.map((document) => ({
      type,
      segments: [`BGM+380+${numberOf(interchange, document)}+9`, 'DTM+137:20261110:102'],
    })),
  });
}

function edifactAcknowledgements(interchange: PlannedInterchange): string[] {
  const partner = at(partners, interchange.partner);
  const acknowledging = (n: number, type: string, segments: readonly string[]) =>
    edifact({
      from: partner.address[1],
      to: ourEdifactId,
      when: written(interchange.sentAt + interchange.delay * hour + n * 7 * minute, partner.zone),
      reference: `A${answerControl(interchange, n)}`,
      test: interchange.test,
      messages: [{ type, segments }],
    });
  const uci = (action: number) => `UCI+R${interchange.control}+${ourEdifactId}:14+${partner.address[1]}:14+${action}`;
  const ucm = (index: number, { fate }: PlannedDocument) =>
    `UCM+${index + 1}+${typeOf(interchange)}:D:96A:UN+${fate === 'duplicate' ? '4+26' : fate === 'refused' ? '4+13' : '7'}`;
  const { documents, style } = interchange;
  const texts: string[] = [];
  const answered = documents.flatMap((document, index) =>
    document.fate === 'unanswered' ? [] : [{ document, index }],
  );
  if (style === 'interchange') return [acknowledging(0, 'CONTRL:D:3:UN', [`${uci(4)}+23`])];
  if (style === 'whole, one named')
    texts.push(acknowledging(0, 'CONTRL:D:3:UN', [uci(4), ucm(0, { number: 0, fate: 'refused' })]));
  else if (style === 'whole') {
    const refused = documents.some(isRefused);
    texts.push(acknowledging(0, 'CONTRL:D:3:UN', [refused ? `${uci(4)}+13` : uci(7)]));
  } else if (answered.length > 0) {
    const sets = answered.map(({ document, index }) => ucm(index, document));
    texts.push(acknowledging(0, 'CONTRL:D:3:UN', [uci(7), ...sets]));
  }
  for (const [index, document] of documents.entries()) {
    if (document.fate !== 'refused by the application') continue;
    texts.push(
      acknowledging(index + 1, 'APERAK:D:96A:UN', [
        `BGM+313+AP${index}+27`,
        'DTM+137:20261110:102',
        `RFF+${at(['IV', 'AAK', 'ON'], interchange.type)}:${numberOf(interchange, document)}`,
        'ERC+XX',
        'FTX+AAO+++Item not known',
      ]),
    );
  }
  return texts;
}
