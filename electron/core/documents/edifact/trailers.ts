import type { OpenDocument } from './document.ts';
import type { Group, Interchange } from './envelope.ts';
import { type Field, valueAt } from './segments/fields.ts';
import type { Findings } from './findings.ts';

/** UNT: number of segments (UNH and UNT counted) and the message reference again. */
export function checkMessageEnd(
  fields: readonly Field[],
  document: OpenDocument,
  at: number,
  findings: Findings,
): void {
  checkCount('segment-count', 'UNT', 'segments', valueAt(fields, 1), document.segmentCount, at, findings);
  checkReference('message-reference', 'UNT', 'UNH', valueAt(fields, 2), document.head.reference, at, findings);
}

/** UNE: number of messages in the group and the group reference again. */
export function checkGroupEnd(
  fields: readonly Field[],
  group: Group,
  messages: number,
  at: number,
  findings: Findings,
): void {
  checkCount('group-count', 'UNE', 'messages', valueAt(fields, 1), messages, at, findings);
  checkReference('group-reference', 'UNE', 'UNG', valueAt(fields, 2), group.reference, at, findings);
}

/** UNZ: number of groups, or of messages where there are no groups, and the interchange reference again. */
export function checkInterchangeEnd(
  fields: readonly Field[],
  interchange: Interchange,
  count: number,
  at: number,
  findings: Findings,
): void {
  checkCount('interchange-count', 'UNZ', 'messages or groups', valueAt(fields, 1), count, at, findings);
  checkReference('interchange-reference', 'UNZ', 'UNB', valueAt(fields, 2), interchange.reference, at, findings);
}

type Trailer = 'UNT' | 'UNE' | 'UNZ';

const unexpected: Readonly<Record<Trailer, string>> = {
  UNT: 'A message trailer (UNT) has no message before it.',
  UNE: 'A group trailer (UNE) has no group before it.',
  UNZ: 'An interchange trailer (UNZ) has no interchange before it.',
};

/** Notes a trailer that closes nothing. */
export function noteUnexpected(trailer: Trailer, at: number, findings: Findings): void {
  findings.add(`unexpected-${trailer.toLowerCase()}`, 'error', unexpected[trailer], at);
}

/** Notes that something came to its end without its trailer. `reference` is that of the message, where it has one. */
export function noteMissing(trailer: Trailer, at: number, findings: Findings, reference: string | null = null): void {
  const missing: Readonly<Record<Trailer, string>> = {
    UNT: `Message ${reference === null ? '' : `${reference} `}has no trailer (UNT): it may be cut off.`,
    UNE: 'A group has no trailer (UNE).',
    UNZ: 'The interchange has no trailer (UNZ): the file may be cut off.',
  };
  findings.add(`missing-${trailer.toLowerCase()}`, 'error', missing[trailer], at);
}

function checkCount(
  code: string,
  tag: string,
  what: string,
  said: string,
  counted: number,
  at: number,
  findings: Findings,
): void {
  if (/^\d+$/.test(said) && Number(said) === counted) return;
  findings.add(
    code,
    'error',
    `${tag} says ${said === '' ? 'nothing about' : said} ${what}, but there are ${counted}.`,
    at,
  );
}

function checkReference(
  code: string,
  tag: string,
  head: string,
  said: string,
  expected: string | null,
  at: number,
  findings: Findings,
): void {
  if (said === (expected ?? '')) return;
  findings.add(code, 'error', `${tag} has reference "${said}", but ${head} has "${expected ?? ''}".`, at);
}
