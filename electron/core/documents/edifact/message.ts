import type { Acknowledgement, Control, Span } from '#shared/model/edi/edi.ts';
import type { Group, Interchange, MessageHead } from './envelope.ts';
import type { Field } from './segments/fields.ts';

/** One segment of a message with its elements. */
export type MessageSegment = { readonly tag: string; readonly fields: readonly Field[]; readonly start: number };

/** A message that answers others (CONTRL, APERAK, ORDRSP), as its decoder sees it. */
export type Message = {
  readonly head: MessageHead;
  readonly interchange: Interchange | null;
  readonly group: Group | null;
  readonly span: Span;
  readonly segments: readonly MessageSegment[];
};

/** The parts of an acknowledgement that the envelope of its message gives. */
export function envelopeOf({
  head,
  interchange,
  group,
  span,
}: Message): Pick<Acknowledgement, 'sender' | 'receiver' | 'control' | 'test' | 'preparedAt' | 'span'> {
  return {
    sender: interchange?.sender ?? group?.sender ?? '',
    receiver: interchange?.receiver ?? group?.receiver ?? '',
    control: controlOf(interchange, group, head),
    test: interchange?.test ?? false,
    preparedAt: interchange?.preparedAt ?? null,
    span,
  };
}

export function controlOf(interchange: Interchange | null, group: Group | null, head: MessageHead | null): Control {
  return {
    interchange: interchange?.reference ?? null,
    group: group?.reference ?? null,
    set: head?.reference ?? null,
  };
}

export const noControl: Control = { interchange: null, group: null, set: null };
