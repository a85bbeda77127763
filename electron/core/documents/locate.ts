import type { AcknowledgementError, EdiDocument, Span } from '#shared/model/edi/edi.ts';
import { contentOf } from './content.ts';
import { locateEdifact } from './edifact/layout.ts';
import { locateX12 } from './x12/layout.ts';

/** The bytes in the document's file that an acknowledgement error points at; null where it points nowhere in it. */
export function locate(file: Uint8Array, document: EdiDocument, error: AcknowledgementError): Span | null {
  const { bytes } = contentOf(file);
  return isEdifactSpan(bytes, document.span)
    ? locateEdifact(bytes, document, error)
    : locateX12(bytes, document, error);
}

/** Whether a document starts like an EDIFACT message (`UNH`); an X12 set starts with `ST`. */
export function isEdifactSpan(bytes: Uint8Array, span: Span): boolean {
  return bytes[span.start] === 0x55 && bytes[span.start + 1] === 0x4e;
}
