import type { Acknowledgement, EdiFile, Finding } from '#shared/model/edi/edi.ts';
import { acknowledgementError } from '../acknowledgement-error.ts';
import { decodeText } from '../edifact/segments/text.ts';
import { bodyOf, type MimePart, readHeaders, walkMime } from './mime.ts';
import { verdictOf } from './verdict.ts';

/** An AS2 receipt is a few kilobytes; a signed one with certificates some tens. */
const longestRead = 4 * 1024 * 1024;
const longestText = 20_000;

/** One byte, one character: offsets in the text are offsets in the file. */
const oneByteText = new TextDecoder('latin1');

/**
 * Reads an AS2 receipt (MDN, RFC 4130 section 7), signed or not, with or without its HTTP or MIME headers, or only its
 * disposition fields. Null where the bytes hold no receipt. The signature is not checked here.
 */
export function readMdn(bytes: Uint8Array): EdiFile | null {
  const head = bytes.subarray(0, longestRead);
  const text = oneByteText.decode(head);
  if (!looksLikeMdn(text)) return null;
  const findings: Finding[] = [];
  const parts = walkMime(text);
  const machine = parts.find(({ type }) => type === 'message/disposition-notification');
  const fields = machine === undefined ? bareFields(text, parts) : fieldsOf(head, machine);
  const disposition = fields?.get('disposition');
  if (fields === undefined || disposition === undefined || (machine === undefined && !isDisposition(disposition))) {
    if (machine === undefined && !parts.some(({ type }) => type === 'multipart/report')) return null;
    const message = 'The receipt does not say what became of the file: it has no Disposition field.';
    findings.push(finding('mdn-without-disposition', 'warning', message));
    const known = fields ?? new Map<string, string>();
    const acknowledgement = acknowledgementOf(bytes.length, known, parts, humanText(head, parts, machine));
    const unread = {
      ...acknowledgement,
      status: 'received',
      statusCode: 'no disposition',
      errors: [acknowledgementError(message)],
    } as const;
    return { syntax: 'mdn', documents: [], acknowledgements: [unread], findings };
  }
  if (bytes.length > longestRead)
    findings.push(finding('mdn-too-long', 'warning', 'The receipt is far longer than usual; only its start was read.'));
  if (parts.some(({ otherBoundary }) => otherBoundary === true))
    findings.push(
      finding(
        'mime-boundary-differs',
        'warning',
        'The header of the receipt names another boundary than its body uses; it was read by the one in the body.',
      ),
    );
  if (parts.some(({ type }) => type === 'multipart/signed'))
    findings.push(
      finding('mdn-signature-unchecked', 'note', 'The receipt is signed; the signature was not checked here.'),
    );
  const acknowledgement = acknowledgementOf(bytes.length, fields, parts, humanText(head, parts, machine));
  if (acknowledgement.answers.messageId === null)
    findings.push(finding('mdn-without-message-id', 'warning', 'The receipt does not name the message it confirms.'));
  if (acknowledgement.status === 'accepted' || acknowledgement.status === 'accepted with errors')
    findings.push(onlyTheFile(fields.has('received-content-mic')));
  return { syntax: 'mdn', documents: [], acknowledgements: [acknowledgement], findings };
}

function acknowledgementOf(
  length: number,
  fields: ReadonlyMap<string, string>,
  parts: readonly MimePart[],
  human: string,
): Acknowledgement {
  const header = (name: string): string => parts.find(({ headers }) => headers.has(name))?.headers.get(name) ?? '';
  const from =
    as2Name(header('as2-from')) || recipient(fields.get('final-recipient') ?? fields.get('original-recipient') ?? '');
  const to = as2Name(header('as2-to'));
  const { status, statusCode, errors } = verdictOf(fields, human);
  const mic = fields.get('received-content-mic') ?? '';
  const lines = [human, ...remarks(fields), mic === '' ? '' : `Received-content-MIC: ${mic}`].filter(
    (line) => line !== '',
  );
  return {
    type: 'MDN',
    sender: from,
    receiver: to,
    control: { interchange: null, group: null, set: null },
    test: false,
    preparedAt: preparedAt(header('date')),
    span: { start: 0, end: length },
    answers: {
      type: null,
      number: null,
      control: { interchange: null, group: null, set: null },
      functionalGroup: null,
      preparedAt: null,
      sender: to,
      receiver: from,
      messageId: messageId(fields.get('original-message-id') ?? ''),
    },
    status,
    statusCode,
    errors,
    text: lines.length === 0 ? null : lines.join('\n'),
    coveredBySets: false,
    named: [],
  };
}

