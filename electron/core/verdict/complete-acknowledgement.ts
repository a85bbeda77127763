import type { Acknowledgement } from '#shared/model/edi/edi.ts';
import { completeErrors } from '../documents/complete.ts';
import type { Originals } from './context.ts';
import { meets } from './reconciliation.ts';
import type { Evidence } from '../evidence/evidence.ts';
import { type Facts, onlyDocument } from './facts.ts';

/** The acknowledgement with what the document it answers tells: a CONTRL names places by numbers only. */
export function completeAcknowledgement(
  acknowledgement: Acknowledgement,
  { document, fileId }: Pick<Facts, 'document' | 'fileId'>,
  original: Originals,
): Acknowledgement {
  if (acknowledgement.type !== 'CONTRL' || document === null || fileId === null) return acknowledgement;
  if (!acknowledgement.errors.some(({ position }) => position !== null)) return acknowledgement;
  const bytes = original(fileId);
  return bytes === null
    ? acknowledgement
    : { ...acknowledgement, errors: [...completeErrors(bytes, document, acknowledgement)] };
}

/** The evidence as it is told to people, with every acknowledgement completed from the one document it is about. */
export function completeEvidence(evidence: readonly Evidence[], original: Originals): readonly Evidence[] {
  const isContrl = ({ event }: Evidence) =>
    event.kind === 'acknowledgement.received' && event.payload.acknowledgement.type === 'CONTRL';
  if (!evidence.some(isContrl)) return evidence;
  const documents = evidence.filter(({ event }) => event.kind === 'document.received');
  return evidence.map((item) => {
    const { event } = item;
    if (event.kind !== 'acknowledgement.received') return item;
    const only = onlyDocument(documents.filter(({ subject }) => meets(subject ?? null, item.subject ?? null)));
    const facts = { document: only?.document ?? null, fileId: only?.fileId ?? null };
    const acknowledgement = completeAcknowledgement(event.payload.acknowledgement, facts, original);
    const payload = { ...event.payload, acknowledgement: { ...acknowledgement, errors: [...acknowledgement.errors] } };
    return { ...item, event: { ...event, payload } };
  });
}
