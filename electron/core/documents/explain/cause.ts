import type { Acknowledgement, AcknowledgementError } from '#shared/model/edi.ts';
import { applicationErrors, vagueErrors } from '../codes/x12/application-errors.ts';

/** Why something was refused, as far as it tells whose move it is. */
export type Cause =
  | 'none'
  | 'verdict unclear'
  | 'data'
  | 'duplicate'
  | 'set-up'
  | 'envelope'
  | 'network'
  | 'security'
  | 'wrong certificate of the receiver'
  | 'wrong certificate of the sender'
  | 'security settings'
  | 'file settings'
  | 'altered in transit'
  | 'fault at the receiver'
  | 'business answer'
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
  ...codes('CONTRL', 'envelope', ['1', '4', '5', '20', '22', '28', '29', '30', '31', '32', '33', '34']),
  ...codes('CONTRL', 'duplicate', ['26']),
  ...codes('CONTRL', 'set-up', ['2', '3', '7', '14', '15', '17', '23', '25', '43', '46', '47']),
  ...codes('CONTRL', 'security', ['11', '27']),
  ...codes('CONTRL', 'network', ['41', '42', '44']),
]);

/** Status codes by which a partner puts off its verdict. */
const holdCodes: ReadonlySet<string> = new Set(['OTI01 GH', 'OTI01 TH', 'BAK02 AH']);

const dispositions: readonly (readonly [RegExp, Cause])[] = [
  [/decryption-failed/, 'wrong certificate of the receiver'],
  [/authentication-failed/, 'wrong certificate of the sender'],
  [/integrity-check-failed/, 'altered in transit'],
  [/insufficient-message-security|unsupported mic/, 'security settings'],
  [/unsupported|decompression-failed|illegal-filename|invalid-message-id/, 'file settings'],
  [/unknown-trading|sender-equals-receiver/, 'set-up'],
  [/duplicate/, 'duplicate'],
  [/warning/, 'words only'],
  [/unexpected-processing-error|failed/, 'fault at the receiver'],
];

/** The cause of a refusal. Of several errors the one that tells most decides: a duplicate beats a wrong value. */
export function causeOf(acknowledgement: Acknowledgement): Cause {
  const { status, type } = acknowledgement;
  if (type === '864') return 'words only';
  if (status === 'accepted') return 'none';
  if (type === 'MDN') return status === 'received' ? 'none' : causeOfDisposition(acknowledgement.statusCode);
  const causes = acknowledgement.errors.map((error) => causeOfError(acknowledgement, error));
  if (holdCodes.has(acknowledgement.statusCode)) return 'on hold';
  if (status === 'received') return causes.length > 0 ? 'verdict unclear' : 'none';
  const telling = (['duplicate', 'set-up', 'security', 'network', 'order data', 'envelope'] as const).find((cause) =>
    causes.includes(cause),
  );
  if (telling !== undefined) return telling;
  if (type === '855' || type === 'ORDRSP') return 'business answer';
  if (causes.length > 0 && causes.every((cause) => cause === 'own reason')) return 'own reason';
  return type === 'TA1' ? 'envelope' : 'data';
}

function causeOfError({ type }: Acknowledgement, error: AcknowledgementError): Cause {
  if (saysNothing(type, error)) return 'own reason';
  if (error.code === null) return 'data';
  const family = type === '999' ? '997' : type;
  return known.get(`${family} ${error.level} ${error.code}`) ?? known.get(`${family} ${error.code}`) ?? 'data';
}

/** A code that only the partner understands, and no place in the document. */
function saysNothing(type: string, { level, code, explanation }: AcknowledgementError): boolean {
  if (type === 'APERAK') return explanation.includes(' without words;');
  if (type !== '824' || level !== 'set') return false;
  return code === null || vagueErrors.has(code) || !applicationErrors.has(code);
}

function causeOfDisposition(disposition: string): Cause {
  const text = disposition.toLowerCase();
  return dispositions.find(([pattern]) => pattern.test(text))?.[1] ?? 'fault at the receiver';
}

function codes(where: string, cause: Cause, list: readonly string[]): [string, Cause][] {
  return list.map((code) => [`${where} ${code}`, cause]);
}