/** Whether a text is a receipt, or a mail with one in it. */
export function looksLikeMdn(text: string): boolean {
  return /disposition-notification\s*(?:["';\r\n]|$)/i.test(text) || /^disposition[ \t]*:/im.test(text);
}

/** The fields of a receipt of which only they were kept, or whose part lost its content type. */
function bareFields(text: string, parts: readonly MimePart[]): ReadonlyMap<string, string> | undefined {
  const inHeaders = parts.find(({ headers }) => headers.has('disposition'));
  if (inHeaders !== undefined) return inHeaders.headers;
  for (const part of parts) {
    const { headers } = readHeaders(text, part.bodyStart, part.bodyEnd);
    if (headers.has('disposition')) return headers;
  }
  return undefined;
}

/** Fields come in paragraphs; they are read as one. */
function fieldsOf(bytes: Uint8Array, part: MimePart): ReadonlyMap<string, string> {
  const text = oneByteText.decode(bodyOf(bytes, part));
  const fields = new Map<string, string>();
  for (let at = 0, paragraphs = 0; at < text.length && paragraphs < 20; paragraphs += 1) {
    const { headers, next } = readHeaders(text, at, text.length);
    for (const [name, value] of headers) if (!fields.has(name)) fields.set(name, value);
    if (next <= at) break;
    at = next;
  }
  return fields;
}

function isDisposition(value: string): boolean {
  return (
    /^(?:automatic|manual)-action\b/i.test(value) ||
    /^(?:[^;]{1,100};)?\s*(?:processed|failed|displayed|dispatched|deleted|denied)\b/i.test(value)
  );
}

function humanText(bytes: Uint8Array, parts: readonly MimePart[], machine: MimePart | undefined): string {
  const human = parts.find(
    (part) => part.type === 'text/plain' || (part.type === '' && part !== parts[0] && part !== machine),
  );
  if (human === undefined) return '';
  return decodeText(bodyOf(bytes, human).subarray(0, longestText)).replaceAll('\r\n', '\n').trim();
}

/** RFC 3798 lets a receipt add words in fields of their own. */
function remarks(fields: ReadonlyMap<string, string>): readonly string[] {
  return ['error', 'failure', 'warning'].map((name) => fields.get(name) ?? '').filter((line) => line !== '');
}

/** AS2 names may be quoted, with `\` before a quote or backslash. */
function as2Name(value: string): string {
  const name = value.trim();
  if (!name.startsWith('"') || !name.endsWith('"') || name.length < 2) return name;
  return name.slice(1, -1).replaceAll(/\\(.)/g, '$1');
}

/** `rfc822; NAME`: what follows the address type. */
function recipient(value: string): string {
  return as2Name(value.slice(value.indexOf(';') + 1));
}

function messageId(value: string): string | null {
  const id = value.trim().replace(/^</, '').replace(/>$/, '').trim();
  return id === '' ? null : id;
}

const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];

/** The Date header as its sender wrote it, without its zone, like the dates of EDI. */
function preparedAt(date: string): string | null {
  const match = /^(?:[a-z]{3},\s*)?(\d{1,2})\s+([a-z]{3})\s+(\d{4})\s+(\d{2}):(\d{2})/i.exec(date);
  if (match === null) return null;
  const [, day = '', name = '', year = '', hour = '', minute = ''] = match;
  const month = months.indexOf(name.toLowerCase()) + 1;
  if (month === 0) return null;
  return `${year}-${String(month).padStart(2, '0')}-${day.padStart(2, '0')}T${hour}:${minute}`;
}

function onlyTheFile(hasMic: boolean): Finding {
  const compare = hasMic
    ? 'Compare its Received-content-MIC with ours before calling it delivered.'
    : 'It has no Received-content-MIC to compare with ours.';
  return finding(
    'mdn-file-only',
    'note',
    `This receipt says only that the file arrived, not that its contents were accepted. ${compare}`,
  );
}

function finding(code: string, severity: Finding['severity'], message: string): Finding {
  return { code, severity, message, offset: 0 };
}
