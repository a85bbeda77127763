import type { Acknowledgement } from '#shared/model/edi/edi.ts';
import { withContradictions } from '../contradiction.ts';
import { withRemark } from '../remark.ts';
import { decode277 } from './responses/decode-277.ts';
import { decode824 } from './responses/decode-824.ts';
import { decode855, decode865 } from './responses/decode-855.ts';
import { decode864 } from './responses/decode-864.ts';
import { decode945 } from './responses/decode-945.ts';
import { decode947 } from './responses/decode-947.ts';
import { decode990 } from './responses/decode-990.ts';
import { decode997 } from './acknowledgements/decode-997.ts';
import type { X12Set } from './envelope.ts';
import type { Findings } from './findings.ts';

type Decoder = (set: X12Set, findings: Findings) => readonly Acknowledgement[];

/** One decoder per transaction set that answers something. 999 differs from 997 only in segment names and code lists. */
const decoders: ReadonlyMap<string, Decoder> = new Map<string, Decoder>([
  ['277', decode277],
  ['824', decode824],
  ['855', decode855],
  ['864', decode864],
  ['865', decode865],
  ['945', decode945],
  ['947', decode947],
  ['990', decode990],
  ['997', decode997],
  ['999', decode997],
]);

/** The acknowledgements a transaction set holds; none for a set that answers nothing. */
export function decodeSet(set: X12Set, findings: Findings): readonly Acknowledgement[] {
  return withContradictions(decoders.get(set.type)?.(set, findings) ?? []).map(withRemark);
}
