import { hash } from 'node:crypto';
import { documentType } from '#shared/model/edi/document-types.ts';
import type { Acknowledgement, EdiDocument } from '#shared/model/edi/edi.ts';
import type { ExchangeReported } from '#shared/model/feed/exchange.ts';

const alphabet = 'abcdefghijklmnopqrstuvwxyz234567';
const idLength = 16;

/** The issue a fingerprint belongs to: the same on every laptop. 16 letters of base 32, 80 bits. */
export function issueIdOf(fingerprint: string): string {
  const digest = hash('sha256', fingerprint, 'buffer');
  let id = '';
  let bits = 0;
  let value = 0;
  for (const byte of digest) {
    value = (value << 8) | byte;
    bits += 8;
    while (bits >= 5) {
      bits -= 5;
      id += alphabet[(value >>> bits) & 31] ?? '';
      if (id.length === idLength) return id;
    }
    value &= (1 << bits) - 1;
  }
  return id;
}

/** `zz:acme ` and `ZZ:ACME` are one address: padding and case mean nothing in an envelope. */
export function addressKey(address: string): string {
  const colon = address.indexOf(':');
  if (colon < 0) return address.trim().toUpperCase();
  return `${address.slice(0, colon).trim()}:${address.slice(colon + 1).trim()}`.toUpperCase();
}

/** X12 control numbers are numbers (`000000001` is `1`); EDIFACT references are texts. */
function controlKey(control: string, x12: boolean): string {
  const text = control.trim().toUpperCase();
  return x12 ? text.replace(/^0+(?=.)/, '') : text;
}

const edifactAcknowledgements: ReadonlySet<string> = new Set(['CONTRL', 'APERAK', 'ORDRSP']);

function isX12(type: string): boolean {
  const known = documentType(type);
  return known === undefined ? /^\d/.test(type.trim()) : known.syntax === 'x12';
}

type Parties = { readonly sender: string; readonly receiver: string };

function between({ sender, receiver }: Parties): string {
  return `${addressKey(sender)}|${addressKey(receiver)}`;
}

function present(value: string | null): value is string {
  return value !== null && value.trim() !== '';
}

type Exchange = Pick<ExchangeReported, 'realm' | 'processId' | 'exchangeId'>;

/** All that goes on in one process of a network is one issue. Two networks may count from 1. */
export function exchangeFingerprint({ realm, processId, exchangeId }: Exchange): string {
  return `process:${realm}|${present(processId) ? processId : exchangeId}`;
}

/** One document, or file, of a network among all that there are. */
export function exchangeKey({ realm, exchangeId }: Pick<Exchange, 'realm' | 'exchangeId'>): string {
  return `exchange:${realm}|${exchangeId}`;
}

type DocumentKey = Parties & Pick<EdiDocument, 'type' | 'control' | 'number' | 'functionalGroup' | 'preparedAt'>;
type SetKey = Parties & Pick<EdiDocument, 'type' | 'control'>;

/** All that an acknowledgement can say of a set. Control numbers come round again, so it may fit several documents. */
function setFingerprint(document: SetKey): string | null {
  const x12 = isX12(document.type);
  const { interchange, group, set } = document.control;
  const outer = x12 ? group : interchange;
  if (!present(set)) return null;
  const type = document.type.trim().toUpperCase();
  return `doc:${between(document)}|${type}|${controlKey(outer ?? '', x12)}|${controlKey(set, x12)}`;
}

export function numberFingerprint(parties: Parties, type: string, number: string): string {
  return `num:${between(parties)}|${type.trim().toUpperCase()}|${number.trim().toUpperCase()}`;
}

/** For partners who name what they answer by its number alone, without its type. */
function anyTypeFingerprint(parties: Parties, number: string): string {
  return `any:${between(parties)}|${number.trim().toUpperCase()}`;
}

/** X12 counts group control numbers per functional group: ship notices (SH) and orders (PO) both have a group 502. */
function groupFingerprint(parties: Parties, code: string, group: string, x12: boolean): string {
  return `grp:${between(parties)}|${code.trim().toUpperCase()}|${controlKey(group, x12)}`;
}

/** Null in X12 where neither the envelope nor the type tells: a group number alone names no group. */
function groupCode(code: string | null, type: string | null, x12: boolean): string | null {
  if (!x12) return '';
  if (present(code)) return code;
  return type === null ? null : (documentType(type)?.group ?? null);
}

function interchangeFingerprint(parties: Parties, interchange: string, x12: boolean): string {
  return `ic:${between(parties)}|${controlKey(interchange, x12)}`;
}

/** A set's control number as it is compared: X12's are numbers, EDIFACT's references are texts. */
export function sameSetControl(a: string, b: string, type: string): boolean {
  const x12 = isX12(type);
  return controlKey(a, x12) === controlKey(b, x12);
}

