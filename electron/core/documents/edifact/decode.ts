import type { Acknowledgement } from '#shared/model/edi/edi.ts';
import { withContradictions } from '../contradiction.ts';
import { withRemark } from '../remark.ts';
import { type ContrlOptions, readContrl } from './acknowledgements/contrl.ts';
import type { Findings } from './findings.ts';
import type { Message } from './message.ts';
import { readAperak } from './responses/aperak.ts';
import { readOrdrsp } from './responses/ordrsp.ts';

type Decoder = (message: Message, options: ContrlOptions, findings: Findings) => readonly Acknowledgement[];

/** One decoder per message type that says what became of another message. */
const decoders: ReadonlyMap<string, Decoder> = new Map<string, Decoder>([
  ['CONTRL', readContrl],
  ['APERAK', readAperak],
  ['ORDRSP', readOrdrsp],
]);

/** Messages that only say what became of others and are no business documents themselves. */
const onlyAcknowledge: ReadonlySet<string> = new Set(['CONTRL', 'APERAK']);

export function hasDecoder(type: string): boolean {
  return decoders.has(type);
}

export function isBusinessDocument(type: string): boolean {
  return !onlyAcknowledge.has(type);
}

/** The acknowledgements a message holds; none for a message of any other type. */
export function decodeMessage(
  message: Message,
  options: ContrlOptions,
  findings: Findings,
): readonly Acknowledgement[] {
  const decode = decoders.get(message.head.type);
  return decode === undefined ? [] : withContradictions(decode(message, options, findings)).map(withRemark);
}
