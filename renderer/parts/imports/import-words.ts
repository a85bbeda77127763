import type { ImportedFile } from '#shared/contract/schemas/file.ts';
import { documentTypeName } from '#shared/model/edi/document-types.ts';
import { counted } from '#renderer/kit/count-words.ts';

export type ImportTone = 'good' | 'bad' | 'neutral';

/** What came of one dropped file, in one or two sentences. */
export function importWords(file: ImportedFile): { readonly tone: ImportTone; readonly text: string } {
  if (file.duplicate) return { tone: 'neutral', text: 'Already imported; nothing has changed.' };
  const finding = file.findings[0]?.message;
  const found = [...file.documents.map(documentWords), ...file.acknowledgements.map(acknowledgementWords)];
  if (found.length === 0) {
    return {
      tone: 'bad',
      text: finding ?? 'It could not be read as EDI. It is in the queue as an unreadable file.',
    };
  }
  const shown = found.slice(0, 3).join(', ');
  const more = found.length > 3 ? ` and ${counted(found.length - 3, 'more', 'more')}` : '';
  const issues =
    file.issues.length === 0 ? 'No problems found.' : `${counted(file.issues.length, 'issue')} in the queue.`;
  const fault = file.issues.length > 0 && finding !== undefined ? ` ${finding}` : '';
  const text = `${shown.charAt(0).toUpperCase()}${shown.slice(1)}${more}.${fault} ${issues}`;
  return { tone: file.issues.length === 0 ? 'good' : 'bad', text };
}

function documentWords({ type, number }: ImportedFile['documents'][number]): string {
  return `${documentTypeName(type).toLowerCase()} ${number ?? ''}`.trim();
}

/** An acknowledgement that names no document is about the whole interchange, or about the file it came in. */
function answeredBy({ type, answers }: ImportedFile['acknowledgements'][number]): string {
  if (type === 'MDN') return 'file';
  const { set, group, interchange } = answers.control;
  const number = answers.number ?? set;
  if (answers.type === null && number === null && group === null) return `interchange ${interchange ?? ''}`.trim();
  // About all documents of a group at once: the document's name alone would be taken for one of them.
  if (number === null && group !== null) return `group ${group}`;
  return `${documentTypeName(answers.type).toLowerCase()} ${number ?? ''}`.trim();
}

function acknowledgementWords(entry: ImportedFile['acknowledgements'][number]): string {
  const answered = answeredBy(entry);
  const status = entry.status === 'partial' ? 'partly accepted' : entry.status;
  return `${answered} ${status} (${entry.type})`;
}
