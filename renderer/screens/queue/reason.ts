import { documentTypeName } from '#shared/model/edi/document-types.ts';
import type { IssueRow } from '#shared/model/issue/issue.ts';

/**
 * The title without what the columns beside it say already: `Invoice 4711 rejected: currency ...` becomes
 * `Rejected: currency ...`.
 */
export function reason(row: Pick<IssueRow, 'title' | 'documentType' | 'documentNumber' | 'partner'>): string {
  const mark = row.title.startsWith('Test: ') ? 'Test: ' : '';
  let rest = row.title.slice(mark.length);
  const lead = [documentTypeName(row.documentType), row.documentNumber].filter((part) => part !== null).join(' ');
  for (const start of [lead, documentTypeName(row.documentType)]) {
    if (rest.length > start.length && rest.startsWith(`${start} `)) {
      rest = controlLast(rest.slice(start.length + 1));
      break;
    }
  }
  return `${mark}${rest.charAt(0).toUpperCase()}${rest.slice(1)}`;
}

/** A document without a number goes by its control number: `(control 0021) rejected: ...` is `Rejected (control 0021): ...`. */
function controlLast(text: string): string {
  const [, control, verb, rest] = /^(\(control [^)]+\)):? ([^:]+)(.*)$/s.exec(text) ?? [];
  return control === undefined ? text : `${verb} ${control}${rest}`;
}
