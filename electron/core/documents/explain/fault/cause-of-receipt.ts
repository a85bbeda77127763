import type { Acknowledgement } from '#shared/model/edi/edi.ts';
import type { Cause } from './cause.ts';
import { causeOfWords } from './cause-of-words.ts';

/**
 * Why an AS2 receipt (MDN) says no: by the modifier of its disposition, and by the words of its Error and Failure fields.
 * A receipt proves that the file got through, so whatever it says, it was not the connection.
 */
export function causeOfReceipt({ status, statusCode, errors }: Acknowledgement): Cause {
  if (status === 'received') return errors.length > 0 ? 'verdict unclear' : 'none';
  const words = [wordsOfDisposition(statusCode), ...errors.map(({ code }) => code ?? '')].join('; ');
  const cause = causeOfWords(words);
  if (status === 'accepted with errors') return cause === 'duplicate' ? 'duplicate' : 'words only';
  return cause ?? 'not processed';
}

/** `processed/error: decryption-failed` without what every refusal has. */
function wordsOfDisposition(disposition: string): string {
  return disposition.replace(/^\s*\w+\s*(?:\/\s*(?:(?:error|failure|warning)\b\s*:?)?|$)/i, '');
}
