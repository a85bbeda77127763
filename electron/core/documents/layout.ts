import type { DocumentLayout, Span } from '#shared/model/edi/edi.ts';
import { layoutEdifact } from './edifact/layout.ts';
import { contentOf } from './content.ts';
import { isEdifactSpan } from './locate.ts';
import { layoutX12 } from './x12/layout.ts';

/** Cuts one document, given by its byte range in the file, into segments and elements for the viewer. */
export function layoutDocument(file: Uint8Array, span: Span): DocumentLayout {
  const { bytes } = contentOf(file);
  return isEdifactSpan(bytes, span) ? layoutEdifact(bytes, span) : layoutX12(bytes, span);
}
