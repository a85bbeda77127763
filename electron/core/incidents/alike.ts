import { hash } from 'node:crypto';
import type { IssueRecord } from '../verdict/derive.ts';

type About = Pick<IssueRecord, 'partnerAddress' | 'direction' | 'test' | 'cause'>;

/**
 * What issues have in common that may be one incident: the partner, which way the documents went, the cause and its place,
 * and whether it is about tests. Null where nobody knows the partner: such an issue stands for itself, since nothing that
 * leaves may ever speak of two partners.
 */
export function alikeKey({ partnerAddress, direction, test, cause }: About): string | null {
  if (partnerAddress === null) return null;
  return hash('sha256', [partnerAddress, direction, test ? 'test' : '', cause].join('\n'), 'base64url').slice(0, 22);
}
