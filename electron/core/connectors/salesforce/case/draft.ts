import { unturned } from '#shared/lib/words.ts';
import { z } from 'zod';
import type { Json } from '#shared/lib/json.ts';
import type { ActionEdits, AboutIssue } from '../../action.ts';
import { ownFields } from './case-fields.ts';
import type { SalesforceSettings } from '../connection-settings.ts';

const subjectLength = 255;
/** Of Description's 32,000: whether they are bytes or characters is not documented, so we stay below in bytes. */
const descriptionBytes = 32_000;

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

/** The case that will be written, from the issue alone. Status is left to the org, so that a repeat can't reopen a case. */
export function draftCase(
  about: AboutIssue,
  { fields = {}, note = '' }: ActionEdits,
  settings: SalesforceSettings,
): Json {
  const { issue, report, link, partnerIdentifiers } = about;
  const description = link === null || report.includes(link) ? report : `${report}\n\n${link}`;
  const own = (key: keyof typeof ownFields, made: string) => withoutControls(fields[key] ?? made);
  const added = note === '' ? '' : `\n\n${withoutControls(note)}`;
  const further = Object.entries(fields).filter(([key]) => !(key in ownFields));
  const draft: CaseDraft = {
    subject: cut(own('subject', `${issue.partner}: ${issue.title}`).replace(/\s+/g, ' ').trim(), subjectLength),
    // The note is what a person wrote: a long report is cut for it, not the other way round.
    description: `${cutBytes(own('description', description), descriptionBytes - Buffer.byteLength(added))}${added}`,
    priority: own('priority', settings.priorityMap[issue.severity] ?? ''),
    origin: own('origin', settings.origin),
    fields: { ...settings.caseFields, ...Object.fromEntries(further) },
    chosen: Object.keys(fields).map((key) => (isOwn(key) ? ownFields[key] : key)),
    partnerIdentifiers: [...partnerIdentifiers],
  };
  return draft;
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
