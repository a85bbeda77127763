import { unturned } from '#shared/lib/words.ts';
import { z } from 'zod';
import type { Json } from '#shared/lib/json.ts';
import { documentTypeName } from '#shared/model/edi/document-types.ts';
import { type Issue, severities } from '#shared/model/issue/issue.ts';
import type { ActionEdits, AboutIssue } from '../../action.ts';
import { ownFields } from './case-fields.ts';
import type { SalesforceSettings } from '../connection-settings.ts';

const subjectLength = 255;
/** Of Description's 32,000: whether they are bytes or characters is not documented, so we stay below in bytes. */
const descriptionBytes = 32_000;
/** For the words that say how many are not listed. */
const mostLeftOut = 30;

export const draftSchema = z.object({
  subject: z.string(),
  description: z.string(),
  priority: z.string(),
  origin: z.string(),
  /** Further Case fields by API name, from the connection's settings and from the person. Empty = not set. */
  fields: z.record(z.string(), z.string()),
  /** API names of fields that a person set for this case: they are written as they are or not at all. */
  chosen: z.array(z.string()),
  /** Every identifier the partner is known by, for finding the account. */
  partnerIdentifiers: z.array(z.string()),
});
export type CaseDraft = z.output<typeof draftSchema>;

/**
 * The case that will be written, from the issues alone: one, or those of one incident, the worst first. Status is left to the
 * org, so that a repeat can't reopen a case.
 */
export function draftCase(
  about: readonly AboutIssue[],
  { fields = {}, note = '' }: ActionEdits,
  settings: SalesforceSettings,
): Json {
  const worstFirst = about.toSorted((a, b) => compareIssues(a.issue, b.issue));
  const [worst] = worstFirst;
  if (worst === undefined) throw new Error('A case is about at least one issue.');
  const { issue } = worst;
  const several = about.length === 1 ? '' : `${about.length} documents, such as: `;
  const own = (key: keyof typeof ownFields, made: string) => withoutControls(fields[key] ?? made);
  const added = note === '' ? '' : `\n\n${withoutControls(note)}`;
  const room = descriptionBytes - Buffer.byteLength(added);
  const further = Object.entries(fields).filter(([key]) => !(key in ownFields));
  const draft: CaseDraft = {
    subject: cut(
      own('subject', `${issue.partner}: ${several}${issue.title}`).replace(/\s+/g, ' ').trim(),
      subjectLength,
    ),
    // The note is what a person wrote: a long report is cut for it, not the other way round.
    description: `${cutBytes(own('description', describe(worstFirst, room)), room)}${added}`,
    priority: own('priority', settings.priorityMap[issue.severity] ?? ''),
    origin: own('origin', settings.origin),
    fields: { ...settings.caseFields, ...Object.fromEntries(further) },
    chosen: Object.keys(fields).map((key) => (isOwn(key) ? ownFields[key] : key)),
    partnerIdentifiers: [...new Set(about.flatMap((each) => each.partnerIdentifiers))],
  };
  return draft;
}

/** Whatever order they were chosen in, the case says the same. */
function compareIssues(a: Issue, b: Issue): number {
  return (
    severities.indexOf(a.severity) - severities.indexOf(b.severity) ||
    a.firstSeenAt - b.firstSeenAt ||
    (a.id < b.id ? -1 : 1)
  );
}

/** What happened to the first of them, and which documents it happened to, as many as there is room for. */
function describe([worst, ...others]: readonly AboutIssue[], room: number): string {
  const { report = '', link = null } = worst ?? {};
  const one = link === null || report.includes(link) ? report : `${report}\n\n${link}`;
  if (worst === undefined || others.length === 0) return one;
  const count = others.length + 1;
  const head = `${count} documents have this problem. This is what happened to the first:\n\n`;
  const all = [worst, ...others].map(({ issue }) => `- ${documentLine(issue)}`);
  // The list is what nobody can tell from the first alone: a long report is cut for it, to half of the room.
  const first = cutBytes(one, Math.floor(room / 2));
  const title = `\n\nAll ${count} documents:\n`;
  const left = room - Buffer.byteLength(`${head}${first}${title}`) - mostLeftOut;
  let used = 0;
  const fits = all.findIndex((line) => (used += Buffer.byteLength(line) + 1) > left);
  if (fits < 0) return `${head}${first}${title}${all.join('\n')}`;
  return `${head}${first}${title}${all.slice(0, fits).join('\n')}\nand ${count - fits} more.`;
}

/** `Ship notice SH400093, reference 4kq7fm2pz3xw5h6d` */
function documentLine({ documentType, documentNumber, id }: Issue): string {
  const name = documentType === null ? 'Document' : documentTypeName(documentType);
  return `${documentNumber === null ? name : `${name} ${documentNumber}`}, reference ${id}`;
}

function isOwn(key: string): key is keyof typeof ownFields {
  return key in ownFields;
}

/** Without NUL, the separators of EDI (FS, GS, RS, US) and other control characters, which no field of Salesforce shows, and what turns the words round. */
function withoutControls(text: string): string {
  // oxlint-disable-next-line no-control-regex -- control characters are what this is about
  return unturned(text).replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]+/g, ' ');
}

/** At most `length` UTF-16 units, as Salesforce counts, and never half a character. */
function cut(text: string, length: number): string {
  if (text.length <= length) return text;
  const kept = text.slice(0, length - 1);
  return `${/[\uD800-\uDBFF]$/.test(kept) ? kept.slice(0, -1) : kept}…`;
}

/** At most `bytes` bytes of UTF-8, and never half a character. */
function cutBytes(text: string, bytes: number): string {
  if (Buffer.byteLength(text) <= bytes) return text;
  const end = '…';
  const kept = Buffer.from(text).subarray(0, bytes - Buffer.byteLength(end));
  // A character that was cut through decodes to the replacement character.
  return `${kept.toString().replace(/\uFFFD$/, '')}${end}`;
}
