import type { Acknowledgement } from '#shared/model/edi/edi.ts';
import { acknowledgementError } from './acknowledgement-error.ts';

/** Two acknowledgements in one message about one document, one yes and one no: neither is believed. */
export function withContradictions(acknowledgements: readonly Acknowledgement[]): readonly Acknowledgement[] {
  if (acknowledgements.length < 2) return acknowledgements;
  const byDocument = Map.groupBy(acknowledgements, documentOf);
  return acknowledgements.map((acknowledgement) => {
    const key = documentOf(acknowledgement);
    const all = key === null ? [] : (byDocument.get(key) ?? []);
    const yes = all.find(mayBeYes);
    const no = all.find(({ status }) => status === 'rejected');
    if (yes === undefined || no === undefined || (acknowledgement.status !== 'rejected' && !mayBeYes(acknowledgement)))
      return acknowledgement;
    const doubt = `The acknowledgement gives two verdicts on one document: ${yes.statusCode} and ${no.statusCode}.`;
    return { ...acknowledgement, status: 'received', errors: [...acknowledgement.errors, acknowledgementError(doubt)] };
  });
}

/** Accepted, or in doubt already for another reason. */
function mayBeYes({ status, errors }: Acknowledgement): boolean {
  if (status === 'received') return errors.some(({ level }) => level === 'acknowledgement');
  return status === 'accepted' || status === 'accepted with errors';
}

/** Null for what is about no single document, or (824 with I..) about an item of one. */
function documentOf({ answers: { type, number, control }, statusCode }: Acknowledgement): string | null {
  if ((control.set === null && number === null) || statusCode.startsWith('OTI01 I')) return null;
  return JSON.stringify([type, number, control]);
}
