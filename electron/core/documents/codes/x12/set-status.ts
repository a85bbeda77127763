import type { AcknowledgementStatus } from '#shared/model/edi/edi.ts';
import { codeTable } from './table.ts';

/** AK501 and IK501 (element 717), and AK901 (element 715), which adds `P`. */
export const setStatuses = codeTable({
  A: 'accepted',
  E: 'accepted, but errors were noted',
  M: 'rejected because its authentication code could not be verified',
  P: 'partly accepted: at least one transaction set was rejected',
  R: 'rejected',
  W: 'rejected because its signature or assurance could not be verified',
  X: 'rejected because it could not be read after decryption',
});

/** What a status code means for the sender; `P` at set level is not standard, but BizTalk sends it. */
export const statusOfCode: ReadonlyMap<string, AcknowledgementStatus> = new Map([
  ['A', 'accepted'],
  ['E', 'accepted with errors'],
  ['P', 'partial'],
  ['M', 'rejected'],
  ['R', 'rejected'],
  ['W', 'rejected'],
  ['X', 'rejected'],
]);
