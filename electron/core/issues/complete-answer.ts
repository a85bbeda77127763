import type { Acknowledgement } from '#shared/model/edi.ts';
import { completeErrors } from '../documents/complete.ts';
import type { Facts } from './facts.ts';

/** Gives the original bytes of a file; null where this laptop never had them. */
export type Originals = (fileId: string) => Uint8Array | null;

/** The answer with what the document it answers tells: a CONTRL names places by numbers only. */
export function completeAnswer(
  answer: Acknowledgement,
  { document, fileId }: Pick<Facts, 'document' | 'fileId'>,
  original: Originals,
): Acknowledgement {
  if (answer.type !== 'CONTRL' || document === null || fileId === null) return answer;
  if (!answer.errors.some(({ position }) => position !== null)) return answer;
  const bytes = original(fileId);
  return bytes === null ? answer : { ...answer, errors: completeErrors(bytes, document, answer.errors) };
}
