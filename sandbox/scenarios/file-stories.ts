import type { BusinessDocument } from './edi/business-document.ts';
import { type Direction, makeDeal } from './trade/deal.ts';
import { applicationError, refuseOrderLines, syntaxReport } from './edi/edifact-acknowledgements.ts';
import type { EdifactStyle } from './edi/edifact-writer.ts';
import { type FlawKind, plantFlaw } from './edi/flaws.ts';
import { dispositionNotice } from './edi/mdn.ts';
import { address, encode, type Post, reply, type Sent, send, track } from './post.ts';
import { ascii } from './trade/partners.ts';
import { compose, partnerFor, syntaxOf, write } from './traffic.ts';
import {
  type ApplicationError,
  applicationAdvice,
  functionalAcknowledgement,
  implementationAcknowledgement,
  interchangeNotice,
  type Judged,
  refuseLines,
  textMessage,
  withWrongTotal,
} from './edi/x12-acknowledgements.ts';
import type { X12Style } from './edi/x12-writer.ts';

const minute = 60_000;

type Manner = {
  readonly direction?: Direction;
  readonly x12Style?: X12Style;
  readonly edifactStyle?: EdifactStyle;
  /** The acknowledgement's file lands before the document's. */
  readonly acknowledgementFirst?: boolean;
  readonly flaw?: FlawKind;
};

const landing = (at: number, manner: Manner) => (manner.acknowledgementFirst ? { landsAt: at + 95 * minute } : {});

const styles = (manner: Manner) => ({
  ...(manner.x12Style === undefined ? {} : { x12Style: manner.x12Style }),
  ...(manner.edifactStyle === undefined ? {} : { edifactStyle: manner.edifactStyle }),
});

/** Sets of one group, judged one by one: `R` and `E` get something really wrong in them. */
export function judgedGroup(
  post: Post,
  at: number,
  type: string,
  verdicts: readonly Judged['status'][],
  manner: Manner & { readonly as?: '997' | '999' } = {},
): void {
  const direction = manner.direction ?? 'out';
  const partner = partnerFor(post, type, direction);
  const version = manner.as === '999' ? '005010' : '004010';
  const judged = verdicts.map((status, index): Judged => {
    const document = compose(post, type, partner, at, String(index + 1).padStart(4, '0'), version);
    return status === 'A' ? { document, status } : { ...plantFlaw(document, post.random, manner.flaw), status };
  });
  const sent = send(post, {
    partner,
    direction,
    documents: judged.map(({ document }) => document),
    at,
    ...landing(at, manner),
    ...styles(manner),
  });
  const answeredAt = at + post.random.int(4, 50) * minute;
  track(
    post,
    sent,
    { kind: 'delivered' },
    direction === 'out'
      ? verdicts.map((verdict) => [
          { at: at + 5_000, letter: 'W' },
          { at: answeredAt, letter: verdict },
        ])
      : [],
  );
  reply(post, sent, {
    at: answeredAt,
    about: verdicts.some((verdict) => verdict !== 'A') ? 'rejection' : 'acceptance',
    version,
    sets: (control) => [
      manner.as === '999'
        ? implementationAcknowledgement(sent.groupControl, judged, control)
        : functionalAcknowledgement(sent.groupControl, judged, control),
    ],
  });
}

/** A TA1 that refuses the whole interchange. */
export function refusedInterchange(post: Post, at: number, type: string, note: string): void {
  const { sent, answeredAt } = sendOne(post, at, type, {});
  track(post, sent, { kind: 'delivered' }, [[{ at: at + 5_000, letter: 'W' }]]);
  reply(post, sent, { at: answeredAt, about: 'rejection', notices: [interchangeNotice(sent, 'R', note)] });
}

const advice: Readonly<Record<string, readonly ApplicationError[]>> = {
  '810': [
    {
      code: '010',
      text: 'TOTAL OUT OF BALANCE',
      tag: 'TDS',
      occurrence: 1,
      element: 1,
      dataElement: '610',
      note: 'INVOICE TOTAL DOES NOT EQUAL THE SUM OF ITS LINES',
    },
    {
      code: 'UNP',
      text: 'INVALID UNIT PRICE',
      tag: 'IT1',
      occurrence: 1,
      element: 4,
      dataElement: '212',
      note: 'PRICE DIFFERS FROM PURCHASE ORDER',
    },
  ],
  '856': [
    {
      code: '121',
      text: 'DUPLICATE SSCC',
      tag: 'MAN',
      occurrence: 1,
      element: 2,
      dataElement: '88',
      note: 'SSCC ALREADY RECEIVED ON AN EARLIER SHIPMENT',
    },
    {
      code: '133',
      text: 'ITEM NOT ON PO',
      tag: 'LIN',
      occurrence: 2,
      element: 3,
      dataElement: '234',
      note: 'LINE NOT FOUND ON PURCHASE ORDER',
    },
  ],
};

