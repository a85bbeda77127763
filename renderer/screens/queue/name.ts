import { documentTypeName } from '#shared/model/edi/document-types.ts';
import type { IssueRow } from '#shared/model/issue/issue.ts';
import { counted } from '#renderer/kit/count-words.ts';
import { indexOf, rowAt } from './row-window.ts';
import { useQueue } from './store.ts';

/** `Invoice`; `Document` where only its number is known, `File` where not even that is. */
export function documentKind({
  documentType,
  documentNumber,
}: Pick<IssueRow, 'documentType' | 'documentNumber'>): string {
  if (documentType !== null) return documentTypeName(documentType);
  return documentNumber === null ? 'File' : 'Document';
}

/** `Northgate Retail, Invoice 4711`. */
export function rowName(row: Pick<IssueRow, 'partner' | 'documentType' | 'documentNumber'>): string {
  return `${row.partner}, ${documentKind(row)} ${row.documentNumber ?? ''}`.trim();
}

/** Which issue it is, for one. Null for several, or where it is not in memory. */
export function nameOf(ids: readonly string[]): string | null {
  const [id] = ids;
  if (id === undefined || ids.length > 1) return null;
  const { window } = useQueue.getState();
  const row = rowAt(window, indexOf(window, id));
  if (row === undefined) return null;
  const documents = row.incident?.documents;
  return documents === undefined ? rowName(row) : `${counted(documents, 'document')} of ${row.partner}`;
}
