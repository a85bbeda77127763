import { isOldRelease } from './set-errors.ts';
import { type CodeTable, codeTable } from './table.ts';

const shared = {
  '1': 'this kind of functional group is not supported by the partner',
  '2': 'the version of the functional group (GS08) is not supported by the partner',
  '3': 'the end of the functional group (GE) is missing',
  '4': 'the control numbers at the start (GS06) and end (GE02) of the functional group differ',
  '5': 'the count in GE01 is not the number of transaction sets sent',
  '6': 'the group control number is not written as it must be',
  '7': "the application sender's code (GS02) is not known to the partner",
  '8': "the application receiver's code (GS03) is not known to the partner",
  '9': 'the responsible agency code (GS07) is not valid',
  '10': 'the name of the authentication key is not known to the partner',
  '11': 'the name of the encryption key is not known to the partner',
  '12': 'the requested authentication or encryption is not available',
  '13': 'the security recipient is not known',
  '14': 'the security originator is not known',
  '15': 'the decrypted text has syntax errors',
  '16': 'the security used is not supported',
  '17': 'the length of the encrypted message is wrong',
  '18': 'the message authentication code is wrong',
  '23': 'the end of the S3 security section (S3E) is missing',
  '24': 'the start of the S3 security section (S3S) is missing',
  '25': 'the end of the S4 security section (S4E) is missing',
  '26': 'the start of the S4 security section (S4S) is missing',
  '30': 'the group date (GS04) is not valid',
  '31': 'the group time (GS05) is not valid',
  '32': 'the headers or trailers of the transaction sets in the group are not valid',
};

const current = codeTable({
  ...shared,
  '19': 'the group control number is used more than once in the interchange',
});

const old = codeTable({
  ...shared,
  '19': 'the end of the S1 security section (S1E) is missing',
  '20': 'the start of the S1 security section (S1S) is missing',
  '21': 'the end of the S2 security section (S2E) is missing',
  '22': 'the start of the S2 security section (S2S) is missing',
});

/** AK905-AK909 (element 716), as the release of the acknowledgement (GS08) means them. */
export function groupErrors(version: string | null): CodeTable {
  return isOldRelease(version) ? old : current;
}