/** The syntax was fine (997 A), the content was not (824). */
export function refusedByApplication(
  post: Post,
  at: number,
  type: '810' | '856',
  verdict: 'TR' | 'TE',
  errors: number,
): void {
  const { sent, answeredAt } = sendOne(post, at, type, {}, (document) =>
    type === '810' ? withWrongTotal(document) : document,
  );
  const [document] = sent.documents;
  if (document === undefined) return;
  track(post, sent, { kind: 'delivered' }, [
    [
      { at: at + 5_000, letter: 'W' },
      { at: answeredAt, letter: 'A' },
    ],
  ]);
  reply(post, sent, {
    at: answeredAt,
    about: 'acceptance',
    sets: (control) => [functionalAcknowledgement(sent.groupControl, [{ document, status: 'A' }], control)],
  });
  const made = answeredAt + 12 * minute;
  reply(post, sent, {
    at: made,
    about: 'rejection',
    sets: (control) => [
      applicationAdvice(document, sent, verdict, (advice[type] ?? []).slice(0, errors), { control, at: made }),
    ],
  });
}

/** A purchase order of ours that the supplier refuses or changes with an 855 (X12) or ORDRSP (EDIFACT). */
export function refusedOrder(
  post: Post,
  at: number,
  syntax: 'x12' | 'edifact',
  header: string,
  lines: readonly string[],
  manner: Manner = {},
): void {
  const type = syntax === 'x12' ? '850' : 'ORDERS';
  const control = syntax === 'x12' ? '0001' : '1';
  const partner = partnerFor(post, type, 'out');
  const deal = { ...makeDeal(post.company, partner, at, post.random, lines.length), orderedAt: at };
  const order = write(type, deal, control);
  const sent = send(post, {
    partner,
    direction: 'out',
    documents: [order],
    at,
    ...landing(at, manner),
    ...styles(manner),
  });
  const answeredAt = at + post.random.int(20, 80) * minute;
  track(post, sent, { kind: 'delivered' }, [
    [
      { at: at + 5_000, letter: 'W' },
      { at: answeredAt - 8 * minute, letter: 'A' },
    ],
  ]);
  const response = write(syntax === 'x12' ? '855' : 'ORDRSP', { ...deal, at: answeredAt }, control);
  const refusal = syntax === 'x12' ? refuseLines(response, header, lines) : refuseOrderLines(response, header, lines);
  const back = send(post, { partner, direction: 'in', documents: [refusal], at: answeredAt, about: 'rejection' });
  track(post, back, { kind: 'delivered' });
}

/** A partner's CONTRL about a message with something wrong in it. */
export function refusedMessage(post: Post, at: number, type: string, manner: Manner = {}): void {
  const partner = partnerFor(post, type, 'out');
  const { document, flaw } = plantFlaw(compose(post, type, partner, at, '1'), post.random, manner.flaw);
  const sent = send(post, {
    partner,
    direction: 'out',
    documents: [document],
    at,
    ...landing(at, manner),
    ...styles(manner),
  });
  const answeredAt = at + post.random.int(5, 40) * minute;
  track(post, sent, { kind: 'delivered' }, [
    [
      { at: at + 5_000, letter: 'W' },
      { at: answeredAt, letter: 'R' },
    ],
  ]);
  reply(post, sent, {
    at: answeredAt,
    about: 'rejection',
    messages: (control) => [syntaxReport(sent, '7', control, { messages: [{ document, flaw }] })],
  });
}

/** A CONTRL about the interchange alone: `8` received, `7` acknowledged, `4` refused with an error code. */
export function interchangeReport(post: Post, at: number, type: string, action: '4' | '7' | '8', error?: string): void {
  const { sent, answeredAt } = sendOne(post, at, type, {});
  track(post, sent, { kind: 'delivered' }, [
    [
      { at: at + 5_000, letter: 'W' },
      ...(action === '8' ? [] : [{ at: answeredAt, letter: action === '4' ? 'R' : 'A' }]),
    ],
  ]);
  reply(post, sent, {
    at: answeredAt,
    about: action === '4' ? 'rejection' : 'acceptance',
    messages: (control) => [syntaxReport(sent, action, control, error === undefined ? {} : { error })],
  });
}

