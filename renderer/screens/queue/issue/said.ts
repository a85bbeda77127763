import type { Explanation } from '#shared/model/edi/edi.ts';
import { documentTypeName } from '#shared/model/edi/document-types.ts';
import type { IssueRow } from '#shared/model/issue/issue.ts';

/** Letters and figures alone: quotes, stops and line breaks differ from place to place where the words are the same. */
const bare = (text: string): string =>
  text
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();

/** Takes out of a text the lines that were said already; null where nothing is left. */
export type Unsaid = (text: string | null) => string | null;

/** A complaint reaches us up to four times over. The explanation says it; what follows says only what is new. */
export function unsaidBy({ why, where }: Pick<Explanation, 'why' | 'where'>): Unsaid {
  const known = ` ${bare(why)} ${bare(where ?? '')} `;
  return (text) => {
    const left = (text ?? '').split('\n').filter((line) => !known.includes(` ${bare(line)} `) && bare(line) !== '');
    return left.length === 0 ? null : left.join('\n');
  };
}

type Named = Pick<IssueRow, 'title' | 'documentType' | 'documentNumber'>;

/** What happened to which document. The reason, which a title carries for the list, stands in full below the heading. */
export function headingOf({ title, documentType, documentNumber }: Named): string {
  const mark = title.startsWith('Test: ') ? 'Test: ' : '';
  const rest = title.slice(mark.length);
  const end = rest.indexOf(': ');
  const document = [documentTypeName(documentType), documentNumber].filter((part) => part !== null).join(' ');
  return end < 0 || end <= document.length ? title : `${mark}${rest.slice(0, end)}`;
}
