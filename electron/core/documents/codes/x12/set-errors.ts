import { type CodeTable, codeTable } from './table.ts';

const shared = {
  '1': 'this kind of transaction set is not supported by the partner',
  '2': 'the end of the transaction set (SE) is missing',
  '3': 'the control numbers at the start (ST02) and end (SE02) of the transaction set differ',
  '4': 'the segment count in SE01 is not the number of segments sent',
  '5': 'one or more segments have errors',
  '6': 'the transaction set identifier (ST01) is missing or not valid',
  '7': 'the transaction set control number (ST02) is missing or not valid',
  '8': 'the name of the authentication key is not known to the partner',
  '9': 'the name of the encryption key is not known to the partner',
  '10': 'the requested authentication or encryption is not available',
  '11': 'the security recipient is not known',
  '12': 'the length of the encrypted message is wrong',
  '13': 'the message authentication code is wrong',
  '15': 'the security originator is not known',
  '16': 'the decrypted text has syntax errors',
  '17': 'the security used is not supported',
  '18': 'the transaction set does not belong in its functional group',
  '23': 'the transaction set control number is used more than once in the functional group',
  '24': 'the end of the S3 security section (S3E) is missing',
  '25': 'the start of the S3 security section (S3S) is missing',
  '26': 'the end of the S4 security section (S4E) is missing',
  '27': 'the start of the S4 security section (S4S) is missing',
};

/** In release 004010 and before, codes 19-22 named the S1 and S2 security segments. */
const oldSecurity = {
  '19': 'the end of the S1 security section (S1E) is missing',
  '20': 'the start of the S1 security section (S1S) is missing',
  '21': 'the end of the S2 security section (S2E) is missing',
  '22': 'the start of the S2 security section (S2S) is missing',
};

const newer = { ...shared, '19': 'the implementation guide reference (ST03) is not valid' };

const ak5 = codeTable(newer);
const ak5Old = codeTable({ ...shared, ...oldSecurity });

/** AK502-AK506 (element 718), as the release of the acknowledgement (GS08) means them. */
export function setErrors(version: string | null): CodeTable {
  return isOldRelease(version) ? ak5Old : ak5;
}

/** IK502-IK506 (element 618): 718 plus two codes about implementation guides. */
export const implementationSetErrors = codeTable({
  ...newer,
  I5: 'one or more segments break the partner guide',
  I6: 'the partner guide named in ST03 is not supported',
});

/** Release 004010 or earlier: `004010VICS`, `003060`. */
export function isOldRelease(version: string | null): boolean {
  const digits = /^\d{6}/.exec(version ?? '');
  return digits !== null && Number(digits[0]) <= 4010;
}
