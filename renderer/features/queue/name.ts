import { documentTypeName } from '#shared/model/document-types.ts';
import { indexOf, rowAt } from './row-window.ts';
import { useQueue } from './store.ts';

/** Which issue it is, for one: `Northgate Retail, Invoice 4711`. Null for several, or where it is not in memory. */
export function nameOf(ids: readonly string[]): string | null {
  const [id] = ids;
  if (id === undefined || ids.length > 1) return null;
  const { window } = useQueue.getState();
  const row = rowAt(window, indexOf(window, id));
  if (row === undefined) return null;
  const document = row.documentType === null ? 'File' : documentTypeName(row.documentType);
  return `${row.partner}, ${document} ${row.documentNumber ?? ''}`.trim();
}
