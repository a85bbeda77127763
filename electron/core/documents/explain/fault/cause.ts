import type { Acknowledgement, AcknowledgementError } from '#shared/model/edi/edi.ts';
import { syntaxErrors0085 } from '../../codes/edifact/syntax-errors-0085.ts';
import { applicationErrors, vagueErrors } from '../../codes/x12/application-errors.ts';
import { interchangeNotes } from '../../codes/x12/interchange-notes.ts';
import { isRemark } from '../../remark.ts';
import { causeOfBusinessWords } from './cause-of-words.ts';
import { causeOfReceipt } from './cause-of-receipt.ts';
import { isSecuritySection } from '../acknowledgement/security-section.ts';
import { partnersWords } from '../acknowledgement/partners-words.ts';

/** Why something was refused, as far as it tells whose move it is. */
export type Cause =
  | 'none'
  | 'verdict unclear'
  | 'reason not given'
  | 'with its group'
  | 'outcome unknown'
  | 'data'
  | 'duplicate'
  | 'set-up'
  | 'envelope'
  | 'network'
  | 'security'
  | 'wrong certificate of the receiver'
  | 'wrong certificate of the sender'
  | 'certificates'
  | 'security settings'
  | 'file settings'
  | 'unreadable file'
  | 'altered in transit'
  | 'not processed'
  | 'business response'
  | 'remark'
  | 'tender response'
  | 'counter-offer'
  | 'claim refused'
  | 'short shipment'
  | 'stock adjusted'
  | 'order data'
  | 'on hold'
  | 'words only'
  | 'own reason';

/** Codes that tell more than "wrong data", by acknowledgement type and level. */
const known: ReadonlyMap<string, Cause> = new Map([
  ...codes('TA1 interchange', 'duplicate', ['025']),
  ...codes('TA1 interchange', 'set-up', ['002', '003', '005', '006', '007', '008', '009']),
  ...codes('TA1 interchange', 'security', ['010', '011', '012', '013']),
  ...codes('TA1 interchange', 'network', ['023']),
  ...codes('997 group', 'envelope', ['3', '4', '5', '6', '30', '31', '32']),
  ...codes('997 group', 'duplicate', ['19']),
  ...codes('997 group', 'set-up', ['1', '2', '7', '8', '9']),
  ...codes('997 group', 'security', [
    '10',
    '11',
    '12',
    '13',
    '14',
    '15',
    '16',
    '17',
    '18',
    '20',
    '21',
    '22',
    '23',
    '24',
    '25',
    '26',
    'M',
    'W',
    'X',
  ]),
  ...codes('997 set', 'envelope', ['2', '3', '4', '6', '7', '18', '19']),
  ...codes('997 set', 'duplicate', ['23']),
  ...codes('997 set', 'data', ['5', 'I5']),
  ...codes('997 set', 'set-up', ['1', 'I6']),
  ...codes('997 set', 'security', [
    '8',
    '9',
    '10',
    '11',
    '12',
    '13',
    '15',
    '16',
    '17',
    '20',
    '21',
    '22',
    '24',
    '25',
    '26',
    '27',
    'M',
    'W',
    'X',
  ]),
  ...codes('824', 'duplicate', ['003', '006', '111', '119', '121', '815', '817', 'DBL', 'DRC', 'DUP', 'IPR', 'PPD']),
  ...codes('824', 'set-up', ['026', '027', '028', '106', '114', '117', '118', 'MF', 'NAU', 'NRS']),
  ...codes('855', 'order data', ['R2', 'R3', 'IF']),
  ...codes('865', 'order data', ['R2', 'R3', 'IF']),
  ...codes('CONTRL', 'envelope', ['1', '4', '5', '20', '22', '28', '29', '30', '31', '32', '33', '34']),
  ...codes('CONTRL', 'duplicate', ['26']),
  ...codes('CONTRL', 'set-up', ['2', '3', '7', '14', '15', '17', '23', '25', '43', '46', '47']),
  ...codes('CONTRL', 'security', ['11', '27']),
  ...codes('CONTRL', 'network', ['41', '42', '44']),
]);

/** Status codes by which a partner puts off its verdict. */
const holdCodes: ReadonlySet<string> = new Set(['OTI01 GH', 'OTI01 TH', 'BAK02 AH', 'BCA02 AH']);

