import type { Acknowledgement, AcknowledgementError, AcknowledgementStatus } from '#shared/model/edi/edi.ts';
import { acknowledgementError } from '../../acknowledgement-error.ts';
import { lineActions1229 } from '../../codes/edifact/line-actions-1229.ts';
import type { Verdict } from '../../codes/edifact/verdict.ts';
import { orNull } from '../envelope.ts';
import { valueAt } from '../segments/fields.ts';
import { textOfMessage, wordsOf } from './free-text.ts';
import { envelopeOf, type Message, type MessageSegment, noControl } from '../message.ts';
import { type HeadVerdict, headVerdict } from './verdict.ts';

type Line = {
  readonly number: string;
  readonly item: string | null;
  readonly action: string;
  readonly words: readonly string[];
  readonly orders: readonly string[];
};

/** Reads an ORDRSP as the response to an order: the head says all or nothing, the lines what became of each. */
export function readOrdrsp(message: Message): readonly Acknowledgement[] {
  const { segments } = message;
  const envelope = envelopeOf(message);
  const firstLine = segments.findIndex(({ tag }) => tag === 'LIN');
  const header = firstLine < 0 ? segments : segments.slice(0, firstLine);
  const lines = firstLine < 0 ? [] : linesOf(segments.slice(firstLine));
  const head = headVerdict(segments);
  const { status, statusCode } = statusOf(head, lines);
  const lineErrors = lines.flatMap(errorOfLine);
  const headError =
    status === 'rejected' && head.verdict === 'rejected' ? [errorOfHead(head, wordsOfHead(header))] : [];
  return [
    {
      type: 'ORDRSP',
      ...envelope,
      answers: {
        type: 'ORDERS',
        number: orderOf(header) ?? onlyOrder(lines),
        control: noControl,
        functionalGroup: null,
        preparedAt: null,
        sender: envelope.receiver,
        receiver: envelope.sender,
        messageId: null,
      },
      status,
      statusCode,
      errors: [...headError, ...lineErrors, ...contradictionsOf(head, lines)],
      text: textOfMessage(segments),
      coveredBySets: false,
      named: [],
    },
  ];
}

function linesOf(segments: readonly MessageSegment[]): readonly Line[] {
  const lines: (Line & { readonly words: string[]; readonly orders: string[] })[] = [];
  for (const segment of segments) {
    const { tag, fields } = segment;
    const line = lines.at(-1);
    if (tag === 'LIN')
      lines.push({
        number: valueAt(fields, 1),
        action: valueAt(fields, 2),
        item: orNull(valueAt(fields, 3)),
        words: [],
        orders: [],
      });
    // The summary section belongs to no line.
    else if (tag === 'UNS') break;
    else if (tag === 'FTX' && line !== undefined && wordsOf(segment) !== '') line.words.push(wordsOf(segment));
    else if (tag === 'RFF' && line !== undefined && valueAt(fields, 1) === 'ON')
      line.orders.push(valueAt(fields, 1, 2));
  }
  return lines;
}

function statusOf(
  head: HeadVerdict,
  lines: readonly Line[],
): { readonly status: AcknowledgementStatus; readonly statusCode: string } {
  if (head.verdict === 'rejected') return { status: 'rejected', statusCode: head.statusCode };
  const verdicts = lines.map(verdictOfLine);
  const odd = lines.find((_, index) => verdicts[index] === 'rejected' || verdicts[index] === 'changed');
  const statusCode = odd === undefined || head.verdict === 'changed' ? head.statusCode : `LIN1229 ${odd.action}`;
  // A change may list only the lines it is about, so it never speaks for the whole order.
  if (head.verdict === 'changed') return { status: 'partial', statusCode };
  if (lines.length > 0 && verdicts.every((verdict) => verdict === 'rejected'))
    return { status: 'rejected', statusCode };
  if (odd !== undefined) return { status: 'partial', statusCode };
  if (head.verdict === 'accepted') return { status: 'accepted', statusCode };
  if (verdicts.includes('accepted')) return { status: 'accepted', statusCode: 'LIN1229 5' };
  // Neither head nor lines say yes or no: the partner has answered, and no more is known.
  return { status: 'received', statusCode };
}

/** The head says yes where every line says no, or no where a line says yes. */
function contradictionsOf(head: HeadVerdict, lines: readonly Line[]): readonly AcknowledgementError[] {
  const verdicts = lines.map(verdictOfLine).filter((verdict) => verdict !== 'neutral');
  const accepted = verdicts.filter((verdict) => verdict !== 'rejected').length;
  if (head.verdict === 'accepted' && verdicts.length > 0 && accepted === 0)
    return [
      acknowledgementError(`${head.statusCode} says that the order was accepted, but all of its lines were rejected.`),
    ];
  if (head.verdict !== 'rejected' || accepted === 0) return [];
  const some = accepted === 1 ? 'one of its lines was accepted' : `${accepted} of its lines were accepted`;
  return [acknowledgementError(`${head.statusCode} says that the order was rejected, but ${some}.`)];
}

/** A code that no list has is not taken for acceptance. */
function verdictOfLine({ action }: Line): Verdict {
  return action === '' ? 'neutral' : (lineActions1229.get(action)?.verdict ?? 'changed');
}

/** What is written about the whole order, before its lines. */
function wordsOfHead(header: readonly MessageSegment[]): string {
  return header
    .filter(({ tag }) => tag === 'FTX')
    .map(wordsOf)
    .filter((words) => words !== '')
    .join(' ');
}

function errorOfHead({ code, label }: HeadVerdict, words: string): AcknowledgementError {
  const said = words === '' ? '' : `; the partner says "${words.replace(/[.\s]+$/, '')}"`;
  const place = { segment: 'BGM', position: null, element: null, component: null, value: null };
  return { level: 'set', ...place, code, explanation: `The order was ${label}${said}.` };
}

/** Only lines that were not simply accepted are worth a complaint. */
function errorOfLine({ number, action, item, words }: Line): readonly AcknowledgementError[] {
  const known = lineActions1229.get(action);
  if (action === '' || known?.verdict === 'accepted' || known?.verdict === 'neutral') return [];
  const label = known?.label ?? `answered with action code ${action}, which is not in the standard list`;
  const what = `Order line ${number === '' ? 'without a number' : number}${item === null ? '' : ` (item ${item})`}`;
  const said = words.length === 0 ? '' : `; the partner says "${words.join(' ').replace(/[.\s]+$/, '')}"`;
  const place = { segment: 'LIN', position: null, element: null, component: null };
  return [{ level: 'segment', ...place, code: action, value: item, explanation: `${what}: ${label}${said}.` }];
}

function orderOf(segments: readonly MessageSegment[]): string | null {
  const reference = segments.find(({ tag, fields }) => tag === 'RFF' && valueAt(fields, 1) === 'ON');
  return reference === undefined ? null : orNull(valueAt(reference.fields, 1, 2));
}

/** The order named by the lines, where all that name one name the same. */
function onlyOrder(lines: readonly Line[]): string | null {
  const orders = new Set(lines.flatMap((line) => line.orders));
  const [only] = orders;
  return orders.size === 1 && only !== undefined ? orNull(only) : null;
}
