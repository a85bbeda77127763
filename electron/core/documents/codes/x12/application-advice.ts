import type { AcknowledgementStatus } from '#shared/model/edi/edi.ts';
import { codeTable } from './table.ts';

/** OTI01 (element 110): what was decided about the original. */
export const adviceStatuses = codeTable({
  BA: 'batch accepted',
  BC: 'batch accepted with changed data',
  BE: 'batch accepted with errors',
  BP: 'batch accepted in part',
  BR: 'batch rejected',
  GA: 'functional group accepted',
  GC: 'functional group accepted with changed data',
  GE: 'functional group accepted with errors',
  GH: 'functional group on hold',
  GP: 'functional group accepted in part',
  GR: 'functional group rejected',
  IA: 'item accepted',
  IC: 'item accepted with changed data',
  IE: 'item accepted with errors',
  IP: 'item accepted in part',
  IR: 'item rejected',
  TA: 'document accepted',
  TC: 'document accepted with changed data',
  TE: 'document accepted with errors',
  TH: 'document on hold',
  TP: 'document accepted in part',
  TR: 'document rejected',
});

const byLetter: Readonly<Record<string, AcknowledgementStatus>> = {
  A: 'accepted',
  C: 'accepted with errors',
  E: 'accepted with errors',
  H: 'received',
  P: 'partial',
  R: 'rejected',
};

/** The status an OTI01 code stands for (on hold is only received); undefined for a code not in the list. */
export function statusOfAdvice(code: string): AcknowledgementStatus | undefined {
  return adviceStatuses.has(code) ? byLetter[code.charAt(1)] : undefined;
}
