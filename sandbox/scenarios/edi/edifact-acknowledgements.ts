import type { BusinessDocument, Flaw } from './business-document.ts';
import { ymd } from './dates.ts';
import type { EdifactMessage } from './edifact-writer.ts';
import { elementText, type Segment, tagOf, withElement } from './segment.ts';
import { splitAddress } from './x12-writer.ts';

/** The interchange a CONTRL answers. */
type AnsweredInterchange = { readonly control: string; readonly from: string; readonly to: string };

/** A CONTRL; without `messages` it answers the interchange alone. `4` refuses, `7` acknowledges, `8` says received. */
export function syntaxReport(
  answered: AnsweredInterchange,
  action: '4' | '7' | '8',
  control: string,
  detail: {
    readonly error?: string;
    readonly messages?: readonly { readonly document: BusinessDocument; readonly flaw?: Flaw }[];
  } = {},
): EdifactMessage {
  return {
    type: 'CONTRL',
    version: 'D:3:UN',
    control,
    body: [
      [
        'UCI',
        answered.control,
        [...splitAddress(answered.from)].toReversed(),
        [...splitAddress(answered.to)].toReversed(),
        action,
        detail.error ?? '',
      ],
      ...(detail.messages ?? []).flatMap(({ document, flaw }): Segment[] => [
        ['UCM', document.control, [document.type, ...document.version.split(':')], flaw === undefined ? '7' : '4'],
        ...(flaw === undefined ? [] : pointAt(flaw)),
      ]),
    ],
  };
}

/** UCD counts the segment's tag as element 1, so X12's element 1 is 2 here. */
function pointAt(flaw: Flaw): Segment[] {
  if (flaw.element === undefined) return [['UCS', String(flaw.position), flaw.edifactCode]];
  return [
    ['UCS', String(flaw.position)],
    [
      'UCD',
      flaw.edifactCode,
      [String(flaw.element + 1), ...(flaw.component === undefined ? [] : [String(flaw.component)])],
    ],
  ];
}

/** An APERAK that refuses a document for business reasons; ERC codes are the partner's own. */
export function applicationError(
  document: BusinessDocument,
  errors: readonly { readonly code: string; readonly text: string }[],
  made: { readonly control: string; readonly number: string; readonly at: number },
): EdifactMessage {
  const order = document.keys['purchase order number'];
  return {
    type: 'APERAK',
    version: 'D:96A:UN',
    control: made.control,
    body: [
      ['BGM', '313', made.number, '27'],
      ['DTM', ['137', ymd(made.at), '102']],
      ['RFF', ['ACW', document.number]],
      ...(order === undefined || order === document.number ? [] : [['RFF', ['ON', order]]]),
      ...errors.flatMap(({ code, text }): Segment[] => [
        ['ERC', code],
        ['FTX', 'AAO', '', '', text],
      ]),
    ],
  };
}

/** Turns an ORDRSP that accepts into one that refuses (7) or changes (3) lines: one action for each line, in turn. */
export function refuseOrderLines(
  document: BusinessDocument,
  header: string,
  actions: readonly string[],
): BusinessDocument {
  let line = -1;
  const body = document.body.map((segment): Segment => {
    if (tagOf(segment) === 'BGM') return withElement(segment, 3, header);
    if (tagOf(segment) === 'LIN') {
      line += 1;
      return withElement(segment, 2, actions[line % actions.length] ?? '5');
    }
    const action = actions[Math.max(line, 0) % actions.length];
    if (tagOf(segment) !== 'QTY' || (action !== '7' && action !== '3')) return segment;
    const quantity = Number(elementText(segment, 1).split(':')[1] ?? '0');
    return ['QTY', ['113', action === '7' ? '0' : String(Math.max(1, Math.floor(quantity / 2))), 'PCE']];
  });
  return { ...document, body };
}
