import type { Acknowledgement, AcknowledgementError, EdiDocument } from '#shared/model/edi/edi.ts';
import { contentOf } from './content.ts';
import { completeEdifactError } from './edifact/layout.ts';
import { isEdifactSpan } from './locate.ts';

/** A CONTRL names places by numbers only: its errors with the segment tag and the value that stand there in the document. */
export function completeErrors(
  file: Uint8Array,
  document: EdiDocument,
  { type, errors }: Pick<Acknowledgement, 'type' | 'errors'>,
): readonly AcknowledgementError[] {
  if (type !== 'CONTRL') return errors;
  const { bytes } = contentOf(file);
  if (!isEdifactSpan(bytes, document.span)) return errors;
  return errors.map((error) => (error.position === null ? error : completeEdifactError(bytes, document, error)));
}
