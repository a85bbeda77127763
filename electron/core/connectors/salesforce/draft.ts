import { z } from 'zod';
import type { Json } from '#shared/lib/json.ts';
import type { ActionSubject } from '../connector.ts';
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
  overrides: Readonly<Record<string, string>>,
  settings: SalesforceSettings,
): Json {
  const { issue, report, link, partnerIdentifiers } = subject;
  const description = link === null || report.includes(link) ? report : `${report}\n\n${link}`;
  const value = (key: string, made: string) => overrides[key] ?? made;
  return {
    subject: cut(value('subject', `${issue.partner}: ${issue.title}`).replace(/\s+/g, ' ').trim(), subjectLength),
    description: cut(value('description', description), descriptionLength),
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