/** The cause of a refusal. Of several errors the one that tells most decides: a duplicate beats a wrong value. */
export function causeOf(acknowledgement: Acknowledgement): Cause {
  const { status, type, statusCode } = acknowledgement;
  if (type === '864') return 'words only';
  if (status === 'accepted') return 'none';
  if (type === 'MDN') return causeOfReceipt(acknowledgement);
  if (holdCodes.has(statusCode)) return 'on hold';
  const told = acknowledgement.errors.filter(({ level }) => level !== 'acknowledgement');
  if (status === 'received') return acknowledgement.errors.length > 0 ? 'verdict unclear' : 'none';
  if (told.length === 0 && acknowledgement.errors.length > 0) return 'verdict unclear';
  if (isRemark(acknowledgement)) return 'remark';
  const causes = told.map((error) => causeOfError(acknowledgement, error));
  const telling = beforeAll.find((cause) => causes.includes(cause));
  if (telling !== undefined) return telling;
  const own = type === '990' && status === 'partial' ? 'counter-offer' : ownCauses[type];
  if (own !== undefined) return own;
  // A value or segment that is pointed at tells more than a count in the trailer that is wrong as well.
  if (told.some((error, index) => isPlaced(error) && causes[index] === 'data')) return 'data';
  return afterwards.find((cause) => causes.includes(cause)) ?? 'reason not given';
}

/** Called a duplicate, and wrong in other ways besides: then the earlier copy may not be the same, and may be as wrong. */
export function isMoreThanDuplicate(acknowledgement: Acknowledgement): boolean {
  const causes = acknowledgement.errors
    .filter((error) => error.level !== 'acknowledgement' && (isPlaced(error) || !pointers.has(error.code ?? '')))
    .map((error) => causeOfError(acknowledgement, error));
  return causes.includes('duplicate') && causes.some((cause) => cause !== 'duplicate' && cause !== 'with its group');
}

/** `One or more segments in error`: says only that there are others. */
const pointers: ReadonlySet<string> = new Set(['5', 'I5']);

const beforeAll = ['duplicate', 'set-up', 'security', 'network', 'order data'] as const;
const afterwards = ['envelope', 'data', 'own reason', 'with its group'] as const;

/** Business answers that turn something down: the code that turns it down says all. */
const ownCauses: Readonly<Partial<Record<Acknowledgement['type'], Cause>>> = {
  '855': 'business response',
  '865': 'business response',
  ORDRSP: 'business response',
  '277': 'claim refused',
  '945': 'short shipment',
  '947': 'stock adjusted',
  '990': 'tender response',
};

function causeOfError({ type }: Acknowledgement, error: AcknowledgementError): Cause {
  const { level, code } = error;
  const family = type === '999' ? '997' : type;
  if (type === 'APERAK' || (type === '824' && saysNothing(error)))
    return causeOfBusinessWords(partnersWords(error.explanation) ?? '') ?? (isPlaced(error) ? 'data' : 'own reason');
  if (type === '277' && code !== null) return claimStatuses.get(code.split(':')[1] ?? '') ?? 'claim refused';
  if (code === null) return level === 'group' || level === 'interchange' ? 'with its group' : 'data';
  if (family === '997' && isSecuritySection(error)) return 'security';
  const listed = known.get(`${family} ${level} ${code}`) ?? known.get(`${family} ${code}`);
  if (listed !== undefined) return listed;
  if (type === 'TA1') return interchangeNotes.has(code) ? 'envelope' : 'own reason';
  if (type === '824' || isPlaced(error)) return 'data';
  return type === 'CONTRL' && code !== unspecified && syntaxErrors0085.has(code) ? 'data' : 'own reason';
}

/** Claim statuses (code source 508) that are about the file or its sender rather than a claim. */
const claimStatuses: ReadonlyMap<string, Cause> = new Map<string, Cause>([
  ['24', 'set-up'],
  ['54', 'duplicate'],
  ['496', 'set-up'],
]);

/** CONTRL 0085 code for an error without a name. */
const unspecified = '18';

function isPlaced({ segment, position, element }: AcknowledgementError): boolean {
  return segment !== null || position !== null || element !== null;
}

/** A code that only the partner understands, or none. */
function saysNothing({ code }: AcknowledgementError): boolean {
  return code === null || vagueErrors.has(code) || !applicationErrors.has(code);
}

function codes(where: string, cause: Cause, list: readonly string[]): [string, Cause][] {
  return list.map((code) => [`${where} ${code}`, cause]);
}
