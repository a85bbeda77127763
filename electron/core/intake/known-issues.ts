import {
  acknowledgementFingerprint,
  documentFingerprints,
  fileFingerprint,
  issueIdOf,
} from '../evidence/fingerprint.ts';
import { startReading } from '../same-document/members.ts';
import { prepare, type ReadDb } from '../store/db.ts';
import type { ReadIncoming } from './read-incoming.ts';

/** The issues that a file known before has to do with. */
export function knownIssues(db: ReadDb, { fileId, ediFile }: ReadIncoming): readonly string[] {
  const reading = startReading(db);
  const ids = new Set([
    issueIdOf(fileFingerprint(fileId)),
    ...ediFile.documents.flatMap((document) => documentFingerprints(document).map(issueIdOf)),
  ]);
  for (const [index, acknowledgement] of ediFile.acknowledgements.entries()) {
    const place = issueIdOf(acknowledgementFingerprint(acknowledgement, { fileId, index }));
    ids.add(place);
    const isThis = ({ payload }: { readonly payload: { readonly fileId: string; readonly index: number } }) =>
      payload.fileId === fileId && payload.index === index;
    for (const { evidence, sent } of reading.bucket(place).told) {
      if (isThis(evidence.event)) for (const { id } of sent) ids.add(id);
    }
  }
  const exists = prepare(db, 'SELECT 1 FROM issues WHERE id = ?');
  return [...ids].filter((id) => exists.get(id) !== undefined);
}
