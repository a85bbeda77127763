/** What a disposition modifier means and the first thing to check. */
export type DispositionMeaning = { readonly means: string; readonly check: string };

/** Modifier texts of RFC 4130 section 7.4.3, in lower case, and after them those real products send beside the grammar. */
export const dispositionMeanings: ReadonlyMap<string, DispositionMeaning> = new Map([
  [
    'authentication-failed',
    {
      means: 'The partner could not verify our signature',
      check:
        'Check whether our signing certificate has expired or was replaced, and whether the partner has the current one.',
    },
  ],
  [
    'decryption-failed',
    {
      means: 'The partner could not decrypt the file',
      check: "Check that we encrypt for the partner's current certificate, and with an algorithm they support.",
    },
  ],
  [
    'decompression-failed',
    {
      means: 'The partner could not decompress the file',
      check: 'Check the compression setting for this partner and send again.',
    },
  ],
  [
    'integrity-check-failed',
    {
      means: 'The file changed on its way: its checksum differs',
      check: 'Check for a proxy or gateway that alters files in transit, then send again.',
    },
  ],
  [
    'insufficient-message-security',
    {
      means: 'The partner expects signing or encryption that we did not apply',
      check: 'Compare the security settings for this partner with what they ask for.',
    },
  ],
  [
    'unexpected-processing-error',
    {
      means: "The partner's system failed while it took the file in",
      check: 'Ask the partner; sending again may work.',
    },
  ],
  [
    'unsupported format',
    {
      means: 'The partner did not understand which kind of receipt we asked for',
      check: 'Check the receipt options in our settings for this partner.',
    },
  ],
  [
    'unsupported mic-algorithms',
    {
      means: 'The partner supports none of the checksum algorithms we offered',
      check: 'Agree on a checksum algorithm, such as SHA-256, and set it for this partner.',
    },
  ],
  [
    'unknown-trading-partner',
    {
      means: "The partner's system does not know our AS2 name",
      check: 'Check both AS2 names, capital letters included.',
    },
  ],
  [
    'unknown-trading-relationship',
    {
      means: "The partner's system has no agreement for this pair of AS2 names",
      check: 'Check both AS2 names, capital letters included, and ask the partner to set the relationship up.',
    },
  ],
  [
    'duplicate-filename',
    {
      means: 'The partner already has a file of this name',
      check: 'Check whether the file went out twice; else send it under another name.',
    },
  ],
  [
    'illegal-filename',
    {
      means: 'The partner does not accept the name of the file',
      check: 'Check the file name rules agreed with the partner.',
    },
  ],
  [
    'invalid-message-id',
    { means: 'The partner does not accept the message id', check: 'Check how our system forms message ids.' },
  ],
  [
    'sender-equals-receiver',
    {
      means: 'Sender and receiver have the same AS2 name',
      check: 'Check the AS2 names in our settings for this partner.',
    },
  ],
]);
