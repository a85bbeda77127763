import type { AcknowledgementStatus } from '#shared/model/edi/edi.ts';
import { codeTable } from './table.ts';

/** TA104 (element I17). */
export const interchangeStatuses = codeTable({
  A: 'received without envelope errors',
  E: 'accepted, but the envelope has errors; it must not be sent again',
  R: 'rejected because of envelope errors',
});

export const statusOfTa1: ReadonlyMap<string, AcknowledgementStatus> = new Map([
  ['A', 'accepted'],
  ['E', 'accepted with errors'],
  ['R', 'rejected'],
]);

/** TA105 (element I18). */
export const interchangeNotes = codeTable({
  '000': 'no error',
  '001': 'the control numbers at the start (ISA13) and end (IEA02) of the interchange differ',
  '002': 'the standard named in ISA11 is not supported',
  '003': 'the version of the envelope (ISA12) is not supported',
  '004': 'the segment terminator is not valid',
  '005': "the sender's id qualifier (ISA05) is not valid",
  '006': "the sender's id (ISA06) is not valid",
  '007': "the receiver's id qualifier (ISA07) is not valid",
  '008': "the receiver's id (ISA08) is not valid",
  '009': "the receiver's id (ISA08) is not known",
  '010': 'the authorisation qualifier (ISA01) is not valid',
  '011': 'the authorisation information (ISA02) is not valid',
  '012': 'the security qualifier (ISA03) is not valid',
  '013': 'the security information or password (ISA04) is not valid',
  '014': 'the interchange date (ISA09) is not valid',
  '015': 'the interchange time (ISA10) is not valid',
  '016': 'the standards identifier (ISA11) is not valid',
  '017': 'the envelope version (ISA12) is not valid',
  '018': 'the interchange control number (ISA13) is not valid',
  '019': 'the request for an acknowledgement (ISA14) is not 0 or 1',
  '020': 'the test indicator (ISA15) is not valid',
  '021': 'the number of groups (IEA01) is not valid',
  '022': 'the structure of the envelope is not valid',
  '023': 'the file ended too early',
  '024': 'the content is not valid, for example the group header (GS)',
  '025': 'the interchange control number was already used',
  '026': 'the element separator is not valid',
  '027': 'the component separator is not valid',
  '028': 'the delivery date asked for is not valid',
  '029': 'the delivery time asked for is not valid',
  '030': 'the delivery time code asked for is not valid',
  '031': 'the grade of service asked for is not valid',
  '032': 'the repetition separator is not valid',
});
