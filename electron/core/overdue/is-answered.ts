import type { EdiDocument } from '#shared/model/edi/edi.ts';
import { fingerprintsOfAcknowledgements, documentFingerprint, issueIdOf } from '../evidence/fingerprint.ts';
import type { Reading } from '../same-document/members.ts';
import { acknowledgementVerdict, answersDocument } from '../evidence/problem.ts';

/**
 * Whether the partner has answered this document, alone or with its group. An acknowledgement that may mean another one is none,
 * unless it refuses: then a row asks already which is meant.
 */
export function isAnswered(document: EdiDocument, reading: Reading): boolean {
  const fingerprint = documentFingerprint(document);
  if (fingerprint === null) return false;
  const id = issueIdOf(fingerprint);
  return fingerprintsOfAcknowledgements(document).some((place) =>
    reading.bucket(issueIdOf(place)).told.some(({ certain, sent, evidence }) => {
      const { acknowledgement } = evidence.event.payload;
      if (!answersDocument(acknowledgement) || !sent.some((each) => each.id === id)) return false;
      return certain || acknowledgementVerdict(acknowledgement).verdict === 'problem';
    }),
  );
}