/** The envelope a document travelled in, as far as its parties go: the same number on another day is another one. */
export function envelopeKey({
  control,
  preparedAt,
  type,
}: Pick<DocumentKey, 'control' | 'preparedAt' | 'type'>): string {
  return `${preparedAt ?? ''}|${controlKey(control.interchange ?? '', isX12(type))}`;
}

/**
 * The document itself and no other: what its acknowledgements may say of it, with its envelope and its number. Null where it has
 * neither a control number nor a number of its own.
 */
export function documentFingerprint(document: DocumentKey): string | null {
  const number = present(document.number) ? document.number.trim().toUpperCase() : '';
  const said = setFingerprint(document) ?? (number === '' ? null : numberFingerprint(document, document.type, number));
  return said === null ? null : `${said}@${envelopeKey(document)}|${number}`;
}

/** Everything under which an acknowledgement of this document may be filed. */
export function fingerprintsOfAcknowledgements(document: DocumentKey): readonly string[] {
  const x12 = isX12(document.type);
  const { interchange, group } = document.control;
  const found: string[] = [];
  const set = setFingerprint(document);
  if (set !== null) found.push(set);
  if (present(document.number)) {
    found.push(numberFingerprint(document, document.type, document.number));
    found.push(anyTypeFingerprint(document, document.number));
  }
  const code = groupCode(document.functionalGroup, document.type, x12);
  if (present(group) && code !== null) found.push(groupFingerprint(document, code, group, x12));
  if (present(interchange)) found.push(interchangeFingerprint(document, interchange, x12));
  return found;
}

/** The document's own fingerprint first, then those of its acknowledgements. */
export function documentFingerprints(document: DocumentKey): readonly string[] {
  const own = documentFingerprint(document);
  return own === null ? fingerprintsOfAcknowledgements(document) : [own, ...fingerprintsOfAcknowledgements(document)];
}

/** How exactly an acknowledgement says what it is about. */
export type AcknowledgementLevel = 'set' | 'number' | 'group' | 'itself';

export function acknowledgementLevel(fingerprint: string): AcknowledgementLevel {
  if (fingerprint.startsWith('doc:')) return 'set';
  if (/^(?:num|any):/.test(fingerprint)) return 'number';
  return /^(?:grp|ic):/.test(fingerprint) ? 'group' : 'itself';
}

/** What an acknowledgement is about, as exactly as it says. */
export function acknowledgementFingerprint(
  { type, answers, sender, receiver, control, preparedAt }: Acknowledgement,
  place: { readonly fileId: string; readonly index: number },
): string {
  // Where its envelope numbers it, the same message is the same in another file.
  const itself =
    control.interchange === null
      ? `msg:${place.fileId}#${place.index}`
      : `msg:${JSON.stringify([addressKey(sender), addressKey(receiver), type, control, preparedAt, answers.control])}`;
  if (type === '864') return itself;
  if (type === 'MDN') return present(answers.messageId) ? `mdn:${answers.messageId}` : itself;
  const x12 = answers.type === null ? !edifactAcknowledgements.has(type) : isX12(answers.type);
  const { interchange, group, set } = answers.control;
  if (answers.type !== null) {
    const document = { ...answers, type: answers.type };
    if (present(x12 ? group : interchange) && present(set)) return setFingerprint(document) ?? itself;
    if (present(answers.number)) return numberFingerprint(answers, answers.type, answers.number);
    if (present(set)) return setFingerprint(document) ?? itself;
  } else if (present(answers.number)) return anyTypeFingerprint(answers, answers.number);
  const code = groupCode(answers.functionalGroup, answers.type, x12);
  if (present(group)) return code === null ? itself : groupFingerprint(answers, code, group, x12);
  if (present(interchange)) return interchangeFingerprint(answers, interchange, x12);
  return itself;
}

export function fileFingerprint(fileId: string): string {
  return `file:${fileId}`;
}

/** The issue that something outside was made for: its key is `GL-<issue>-<mark>-...`; null for a key of others. */
export function issueIdOfKey(key: string): string | null {
  const [prefix, issueId] = key.split('-');
  return prefix === 'GL' && issueId !== undefined && issueId !== '' ? issueId : null;
}

/** The mark of the trouble that a key is about: see `markOf`. Empty text where it does not say. */
export function markOfKey(key: string): string {
  return key.split('-')[2] ?? '';
}

/** A document by its business number. */
export function numberLink(parties: Parties, type: string, number: string): string {
  return `n:${issueIdOf(numberFingerprint(parties, type, number))}`;
}

/** A document by the interchange it travelled in, as its sender numbered it; unambiguous where that held one of the type. */
export function interchangeLink(parties: Parties, type: string, interchange: string): string {
  const x12 = isX12(type);
  return `i:${issueIdOf(`${type.trim().toUpperCase()}@${interchangeFingerprint(parties, interchange, x12)}`)}`;
}
