import type { AcknowledgementStatus } from '#shared/model/edi/edi.ts';
import { codeTable } from './table.ts';

/** BAK02 (element 587): the response to the whole order. */
export const orderResponses = codeTable({
  AC: 'accepted with changes, given in detail',
  AD: 'accepted without changes, in detail',
  AE: 'accepted with exceptions, given in detail',
  AH: 'received and put on hold',
  AK: 'accepted without detail or changes',
  AP: 'accepted as a stock replenishment',
  AT: 'accepted',
  NA: 'no acknowledgement needed',
  RD: 'rejected; the lines give the reasons',
  RF: 'rejected; the lines give the exceptions',
  RJ: 'rejected; the partner gave no reason',
  RN: 'rejected: not what was agreed',
  RO: 'rejected with a counter-offer',
  RV: 'rejected: against the practices of the industry',
  ZZ: 'answered with a code the two companies agreed on',
});

export const statusOfOrderResponse: ReadonlyMap<string, AcknowledgementStatus> = new Map([
  ['AC', 'accepted with errors'],
  ['AD', 'accepted'],
  ['AE', 'accepted with errors'],
  ['AH', 'received'],
  ['AK', 'accepted'],
  ['AP', 'accepted'],
  ['AT', 'accepted'],
  ['NA', 'received'],
  ['RD', 'rejected'],
  ['RF', 'rejected'],
  ['RJ', 'rejected'],
  ['RN', 'rejected'],
  ['RO', 'rejected'],
  ['RV', 'rejected'],
  ['ZZ', 'received'],
]);

/** ACK01 (element 668): the response to one order line. Labels continue "order line 2 ...". */
export const lineResponses = codeTable({
  AA: 'is accepted and passed on to another supplier location',
  AC: 'is accepted and shipped',
  AR: 'is accepted and released for shipment',
  BP: 'will be shipped in part, the rest is backordered',
  DR: 'is accepted with another date',
  IA: 'is accepted',
  IB: 'is backordered',
  IC: 'is accepted with changes',
  ID: 'is deleted',
  IE: 'is accepted, but its price is still open',
  IF: 'is on hold because its description is incomplete',
  IH: 'is on hold',
  IP: 'is accepted with another price',
  IQ: 'is accepted with another quantity',
  IR: 'is rejected',
  IS: 'is accepted with a substitute item',
  IW: 'is on hold until a waiver is given',
  R1: 'is rejected: it is not a contract item',
  R2: 'is rejected: the product number is not valid',
  R3: 'is rejected: the unit of issue is not valid',
  R4: 'is rejected: the contract item is not available',
  R5: 'is rejected: order it again as a just-in-time order',
  R6: 'is rejected: order it again as an extended delivery order',
  R7: 'is rejected: order it again as a drop shipment',
  R8: 'is rejected: order it again as a surge order',
  SP: 'is accepted, but its date is still open',
});

/** How a line answer weighs on the whole order. A line on hold or with open points is not a plain acceptance. */
export function weightOfLine(code: string): 'accepted' | 'changed' | 'not delivered' | 'rejected' | 'unknown' {
  if (['IA', 'AC', 'AR', 'AA'].includes(code)) return 'accepted';
  if (code === 'IR' || code === 'ID' || /^R[1-8]$/.test(code)) return 'rejected';
  if (['IB', 'BP', 'IF', 'IH', 'IW'].includes(code)) return 'not delivered';
  return lineResponses.has(code) ? 'changed' : 'unknown';
}
