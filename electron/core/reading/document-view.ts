import { z } from 'zod';
import type { DocumentView } from '#shared/contract/documents.ts';
import type { AcknowledgementError, EdiDocument, Span } from '#shared/model/edi/edi.ts';
import { completeErrors } from '../documents/complete.ts';
import { layoutDocument } from '../documents/layout.ts';
import { locate } from '../documents/locate.ts';
import { findingSchema } from '#shared/model/edi/edi-schemas.ts';
import { partId, readFileBytes } from '../store/tables/files.ts';
import { prepare, type ReadDb } from '../store/db.ts';
import { documentFingerprint, issueIdOf } from '../evidence/fingerprint.ts';
import { startReading } from '../same-document/members.ts';
import { documentSummary } from './related-documents.ts';
import type { EventOf } from '../evidence/parsed-event.ts';
import { readEvent } from '../evidence/read-evidence.ts';

const mostSegments = 5_000;

/** A document as the viewer shows it, with what acknowledgements point at; null for an unknown id. */
export function documentView(db: ReadDb, id: string): DocumentView | null {
  const event = documentEvent(db, id);
  if (event === null) return null;
  const { document, fileId } = event.payload;
  const bytes = readFileBytes(db, fileId);
  const segments = bytes === null ? [] : layoutDocument(bytes, document.span).segments;
  return {
    document: documentSummary(event),
    segments: segments
      .slice(0, mostSegments)
      .map(({ elements, span, ...segment }) => ({ ...segment, span, elements: [...elements] })),
    truncated: segments.length > mostSegments,
    highlights: bytes === null ? [] : highlights(db, bytes, document),
    findings: findingsIn(db, fileId, document.span),
  };
}

function documentEvent(db: ReadDb, id: string): EventOf<'document.received'> | null {
  const row = prepare(db, 'SELECT seq FROM documents WHERE id = ?').get(id);
  if (row === undefined) return null;
  const event = readEvent(db, z.object({ seq: z.number().int() }).parse(row).seq);
  return event.kind === 'document.received' ? event : null;
}

/** Every place in this document that an acknowledgement of it complains about. */
function highlights(db: ReadDb, bytes: Uint8Array, document: EdiDocument): DocumentView['highlights'] {
  const fingerprint = documentFingerprint(document);
  if (fingerprint === null) return [];
  const { evidence } = startReading(db).member(issueIdOf(fingerprint));
  return evidence.flatMap(({ event }) => {
    if (event.kind !== 'acknowledgement.received') return [];
    const { acknowledgement, fileId, index } = event.payload;
    return completeErrors(bytes, document, acknowledgement).flatMap((error) =>
      highlight(bytes, document, error, partId(fileId, 'a', index)),
    );
  });
}

function highlight(
  bytes: Uint8Array,
  document: EdiDocument,
  error: AcknowledgementError,
  acknowledgementId: string,
): DocumentView['highlights'] {
  const span = locate(bytes, document, error);
  if (span === null) return [];
  return [
    { position: error.position ?? 1, element: error.element, span, explanation: error.explanation, acknowledgementId },
  ];
}

function findingsIn(db: ReadDb, fileId: string, span: Span): DocumentView['findings'] {
  const row = prepare(db, 'SELECT findings FROM files WHERE id = ?').get(fileId);
  if (row === undefined) return [];
  const findings = z.array(findingSchema).parse(JSON.parse(z.object({ findings: z.string() }).parse(row).findings));
  return findings.filter(({ offset }) => offset >= span.start && offset < span.end);
}
