import type { Attribution } from './attribution.ts';

/** What is advised alike whichever side sent the document. */
export function setUp(partner: string): Attribution {
  return {
    fault: 'unknown',
    faultReason: 'It is a set-up mismatch: ids, document types or agreements differ between the two sides.',
    next: `Compare ids, document types and versions with ${partner} and correct the side that is wrong. Then it can be sent again, with a new control number.`,
    again: 'corrected',
  };
}

export function transit(again: string): Attribution {
  return {
    fault: 'network',
    faultReason: 'The content that arrived is not the content that was sent: something on the way changed it.',
    next: `${again} If it happens again, look for a proxy or gateway that rewrites files.`,
    again: 'unchanged',
  };
}

/** A name for the start of a sentence. */
export function start(partner: string): string {
  return partner === 'the partner' ? 'The partner' : partner;
}
