import type { Acknowledgement, AcknowledgementError, AcknowledgementType } from '#shared/model/edi/edi.ts';
import { weighsOnBusiness } from './weight-of-words.ts';

/**
 * Business responses, in which people write. A syntax check has no words of theirs, a payer's (277) are the same for every
 * claim it takes, and a receipt's are read by rules of their own.
 */
const written: ReadonlySet<AcknowledgementType> = new Set(['824', '855', '865', '945', '990', 'APERAK', 'ORDRSP']);

/** Verdicts that are none and yet say so on purpose: no acknowledgement needed, received. */
const plainReceipts: ReadonlySet<string> = new Set(['BAK02 NA', 'BCA02 NA', 'BGM1001 305']);

/** So much of what was written is quoted; all of it stands in the text. */
const longest = 400;

/**
 * What a partner writes beside a verdict may undo it: "accepted", and in words that it cannot be delivered. Words that weigh
 * make an acceptance one with a remark; where there is no verdict, any words are the message, and somebody has to read them.
 */
export function withRemark(acknowledgement: Acknowledgement): Acknowledgement {
  const { type, status, statusCode, errors, text } = acknowledgement;
  if (text === null || errors.length > 0 || !written.has(type)) return acknowledgement;
  if (status === 'accepted' && weighsOnBusiness(text))
    return { ...acknowledgement, status: 'accepted with errors', errors: [remark('It was accepted', text)] };
  if (status === 'received' && (!plainReceipts.has(statusCode) || weighsOnBusiness(text)))
    return { ...acknowledgement, errors: [remark('The acknowledgement says neither yes nor no', text)] };
  return acknowledgement;
}

/** A business document that was taken, and only words tell what is different from what was asked for. */
export function isRemark({ type, status, errors }: Pick<Acknowledgement, 'type' | 'status' | 'errors'>): boolean {
  if (status !== 'accepted with errors' || type === '824' || type === 'APERAK' || !written.has(type)) return false;
  return errors.every(({ code, segment }) => code === null && segment === null);
}

function remark(lead: string, text: string): AcknowledgementError {
  const words = text
    .replaceAll(/\s+/g, ' ')
    .replaceAll('"', "'")
    .replace(/[.\s]+$/, '');
  const quoted = words.length > longest ? `${words.slice(0, longest)}…` : words;
  return {
    level: 'set',
    segment: null,
    position: null,
    element: null,
    component: null,
    code: null,
    value: null,
    explanation: `${lead}; the partner says "${quoted}".`,
  };
}
