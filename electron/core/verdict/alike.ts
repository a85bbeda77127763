import { hash } from 'node:crypto';
import { remembered } from '#shared/lib/remembered.ts';
import type { PartnerAndDirection } from '../partners/directory.ts';

type About = Pick<PartnerAndDirection, 'partnerKey' | 'direction'> & { readonly test: boolean; readonly cause: string };

/**
 * What issues have in common that may be one incident: the partner, which way the documents went, the cause and its place,
 * and whether it is about tests. Null where nobody knows the partner: such an issue stands for itself, since nothing that
 * leaves may ever speak of two partners.
 */
export function alikeKey({ partnerKey, direction, test, cause }: About): string | null {
  if (partnerKey === null) return null;
  return shortened([partnerKey, direction, test ? 'test' : '', cause].join('\n'));
}

const shortened = remembered((text) => hash('sha256', text, 'base64url').slice(0, 16));
