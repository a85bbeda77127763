import type { Acknowledgement, AcknowledgementError, AcknowledgementStatus, Control } from '#shared/model/edi.ts';
import { actions0083 } from '../codes/edifact/actions-0083.ts';
import { describeNeighbour, describeSyntaxError, type ErrorPlace } from './describe-error.ts';
import { addressOf, orNull } from './envelope.ts';
import { type Field, valueAt } from './fields.ts';
import type { Findings } from './findings.ts';
import { envelopeOf, type Message, type MessageSegment } from './message.ts';

/**
 * How a partner writes CONTRL. `countsTag` (default true, as the standard has it): in UCD the element position counts the
 * segment tag as 1. Some products do not count it.
 */
export type ContrlOptions = { readonly countsTag?: boolean };

type Level = 'interchange' | 'group' | 'set';

type Part = {
  readonly level: Level;
  readonly tag: 'UCI' | 'UCF' | 'UCM';
  readonly type: string | null;
  readonly control: Control;
  readonly action: string;
  readonly errors: AcknowledgementError[];
  readonly children: Part[];
};

/** Reads a CONTRL: one answer per message (UCM), and one for a group or interchange that says something of its own. */
export function readContrl(message: Message, options: ContrlOptions, findings: Findings): readonly Acknowledgement[] {
  const countsTag = options.countsTag ?? true;
  const envelope = envelopeOf(message);
  const uci = message.segments.find(({ tag }) => tag === 'UCI');
  if (uci === undefined)
    findings.add(
      'missing-uci',
      'error',
      'The CONTRL does not say which interchange it answers (UCI is missing).',
      message.span.start,
    );
  // UCI repeats the addresses of the interchange answered, so they are the other way round than the envelope's.
  const sender = orNull(addressOf(uci?.fields ?? [], 2)) ?? envelope.receiver;
  const receiver = orNull(addressOf(uci?.fields ?? [], 3)) ?? envelope.sender;
  return partsOf(message, countsTag)
    .filter(speaksForItself)
    .map((part) => {
      const status = statusOf(part);
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
        errors: part.errors,
        text: null,
        coveredBySets: isCovered(part, status),
        named: setsBelow(part),
      };
    });
}

function partsOf({ segments }: Message, countsTag: boolean): readonly Part[] {
  const parts: Part[] = [];
  let interchange: Part | null = null;
  let group: Part | null = null;
  let current: Part | null = null;
  let position: number | null = null;
  const open = (part: Part, parent: Part | null): Part => {
    parts.push(part);
    parent?.children.push(part);
    current = part;
    return part;
  };
  for (const [index, segment] of segments.entries()) {
    const control = { interchange: interchange?.control.interchange ?? null, group: group?.control.group ?? null };
    const own = orNull(valueAt(segment.fields, 1));
    switch (segment.tag) {
      case 'UCI':
        interchange = open(partOf(segment, 'interchange', { interchange: own, group: null, set: null }, 4), null);
        group = null;
        break;
      case 'UCF':
        group = open(partOf(segment, 'group', { ...control, group: own, set: null }, 4), interchange);
        break;
      case 'UCM':
        open(partOf(segment, 'set', { ...control, set: own }, 3), group ?? interchange);
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
function partOf({ fields }: MessageSegment, level: Level, control: Control, from: number): Part {
  const part: Part = {
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

function statusOf({ action, errors }: Part): AcknowledgementStatus {
  const known = actions0083.get(action);
  if (known === undefined) return errors.length > 0 ? 'rejected' : 'received';
  // The standard has no such state, yet some senders accept a message and list faults in it.
  return known.status === 'accepted' && errors.length > 0 ? 'accepted with errors' : known.status;
}

/** The messages named below an interchange or group. */
function setsBelow({ children }: Part): readonly string[] {
  return children.flatMap((child) =>
    child.level === 'set' ? (child.control.set === null ? [] : [child.control.set]) : setsBelow(child),
  );
}

/** A message always does; a group or interchange only where the answers below it do not already say the same. */
function speaksForItself(part: Part): boolean {
  if (part.level === 'set' || part.children.length === 0 || part.errors.length > 0) return true;
  return part.children.some((child) => child.action !== part.action);
}

/** A rejection of the whole is never covered by answers below it that do not reject. */
function isCovered(part: Part, status: AcknowledgementStatus): boolean {
  if (part.children.length === 0) return false;
  return status !== 'rejected' || part.children.some((child) => statusOf(child) === 'rejected');
}
