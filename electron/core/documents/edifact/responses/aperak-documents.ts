import { messageOfDocument1001 } from '../../codes/edifact/document-names-1001.ts';
import {
  answeredReferences1153,
  documentReference1153,
  messageOfReference1153,
} from '../../codes/edifact/references-1153.ts';
import { valueAt } from '../segments/fields.ts';
import type { MessageSegment } from '../message.ts';

/** A document an APERAK is about; the type is null where only its number is said. */
export type Answered = { readonly type: string | null; readonly number: string };

/** One error (ERC) and the segments that follow it up to the next. */
export type ErrorGroup = { readonly erc: MessageSegment; readonly segments: readonly MessageSegment[] };

/** A document with the errors that are about it. At most one more than `mostDocuments` are given, so that the excess shows. */
export type AboutDocument = { readonly document: Answered | null; readonly errors: readonly ErrorGroup[] };

const order = 'ORDERS';

/** So many documents one APERAK covers at most; a real one names some hundreds. */
export const mostDocuments = 1_000;
/** All their errors together: hostile input must not fill the memory. */
const mostErrors = 100_000;

/** Cuts a message at its ERC segments. */
export function groupsOf(segments: readonly MessageSegment[]): {
  readonly head: readonly MessageSegment[];
  readonly errors: readonly ErrorGroup[];
} {
  const head: MessageSegment[] = [];
  const errors: { readonly erc: MessageSegment; readonly segments: MessageSegment[] }[] = [];
  for (const segment of segments) {
    if (segment.tag === 'ERC') errors.push({ erc: segment, segments: [] });
    else (errors.at(-1)?.segments ?? head).push(segment);
  }
  return { head, errors };
}

/**
 * What an APERAK is about: every document its head names, each with the errors that name none of their own, and every
 * document an error names for itself. A message that names none is one acknowledgement about nothing known.
 */
export function aboutDocuments(
  head: readonly MessageSegment[],
  errors: readonly ErrorGroup[],
): readonly AboutDocument[] {
  const named = namedIn(head);
  const own = errors.map((error) => ({ error, documents: ownDocuments(error, named) }));
  const shared = own.filter(({ documents }) => documents.length === 0).map(({ error }) => error);
  const isAllOwn = errors.length > 0 && shared.length === 0;
  // A head that gives only the number of a message or the order behind it says less than errors that all name theirs.
  const fromHead = isAllOwn && named.every(({ type }) => type === null || type === order) ? [] : named;
  const found = new Map<string, { readonly document: Answered; readonly own: ErrorGroup[] }>();
  const at = (document: Answered): ErrorGroup[] => {
    const key = `${document.type ?? ''}|${document.number}`;
    const place = found.get(key) ?? { document, own: [] };
    if (found.size <= mostDocuments) found.set(key, place);
    return place.own;
  };
  for (const document of fromHead) at(document);
  for (const { error, documents } of own) for (const document of documents) at(document).push(error);
  if (found.size === 0) return [{ document: null, errors }];
  const most = Math.floor(mostErrors / found.size);
  return [...found.values()].map(({ document, own: only }) => ({
    document,
    errors: [...only.slice(0, most), ...shared.slice(0, most)].slice(0, most),
  }));
}

/** Beside an error stands what it is about, or what that refers to: it counts as answered where the head names nothing better. */
function ownDocuments({ segments }: ErrorGroup, named: readonly Answered[]): readonly Answered[] {
  const here = namedIn(segments);
  const types = new Set(named.map(({ type }) => type));
  if (named.length === 0) return here;
  const isVague = [...types].every((type) => type === null || type === order);
  return here.filter(({ type }) => types.has(type) || (isVague && type !== order));
}

/** DOC names type and number; else the references to messages answered; else references that name a type for certain. */
function namedIn(segments: readonly MessageSegment[]): readonly Answered[] {
  const documents = segments
    .filter(({ tag, fields }) => tag === 'DOC' && valueAt(fields, 2) !== '')
    .map(({ fields }) => ({ type: messageOfDocument1001.get(valueAt(fields, 1)) ?? null, number: valueAt(fields, 2) }));
  if (documents.length > 0) return documents;
  const references = segments
    .filter(({ tag }) => tag === 'RFF')
    .map(({ fields }) => ({ qualifier: valueAt(fields, 1, 1), number: valueAt(fields, 1, 2) }))
    .filter(({ number }) => number !== '');
  const typed = references.flatMap(({ qualifier, number }) => {
    const type = messageOfReference1153.get(qualifier);
    return type === undefined ? [] : [{ type, number }];
  });
  const answered = references.filter(({ qualifier }) => answeredReferences1153.includes(qualifier));
  const isVague = answered.length === 0 && typed.every(({ type }) => type === order);
  const direct = isVague ? references.filter(({ qualifier }) => qualifier === documentReference1153) : answered;
  const byNumber = new Map(typed.toReversed().map((each) => [each.number, each]));
  const known = direct.map(({ number }) => byNumber.get(number));
  if (direct.length > 0 && known.includes(undefined))
    return direct.map(({ number }, index) => ({ type: known[index]?.type ?? null, number }));
  // The order may stand beside the invoice or despatch advice it led to, so it is looked at last.
  const specific = known.find((each) => each !== undefined) ?? typed.find(({ type }) => type !== order) ?? typed[0];
  return typed.filter(({ type }) => type === specific?.type);
}
