import { z } from 'zod';
import type { Json } from '#shared/lib/json.ts';
import type { ActionEdits, ActionSubject } from '../connector.ts';
import type { SalesforceSettings } from './settings.ts';

const subjectLength = 255;
const descriptionLength = 32_000;

export const draftSchema = z.object({
  subject: z.string(),
  description: z.string(),
  priority: z.string(),
  origin: z.string(),
  /** Every identifier the partner is known by, for finding the account. */
  partnerIdentifiers: z.array(z.string()),
});

/** The case that will be written, from the issue alone. Status is left to the org, so that a repeat can't reopen a case. */
export function draftCase(
  subject: ActionSubject,
  { fields = {}, note = '' }: ActionEdits,
  settings: SalesforceSettings,
): Json {
  const { issue, report, link, partnerIdentifiers } = subject;
  const description = link === null || report.includes(link) ? report : `${report}\n\n${link}`;
  const value = (key: string, made: string) => fields[key] ?? made;
  const added = note === '' ? '' : `\n\n${note}`;
  return {
    subject: cut(value('subject', `${issue.partner}: ${issue.title}`).replace(/\s+/g, ' ').trim(), subjectLength),
    // The note is what a person wrote: a long report is cut for it, not the other way round.
    description: `${cut(value('description', description), descriptionLength - added.length)}${added}`,
    priority: value('priority', settings.priorityMap[issue.severity] ?? ''),
    origin: value('origin', settings.origin),
    partnerIdentifiers: [...partnerIdentifiers],
  };
}

/** At most `length` UTF-16 units, as Salesforce counts, and never half a character. */
function cut(text: string, length: number): string {
  if (text.length <= length) return text;
  const kept = text.slice(0, length - 1);
  return `${/[\uD800-\uDBFF]$/.test(kept) ? kept.slice(0, -1) : kept}…`;
}
