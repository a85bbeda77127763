import type { Again } from '#shared/model/edi/edi.ts';

/** What a disposition modifier means, what to do first, and what that says of sending. */
export type DispositionMeaning = { readonly means: string; readonly check: string; readonly again: Again };

/** Modifier texts of RFC 4130 section 7.4.3, in lower case, and after them those real products send beside the grammar. */
export const dispositionMeanings: ReadonlyMap<string, DispositionMeaning> = new Map([
  [
    'authentication-failed',
    {
      means: 'The partner could not verify our signature',
      check:
        'Check whether our signing certificate has expired or was replaced, and whether the partner has the current one.',
      again: 'unchanged',
    },
  ],
  [
    'decryption-failed',
    {
      means: 'The partner could not decrypt the file',
      check: "Check that we encrypt for the partner's current certificate, and with an algorithm they support.",
      again: 'unchanged',
    },
  ],
  [
    'decompression-failed',
    {
      means: 'The partner could not decompress the file',
      check: 'Check the compression setting for this partner, then send the file again.',
      again: 'unchanged',
    },
  ],
  [
    'integrity-check-failed',
    {
      means: 'The file changed on its way: its checksum differs',
      check: 'Check for a proxy or gateway that alters files in transit, then send the file again.',
      again: 'unchanged',
    },
  ],
  [
    'insufficient-message-security',
    {
      means: 'The partner expects signing or encryption that we did not apply',
      check: 'Compare our signing and encryption settings with what the partner asks for, then send the file again.',
      again: 'unchanged',
    },
  ],
  [
    'unexpected-processing-error',
    {
      means: "The partner's system could not process the file, and does not say why",
      check: 'Ask the partner what its log says, and whether any of the file was processed, before it is sent again.',
      again: 'no',
    },
  ],
  [
    'unsupported format',
    {
      means: 'The partner did not understand which kind of receipt we asked for',
      check: 'Correct the receipt options in our settings for this partner, then send the file again.',
      again: 'unchanged',
    },
  ],
  [
    'unsupported mic-algorithms',
    {
      means: 'The partner supports none of the checksum algorithms we offered',
      check: 'Agree on a checksum algorithm, such as SHA-256, set it for this partner, and send the file again.',
      again: 'unchanged',
    },
  ],
  [
    'unknown-trading-partner',
    {
      means: "The partner's system does not know our AS2 name",
      check: 'Compare both AS2 names with the partner, capital letters included, then send the file again.',
      again: 'unchanged',
    },
  ],
  [
    'unknown-trading-relationship',
    {
      means: "The partner's system has no agreement for this pair of AS2 names",
      check:
        'Compare both AS2 names with the partner, capital letters included, and ask it to set the relationship up.',
      again: 'unchanged',
    },
  ],
  [
    'duplicate-filename',
    {
      means: 'The partner already has a file of this name',
      check: 'Check whether the file went out twice. If it did not, send it under another name.',
      again: 'no',
    },
  ],
  [
    'illegal-filename',
    {
      means: 'The partner does not accept the name of the file',
      check: 'Name the file as agreed with the partner, then send it again.',
      again: 'corrected',
    },
  ],
  [
    'invalid-message-id',
    {
      means: 'The partner does not accept the message id',
      check: 'Have the message ids of our AS2 system corrected, then send the file again.',
      again: 'unchanged',
    },
  ],
  [
    'sender-equals-receiver',
    {
      means: 'Sender and receiver have the same AS2 name',
      check: 'Correct the AS2 names in our settings for this partner, then send the file again.',
      again: 'unchanged',
    },
  ],
]);

/**
 * The meaning of a modifier, whatever its capitals; some products add words of their own after the standard text. Where they
 * say that the file was there before, that counts and not the modifier.
 */
export function dispositionMeaning(code: string): DispositionMeaning | undefined {
  if (/[,;(].*(?:duplicate|already|before)/i.test(code)) return undefined;
  const plain = (text: string): string => text.trim().toLowerCase().replaceAll(/\s+/g, ' ');
  return dispositionMeanings.get(plain(code)) ?? dispositionMeanings.get(plain(code.split(/[,;(]/, 1)[0] ?? ''));
}
