import { documentTypeName } from '#shared/model/edi/document-types.ts';
import type { Explanation } from '#shared/model/edi/edi.ts';
import { unturned } from '#shared/lib/words.ts';

/** Characters of a title that is read at a glance. A longer one is cut where it is shown, by the room that there is. */
const readable = 90;

/** Characters beyond which a title is no title any more: what others write may have any length. */
const longest = 300;

/** The first wording that is short enough to be read at a glance; where none is, the last one. */
export function fitTitle(...wordings: readonly string[]): string {
  const characters = wordings.map((wording) => Array.from(wording));
  const title = characters.find(({ length }) => length <= readable) ?? characters.at(-1) ?? [];
  return title.length <= longest ? title.join('') : `${title.slice(0, longest - 1).join('')}…`;
}

/** `Invoice 4711`, `Invoice` without a number, `Document 4711` without a type. */
export function documentLabel(type: string | null, number: string | null): string {
  const name = type === null ? 'Document' : documentTypeName(type);
  return number === null || number === '' ? name : `${name} ${number}`;
}

/** Whether a label names it as a word of its own: `P104940` does not say 940. */
export function saysWord(label: string, word: string): boolean {
  return label.split(/[\s()]+/).includes(word);
}

export function lowerFirst(text: string): string {
  // "SSCC" or "N1" stay as they are: only a word that goes on in small letters is lowered.
  return /^[A-Z][a-z ]/.test(text) ? text.charAt(0).toLowerCase() + text.slice(1) : text;
}

/** The first sentence without the place at its start and the stop at its end, to follow a colon. */
export function shortReason(explanation: string): string {
  const [sentence = ''] = explanation.split(/\.\s+(?=[A-Z])/, 1);
  const bare = sentence
    .replace(/^Segment \d+, [^:]{1,60}: /, '')
    .replaceAll(/ \((?:element \d+[^)]{0,20}|item [^)]{1,80}|[A-Z][A-Z0-9]{1,2}\d\d)\)/g, '')
    .replace(/\.$/, '')
    .replace(/^[Tt]he /, '');
  return lowerFirst(bare);
}

/**
 * A vendor's message as the end of a title: without the document, which the title names already, and without addresses,
 * which would push the cause out of sight. The message stands whole below the title.
 */
export function shortMessage(message: string, type: string | null): string {
  const bare = message.replace(/ (?:to|at|on|via) (?:https?|s?ftps?):\/\/\S+/gi, '');
  const named = type !== null && bare.startsWith(`${type} `) ? /^\S+ [^\s:]{1,40}: (.+)$/.exec(bare)?.[1] : undefined;
  return shortReason(named ?? bare);
}

/** The first line of a free text, cut to a readable length. */
export function firstLine(text: string | null): string | null {
  const line = (text ?? '').split('\n', 1)[0]?.trim() ?? '';
  if (line === '') return null;
  return line.length > 200 ? `${line.slice(0, 199)}…` : line;
}

/** A text of several lines as one, nothing left out. */
export function inOneLine(text: string | null): string {
  return (text ?? '')
    .split('\n')
    .map((line) => line.replaceAll(/\s+/g, ' ').trim())
    .filter((line) => line !== '')
    .join(' / ');
}

/** ` to Northwind Foods` for a document we sent, ` from Northwind Foods` for one we got. */
export function withPartner(direction: 'outbound' | 'inbound' | 'unknown', partner: string | null): string {
  if (partner === null || partner === '') return '';
  if (direction === 'unknown') return ` (partner ${partner})`;
  return direction === 'outbound' ? ` to ${partner}` : ` from ${partner}`;
}

/** The explanation with none of the signs in it by which the words that were quoted turn ours round. */
export function withUnturned(explanation: Explanation): Explanation {
  const { title, what, why, where, faultReason, next } = explanation;
  return {
    ...explanation,
    title: unturned(title),
    what: unturned(what),
    why: unturned(why),
    where: where === null ? null : unturned(where),
    faultReason: unturned(faultReason),
    next: unturned(next),
  };
}
