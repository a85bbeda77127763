import type { AcknowledgementError, EdiDocument } from '#shared/model/edi.ts';
import { completeEdifactError } from './edifact/layout.ts';
import { isEdifactSpan } from './locate.ts';

/** Errors of a CONTRL with the segment tag and the value that stand at their places in the document. */
export function completeErrors(
  bytes: Uint8Array,
  document: EdiDocument,
  errors: readonly AcknowledgementError[],
): readonly AcknowledgementError[] {
  if (!isEdifactSpan(bytes, document.span)) return errors;
  return errors.map((error) => completeEdifactError(bytes, document, error));
}
