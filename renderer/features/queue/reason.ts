import { documentTypeName } from '#shared/model/document-types.ts';
import type { IssueRow } from '#shared/model/issue.ts';

/**
 * The title without what the columns beside it say already: `Invoice 4711 rejected: currency ...` becomes
 * `Rejected: currency ...`.
 */
export function reason(row: Pick<IssueRow, 'title' | 'documentType' | 'documentNumber' | 'partner'>): string {
  let rest = row.title;
  const lead = [documentTypeName(row.documentType), row.documentNumber].filter((part) => part !== null).join(' ');
  for (const start of [lead, documentTypeName(row.documentType)]) {
    if (rest.length > start.length && rest.startsWith(`${start} `)) {
      rest = rest.slice(start.length + 1);
      break;
    }
  }
  return rest.charAt(0).toUpperCase() + rest.slice(1);
}