/** An APERAK that refuses for business reasons. */
export function refusedByAperak(
  post: Post,
  at: number,
  type: string,
  errors: readonly { readonly code: string; readonly text: string }[],
): void {
  const { sent, answeredAt } = sendOne(post, at, type, {});
  const [document] = sent.documents;
  if (document === undefined) return;
  track(post, sent, { kind: 'delivered' }, [
    [
      { at: at + 5_000, letter: 'W' },
      { at: answeredAt - 2 * minute, letter: 'A' },
    ],
  ]);
  reply(post, sent, {
    at: answeredAt,
    about: 'rejection',
    messages: (control) => [
      applicationError(document, errors, { control, number: `APK${sent.groupControl}`, at: answeredAt }),
    ],
  });
}

/** An 864 in which a person explains something. */
export function freeText(post: Post, at: number): void {
  const partner = partnerFor(post, '856', 'out');
  const document = compose(post, '856', partner, at, '0001');
  const sent = address(post, partner, 'out', [document], at);
  track(post, sent, { kind: 'delivered' }, [[{ at: at + 5_000, letter: 'A' }]]);
  const made = at + 30 * minute;
  reply(post, sent, {
    at: made,
    about: 'message',
    sets: (control) => [
      textMessage(
        'SHIP NOTICE ERRORS',
        [
          `SHIP NOTICE ${document.number} FOR PO ${document.keys['purchase order number'] ?? ''} COULD NOT BE PROCESSED.`,
          'CARTON LABELS DO NOT MATCH THE SHIP NOTICE. PLEASE CORRECT AND RESEND.',
        ],
        { control, at: made },
      ),
    ],
  });
}

/** An AS2 receipt about a file of ours. */
export function receipt(post: Post, at: number, type: string, disposition: string, text: string): void {
  const { sent, answeredAt } = sendOne(post, at, type, {});
  const good = disposition === 'processed';
  track(
    post,
    sent,
    good
      ? { kind: 'delivered' }
      : { kind: 'delivery failed', at: answeredAt, message: `MDN from ${sent.partner.name}: ${disposition}` },
    [[{ at: at + 5_000, letter: 'W' }]],
  );
  const host = `${ascii(sent.partner.name)
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '')}.example`;
  const notice = dispositionNotice({
    from: sent.to.slice(sent.to.indexOf(':') + 1),
    to: 'HARROWVALE_AS2',
    messageId: `${post.random.uuid()}@as2.${host}`,
    originalMessageId: `${sent.fileName.replace(/\.\w+$/, '')}@as2.harrowvale.example`,
    disposition,
    text,
    ...(good ? { mic: `${post.random.text(43)}=` } : {}),
  });
  post.files.push({
    name: `MDN_${sent.fileName.replace(/\.\w+$/, '')}.mdn`,
    bytes: encode(notice),
    at: answeredAt + 5_000,
    about: good ? 'acceptance' : 'rejection',
  });
}

/** A file that nobody can read: a spreadsheet export that lost its envelope on the way. */
export function unreadable(post: Post, at: number): void {
  const rows = [
    'Order;Item;Qty;Price',
    `P${post.random.int(100_000, 999_999)};HV1037;144;3,20`,
    '\u0000\u0003PK\u0004',
    'ISA*00*',
  ];
  post.files.push({
    name: `export_${post.random.int(100, 999)}.csv.edi`,
    bytes: encode(rows.join('\r\n')),
    at,
    about: 'unreadable',
  });
}

/** A document that is answered by nothing wrong. */
export function acceptedFile(post: Post, at: number, type: string, direction: Direction, manner: Manner = {}): void {
  if (syntaxOf(type) === 'x12') judgedGroup(post, at, type, ['A'], { ...manner, direction });
  else interchangeReport(post, at, type, '7');
}

function sendOne(
  post: Post,
  at: number,
  type: string,
  manner: Manner,
  change: (document: BusinessDocument) => BusinessDocument = (document) => document,
): { readonly sent: Sent; readonly answeredAt: number } {
  const direction = manner.direction ?? 'out';
  const partner = partnerFor(post, type, direction);
  const document = change(compose(post, type, partner, at, syntaxOf(type) === 'x12' ? '0001' : '1'));
  const sent = send(post, { partner, direction, documents: [document], at, ...landing(at, manner), ...styles(manner) });
  return { sent, answeredAt: at + post.random.int(5, 45) * minute };
}
