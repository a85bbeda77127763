import type { Acknowledgement, AcknowledgementError, AcknowledgementStatus } from '#shared/model/edi/edi.ts';
import { acknowledgementError } from '../acknowledgement-error.ts';
import { dispositionMeaning } from './dispositions.ts';

const longestStatus = 200;
const longestWords = 2_000;

export type MdnVerdict = Pick<Acknowledgement, 'status' | 'statusCode' | 'errors'>;

type Disposition = {
  readonly statusCode: string;
  /** `processed`, `failed`, ... */
  readonly type: string;
  readonly modifier: 'error' | 'failure' | 'warning' | 'superseded' | null;
  /** What follows the modifier, or stands in its place. */
  readonly words: string;
};

/**
 * What a receipt says became of the file: its Disposition (`mode; type[/modifier[: words]]`, RFC 4130 section 7.4.3), and
 * the Error, Failure and Warning fields beside it (RFC 3798 section 3.2.7). Products leave the modifier out, or the colon,
 * or write it in capitals or with blanks; all of that is read alike. Where no field says why, what is written for people
 * does.
 */
export function verdictOf(fields: ReadonlyMap<string, string>, human: string): MdnVerdict {
  const disposition = read(fields.get('disposition') ?? '');
  const complaints = wordsOf(fields, 'error', 'failure');
  const stated = statusOf(disposition);
  const isContradicted = stated === 'accepted' && complaints.length > 0;
  const hasWarning = stated === 'accepted' && fields.has('warning');
  const status = isContradicted ? 'received' : hasWarning ? 'accepted with errors' : stated;
  const { statusCode, words } = disposition;
  if (isContradicted) {
    const doubt = `The receipt says that the file was processed, but also names an error: "${complaints.join('; ')}".`;
    return { status, statusCode, errors: [acknowledgementError(doubt)] };
  }
  if (status === 'accepted') return { status, statusCode, errors: [] };
  if (status === 'received') {
    const says = statusCode === '' ? 'the receipt has an empty verdict' : `the receipt says "${statusCode}"`;
    const unread = acknowledgementError(`It is not known whether the file was taken: ${says}.`);
    return { status, statusCode, errors: words === '' && shown.has(disposition.type) ? [] : [unread] };
  }
  const said = status === 'rejected' ? complaints : wordsOf(fields, 'warning');
  const stands = [...new Set([...(words === '' ? [] : [words]), ...said])];
  const written = status === 'rejected' && stands.every(saysNothing) ? tellingSentences(human) : '';
  const codes = written === '' ? stands : [written];
  const errors = (codes.length === 0 ? [null] : codes).map((code) => errorOf(status, code, statusCode));
  return { status, statusCode, errors };
}

/** Verdicts of a mail program: somebody saw it, or it went on to somebody. Neither yes nor no, and said on purpose. */
const shown: ReadonlySet<string> = new Set(['displayed', 'dispatched']);

/** A modifier that only says that there was an error. */
function saysNothing(words: string): boolean {
  return /^(?:unexpected[- ]processing[- ]error|(?:processing |internal |unknown |general )?(?:error|failure)|unknown)$/i.test(
    words,
  );
}

/** What goes wrong, in sentences for people. Most of such a text is the same in every receipt. */
const telling =
  /fail|errors?\b|unsupported|unknown|invalid|illegal|insufficient|reject|denied|refus|unable|cannot|can't|could not|exception|mismatch|expired|missing|duplicate|already|untrusted|not (?:match|valid|found|verif|decrypt|trusted|known|allowed|support|recogni|authori|set up|config|regist|accept|process|be )|no (?:valid |matching )?(?:certificate|key|agreement|partner)/i;

function tellingSentences(human: string): string {
  return human
    .split(/\n+|(?<=[.!?])\s+/)
    .map((sentence) => sentence.trim())
    .filter(
      (sentence) => telling.test(sentence) && !/\b(?:no|without(?: any)?) (?:errors?|failures?)\b/i.test(sentence),
    )
    .join(' ')
    .replaceAll('"', "'")
    .replace(/\.$/, '')
    .slice(0, longestWords);
}

function read(field: string): Disposition {
  const whole = field.slice(field.indexOf(';') + 1).trim();
  const type = /^[a-z]*/i.exec(whole)?.[0] ?? '';
  const rest = whole.slice(type.length).replace(/^[\s/:,]+/, '');
  const found = /^(error|failure|warning|superseded)(?![a-z-])[\s:,;/]*/i.exec(rest);
  return {
    statusCode: whole.slice(0, longestStatus),
    type: type.toLowerCase(),
    modifier: modifierOf(found?.[1]),
    words: rest.slice(found?.[0].length ?? 0, longestWords).trim(),
  };
}

function modifierOf(word: string | undefined): Disposition['modifier'] {
  const lower = word?.toLowerCase();
  return lower === 'error' || lower === 'failure' || lower === 'warning' || lower === 'superseded' ? lower : null;
}

function statusOf({ type, modifier, words }: Disposition): AcknowledgementStatus {
  if (modifier === 'error' || modifier === 'failure') return 'rejected';
  switch (type) {
    case 'processed':
      if (modifier !== null || /duplicate/i.test(words)) return 'accepted with errors';
      return words === '' ? 'accepted' : refusal.test(words) ? 'rejected' : 'received';
    case 'failed':
    case 'denied':
    case 'deleted':
      return 'rejected';
    default:
      return refusal.test(words) ? 'rejected' : 'received';
  }
}

/** What a modifier says that stands alone, without "error:" before it: `processed/decryption-failed`. */
const refusal =
  /fail|error|unsupported|unknown|invalid|illegal|insufficient|unexpected|reject|denied|refus|\bnot\b|unable|cannot|exception|mismatch|expired|missing|sender-equals-receiver/i;

function wordsOf(fields: ReadonlyMap<string, string>, ...names: readonly string[]): readonly string[] {
  return names.map((name) => (fields.get(name) ?? '').slice(0, longestWords).trim()).filter((words) => words !== '');
}

function errorOf(status: AcknowledgementStatus, code: string | null, statusCode: string): AcknowledgementError {
  return { ...acknowledgementError(explain(status, code, statusCode)), level: 'interchange', code };
}

function explain(status: AcknowledgementStatus, code: string | null, statusCode: string): string {
  const known = code === null ? undefined : dispositionMeaning(code);
  if (known !== undefined) return `${known.means}.`;
  if (status === 'rejected')
    return code === null
      ? `The partner's system did not take the file and gave no reason ("${statusCode}").`
      : `The partner's system did not take the file; it says "${code}".`;
  return code === null
    ? `The partner's system took the file with a remark ("${statusCode}").`
    : `The partner's system took the file with a remark; it says "${code}".`;
}
