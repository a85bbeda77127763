import { z } from 'zod';
import type { DocumentView } from '#shared/contract/documents.ts';
import type { DocumentSummary } from '#shared/contract/schemas.ts';
import { documentTypeName } from '#shared/model/document-types.ts';
import { findingSchema } from '#shared/model/edi-schemas.ts';
import {
  acknowledgementReceivedSchema,
  type DocumentReceived,
  documentReceivedSchema,
} from '#shared/model/payloads.ts';
import { layoutDocument } from '../documents/layout.ts';
import { locate } from '../documents/locate.ts';
import { prepare, type ReadDb } from '../store/db.ts';
import { partId, readFileBytes } from '../store/files.ts';
import { documentFingerprints, issueIdOf } from './fingerprint.ts';

const segmentLimit = 5_000;

const partSchema = z.object({ payload: z.string(), received_at: z.number() });

/** A document as the detail lists it. */
export function toDocumentSummary(
  { fileId, fileName, index, document }: DocumentReceived,
  receivedAt: number,
): DocumentSummary {
  return {
    id: partId(fileId, 'd', index),
    type: document.type,
    typeName: documentTypeName(document.type),
    number: document.number,
    sender: document.sender,
    receiver: document.receiver,
    control: document.control,
    fileName,
    receivedAt,
  };
}

/** A document segment by segment, with what acknowledgements point at; null where there is no such document. */
export function documentView(db: ReadDb, id: string): DocumentView | null {
  const found = prepare(
    db,
    'SELECT journal.payload, documents.received_at FROM documents JOIN journal USING (seq) WHERE documents.id = ?',
  ).get(id);
  if (found === undefined) return null;
  const { payload, received_at } = partSchema.parse(found);
  const received = documentReceivedSchema.parse(JSON.parse(payload));
  const bytes = readFileBytes(db, received.fileId);
  const summary = toDocumentSummary(received, received_at);
  if (bytes === null) return { document: summary, segments: [], truncated: false, highlights: [], findings: [] };

  const { span } = received.document;
  const layout = layoutDocument(bytes, span);
  return {
    document: summary,
    segments: layout.segments.slice(0, segmentLimit).map((segment) => ({
      ...segment,
      elements: segment.elements.map(({ text, span: where, index }) => ({ text, span: where, index })),
    })),
    truncated: layout.more === true || layout.segments.length > segmentLimit,
    highlights: highlights(db, received, bytes),
    findings: findingsOf(db, received.fileId).filter(({ offset }) => offset >= span.start && offset < span.end),
  };
}

function highlights(db: ReadDb, received: DocumentReceived, bytes: Uint8Array): DocumentView['highlights'] {
  const { document } = received;
  const seen = new Set<number>();
  return documentFingerprints(document).flatMap((fingerprint) =>
    prepare(
      db,
      `SELECT journal.seq, journal.payload FROM evidence JOIN journal USING (seq)
       WHERE evidence.issue_id = ? AND journal.kind = 'acknowledgement.received' ORDER BY journal.seq`,
    )
      .all(issueIdOf(fingerprint))
      .map((row) => z.object({ seq: z.number(), payload: z.string() }).parse(row))
      .filter(({ seq }) => !seen.has(seq) && seen.add(seq))
      .flatMap(({ payload }) => {
        const { fileId, index, acknowledgement } = acknowledgementReceivedSchema.parse(JSON.parse(payload));
        return acknowledgement.errors.flatMap((error) => {
          const span = error.position === null ? null : locate(bytes, document, error);
          if (span === null || error.position === null) return [];
          const { position, element, explanation } = error;
          return [{ position, element, span, explanation, acknowledgementId: partId(fileId, 'a', index) }];
        });
      }),
  );
}

function findingsOf(db: ReadDb, fileId: string): DocumentView['findings'] {
  const row = prepare(db, 'SELECT findings FROM files WHERE id = ?').get(fileId);
  return row === undefined
    ? []
    : z.array(findingSchema).parse(JSON.parse(z.object({ findings: z.string() }).parse(row).findings));
}
