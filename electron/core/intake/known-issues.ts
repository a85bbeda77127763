import { acknowledgementFingerprint, documentFingerprints, fileFingerprint, issueIdOf } from '../issues/fingerprint.ts';
import { prepare, type ReadDb } from '../store/db.ts';
import type { ReadIncoming } from './read-incoming.ts';

/** The issues that a file known before has to do with. */
export function knownIssues(db: ReadDb, { fileId, ediFile }: ReadIncoming): readonly string[] {
  const fingerprints = [
    fileFingerprint(fileId),
    ...ediFile.documents.flatMap((document) => documentFingerprints(document)),
    ...ediFile.acknowledgements.map((answer, index) => acknowledgementFingerprint(answer, { fileId, index })),
  ];
  const exists = prepare(db, 'SELECT 1 FROM issues WHERE id = ?');
  return [...new Set(fingerprints.map(issueIdOf))].filter((id) => exists.get(id) !== undefined);
}
