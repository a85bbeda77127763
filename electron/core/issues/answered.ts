import type { EdiDocument } from '#shared/model/edi.ts';
import { answerFingerprints, documentFingerprint, issueIdOf } from './fingerprint.ts';
import type { Reading } from './members.ts';
import { answersDocument } from './problem.ts';

/** Whether the partner has answered this document, alone or with its group. An answer that may mean another one is none. */
export function isAnswered(document: EdiDocument, reading: Reading): boolean {
  const fingerprint = documentFingerprint(document);
  if (fingerprint === null) return false;
  const id = issueIdOf(fingerprint);
  return answerFingerprints(document).some((place) =>
    reading
      .bucket(issueIdOf(place))
      .told.some(
        ({ certain, sent, evidence }) =>
          certain &&
          answersDocument(evidence.event.payload.acknowledgement) &&
          sent.some((each) => each.id === id),
      ),
  );
}
