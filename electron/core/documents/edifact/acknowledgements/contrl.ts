import type { Acknowledgement, Control } from '#shared/model/edi/edi.ts';
import { actions0083 } from '../../codes/edifact/actions-0083.ts';
import { judgePart, type Level, messagesBelow, type Part } from './contrl-verdict.ts';
import { describeNeighbour, describeSyntaxError, type ErrorPlace } from './describe-error.ts';
import { addressOf, orNull } from '../envelope.ts';
import { type Field, valueAt } from '../segments/fields.ts';
import type { Findings } from '../findings.ts';
import { envelopeOf, type Message, type MessageSegment } from '../message.ts';

/**
 * How a partner writes CONTRL. `countsTag` (default true, as the standard has it): in UCD the element position counts the
 * segment tag as 1. Some products do not count it.
 */
export type ContrlOptions = { readonly countsTag?: boolean };

/** Reads a CONTRL: one acknowledgement per message (UCM), and one for a group or interchange that says something of its own. */
export function readContrl(message: Message, options: ContrlOptions, findings: Findings): readonly Acknowledgement[] {
  const countsTag = options.countsTag ?? true;
  const envelope = envelopeOf(message);
  const uci = message.segments.find(({ tag }) => tag === 'UCI');
  if (uci === undefined)
    findings.add(
      'missing-uci',
      'error',
      'The CONTRL does not say which interchange it acknowledges (UCI is missing).',
      message.span.start,
    );
  const { sender, receiver } = partiesOf(uci, envelope);
  return partsOf(message, countsTag)
    .map(judgePart)
    .filter(({ speaks }) => speaks)
    .map(({ part, status, errors, isCovered }) => {
      if (!actions0083.has(part.action))
        findings.once(
          'unknown-action',
          'warning',
          `${part.tag} has the action code "${part.action}", which is not in the standard list.`,
          message.span.start,
        );
      return {
        type: 'CONTRL',
        ...envelope,
        answers: {
          type: part.type,
          number: null,
          control: part.control,
          functionalGroup: null,
          preparedAt: null,
          sender,
          receiver,
          messageId: null,
        },
        status,
        statusCode: `${part.tag} ${part.action}`.trim(),
        errors,
        text: null,
        coveredBySets: isCovered,
        named: messagesBelow(part),
      };
    });
}

/**
 * UCI repeats the addresses of the interchange answered, so they are the other way round than the envelope's. Some senders
 * leave out the qualifiers or repeat their own order: where the ids are those of the envelope, it decides.
 */
function partiesOf(
  uci: MessageSegment | undefined,
  envelope: Pick<Acknowledgement, 'sender' | 'receiver'>,
): Pick<Acknowledgement, 'sender' | 'receiver'> {
  const swapped = { sender: envelope.receiver, receiver: envelope.sender };
  const sender = orNull(addressOf(uci?.fields ?? [], 2));
  const receiver = orNull(addressOf(uci?.fields ?? [], 3));
  if (sender === null || receiver === null)
    return { sender: sender ?? swapped.sender, receiver: receiver ?? swapped.receiver };
  const both = [idOf(sender), idOf(receiver)].toSorted();
  const own = [idOf(envelope.sender), idOf(envelope.receiver)].toSorted();
  return both.every((id, index) => id === own[index]) ? swapped : { sender, receiver };
}

/** An address without its qualifier, as ids are compared. */
function idOf(address: string): string {
  return address
    .slice(address.indexOf(':') + 1)
    .trim()
    .toUpperCase();
}

function partsOf({ segments }: Message, countsTag: boolean): readonly Part[] {
  const parts: Part[] = [];
  let interchange: Part | null = null;
  let group: Part | null = null;
  let current: Part | null = null;
  let position: number | null = null;
  const open = (part: Part): Part => {
    parts.push(part);
    part.parent?.children.push(part);
    current = part;
    return part;
  };
  for (const [index, segment] of segments.entries()) {
    const control = { interchange: interchange?.control.interchange ?? null, group: group?.control.group ?? null };
    const own = orNull(valueAt(segment.fields, 1));
    switch (segment.tag) {
      case 'UCI':
        interchange = open(partOf(segment, 'interchange', null, { interchange: own, group: null, set: null }, 4));
        group = null;
        break;
      case 'UCF':
        group = open(partOf(segment, 'group', interchange, { ...control, group: own, set: null }, 4));
        break;
      case 'UCM':
        open(partOf(segment, 'set', group ?? interchange, { ...control, set: own }, 3));
        break;
      case 'UCS': {
        position = countFrom(valueAt(segment.fields, 1));
        const code = orNull(valueAt(segment.fields, 2));
        // Without a code of its own the segment error only introduces the element errors after it.
        if (code !== null || segments[index + 1]?.tag !== 'UCD')
          addError(current, { ...nowhere, level: 'segment', position, code });
        break;
      }
      case 'UCD': {
        const at = elementAt(segment.fields, 2, countsTag);
        addError(
          current,
          { ...nowhere, level: 'element', position, code: orNull(valueAt(segment.fields, 1)), ...at },
          countsTag,
        );
        break;
      }
      default:
    }
  }
  return parts;
}

const nowhere = { segment: null, position: null, element: null, component: null, value: null } as const;

const tags: Readonly<Record<Level, Part['tag']>> = { interchange: 'UCI', group: 'UCF', set: 'UCM' };

/** UCI, UCF and UCM end alike: action, error code, service segment, element position; `from` is the action's element. */
function partOf({ fields }: MessageSegment, level: Level, parent: Part | null, control: Control, from: number): Part {
  const part: Part = {
    parent,
    level,
    tag: tags[level],
    type: level === 'set' ? orNull(valueAt(fields, 2).toUpperCase()) : null,
    control,
    action: valueAt(fields, from),
    errors: [],
    children: [],
  };
  const code = orNull(valueAt(fields, from + 1));
  const segment = orNull(valueAt(fields, from + 2));
  if (code !== null) {
    const position = segment === 'UNH' ? 1 : null;
    addError(part, { ...nowhere, level, segment, position, code, ...elementAt(fields, from + 3, true) });
  }
  return part;
}

/** S011: element position, component position. The standard counts the segment tag as the first element. */
function elementAt(
  fields: readonly Field[],
  field: number,
  countsTag: boolean,
): Pick<ErrorPlace, 'element' | 'component'> {
  const said = countFrom(valueAt(fields, field, 1));
  const element = said === null ? null : said - (countsTag ? 1 : 0);
  return { element: element === 0 ? null : element, component: countFrom(valueAt(fields, field, 2)) };
}

function countFrom(text: string): number | null {
  return /^\d{1,9}$/.test(text) && Number(text) > 0 ? Number(text) : null;
}

function addError(part: Part | null, place: ErrorPlace, countsTag: boolean | null = null): void {
  const neighbour = countsTag === null ? '' : describeNeighbour(place, countsTag);
  part?.errors.push({ ...place, explanation: `${describeSyntaxError(place)}${neighbour}` });
}
