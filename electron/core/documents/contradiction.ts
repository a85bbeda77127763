import type { Acknowledgement } from '#shared/model/edi/edi.ts';
import { answerError } from './acknowledgement-error.ts';

/** Two answers in one message about one document, one yes and one no: neither is believed. */
export function withContradictions(answers: readonly Acknowledgement[]): readonly Acknowledgement[] {
  if (answers.length < 2) return answers;
  const byDocument = Map.groupBy(answers, documentOf);
  return answers.map((answer) => {
    const key = documentOf(answer);
    const all = key === null ? [] : (byDocument.get(key) ?? []);
    const yes = all.find(mayBeYes);
    const no = all.find(({ status }) => status === 'rejected');
    if (yes === undefined || no === undefined || (answer.status !== 'rejected' && !mayBeYes(answer))) return answer;
    const doubt = `The answer gives two verdicts on one document: ${yes.statusCode} and ${no.statusCode}.`;
    return { ...answer, status: 'received', errors: [...answer.errors, answerError(doubt)] };
  });
}

/** Accepted, or in doubt already for another reason. */
function mayBeYes({ status, errors }: Acknowledgement): boolean {
  if (status === 'received') return errors.some(({ level }) => level === 'answer');
  return status === 'accepted' || status === 'accepted with errors';
}

/** Null for what is about no single document, or (824 with I..) about an item of one. */
function documentOf({ answers: { type, number, control }, statusCode }: Acknowledgement): string | null {
  if ((control.set === null && number === null) || statusCode.startsWith('OTI01 I')) return null;
  return JSON.stringify([type, number, control]);
}
