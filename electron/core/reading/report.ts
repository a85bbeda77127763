import { whoseMove } from '#shared/model/edi/acknowledgement-words.ts';
import type { ActionSubject } from '../connectors/action.ts';
import type { IssueSubject } from './subject.ts';

/** What an action may say about an issue: the same that people see in its detail. */
export function toSubject(subject: IssueSubject): ActionSubject {
  return {
    issue: subject.issue,
    report: reportText(subject),
    partnerIdentifiers: subject.partnerIdentifiers,
    link: subject.links[0]?.url ?? null,
  };
}

/** Everything somebody needs who has never seen the console. Plain text, the explanation first. */
function reportText({ issue, explanation, documents, acknowledgements, links }: IssueSubject): string {
  const facts: (readonly [string, string | null])[] = [
    ['Partner', partnerText(issue)],
    ['Document', [issue.documentType, issue.documentNumber].filter((part) => part !== null).join(' ') || null],
    ...documents
      .slice(0, 3)
      .map((document) => ['File', `${document.fileName}${controlText(document.control)}`] as const),
    ['First seen', iso(issue.firstSeenAt)],
    ['Last seen', iso(issue.lastSeenAt)],
    ['Seen', issue.occurrences === 1 ? 'once' : `${issue.occurrences} times`],
    ['Reference', issue.id],
  ];
  const errors = acknowledgements.flatMap(({ type, errors: found }) =>
    found.map((error) => `- ${type}: ${error.explanation}`),
  );
  const sections = [
    explanation.what,
    [explanation.why, explanation.where].filter((part) => part !== null).join('\n'),
    `Whose move: ${whoseMove(explanation)} ${explanation.faultReason}`,
    `Next: ${explanation.next}`,
    errors.length > 1 ? `All that was reported:\n${[...new Set(errors)].slice(0, 50).join('\n')}` : null,
    facts
      .filter(([, value]) => value !== null)
      .map(([name, value]) => `${name}: ${value}`)
      .join('\n'),
    links.map(({ label, url }) => `${label}: ${url}`).join('\n') || null,
  ];
  return sections.filter((section) => section !== null && section !== '').join('\n\n');
}

/** A partner that no directory names goes by its address. */
function partnerText({ partner, partnerAddress }: IssueSubject['issue']): string {
  return partnerAddress === null || partnerAddress === partner ? partner : `${partner} (${partnerAddress})`;
}

function controlText(control: {
  readonly interchange: string | null;
  readonly group: string | null;
  readonly set: string | null;
}): string {
  const parts = [
    control.interchange === null ? null : `interchange ${control.interchange}`,
    control.group === null ? null : `group ${control.group}`,
    control.set === null ? null : `set ${control.set}`,
  ].filter((part) => part !== null);
  return parts.length === 0 ? '' : ` (${parts.join(', ')})`;
}

function iso(at: number): string {
  return `${new Date(at).toISOString().slice(0, 16).replace('T', ' ')} UTC`;
}
