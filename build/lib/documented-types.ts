import { readFileSync } from 'node:fs';

/** The types that an author of a connector meets, in the order in which they are met. */
export const authorsTypes = [
  'Connector',
  'Manifest',
  'FeedManifest',
  'ActionManifest',
  'RecipientNeed',
  'ActionField',
  'ConnectorContext',
  'Connection',
  'Feed',
  'Stream',
  'FeedPage',
  'IncomingFile',
  'FileResult',
  'AboutIssue',
  'Recipient',
  'ActionEdits',
  'ActionHandler',
  'ActionPreview',
  'PreviewField',
  'ActionItem',
  'ActionOutcome',
] as const;

/** Where they are declared. */
export function authorsSource(): string {
  const connectors = ['connector.ts', 'manifest.ts', 'connection.ts', 'feed.ts', 'action.ts'];
  return [...connectors.map((name) => `electron/core/connectors/${name}`), 'shared/model/action/recipient-need.ts']
    .map((path) => readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8'))
    .join('\n');
}

export type Field = { readonly name: string; readonly words: string };
export type DocumentedType = { readonly name: string; readonly words: string; readonly fields: readonly Field[] };

/** What the comments of a formatted source say of these types and of each of their fields; empty text where they say nothing. */
export function documentedTypes(source: string, names: readonly string[] = authorsTypes): readonly DocumentedType[] {
  const lines = source.split('\n');
  return names.map((name) => {
    const at = lines.findIndex((line) => line.startsWith(`export type ${name} =`));
    if (at < 0) throw new Error(`There is no type ${name}.`);
    const end = lines.findIndex((line, index) => index >= at && /^(\}.*)?;?$|;$/.test(line) && !line.startsWith(' '));
    const fields = lines.slice(at + 1, end + 1).flatMap((line, index): readonly Field[] => {
      const next = lines[at + 2 + index] ?? '';
      const field = /^ {2}\|/.test(line) ? kindOf(`${line}${next}`) : /^ {2}(?:readonly )?(\w+)\??[(:]/.exec(line)?.[1];
      return field === undefined ? [] : [{ name: field, words: commentBefore(lines, at + 1 + index) }];
    });
    return { name, words: commentBefore(lines, at), fields };
  });
}

/** What tells a member of a union from the others: `done` in `{ readonly result: 'done'; ... }`. */
function kindOf(line: string): string | undefined {
  return /^ {2}\| \{\s*readonly \w+: '([^']+)'/.exec(line)?.[1];
}

/** The comment that ends in the line before this one, as one paragraph. */
function commentBefore(lines: readonly string[], index: number): string {
  if (!/\*\/\s*$/.test(lines[index - 1] ?? '')) return '';
  let from = index - 1;
  while (from > 0 && !(lines[from] ?? '').trimStart().startsWith('/**')) from -= 1;
  return lines
    .slice(from, index)
    .map((line) => line.replace(/^\s*(\/\*\*|\*\/|\*)?\s?/, '').replace(/\s*\*\/\s*$/, ''))
    .join(' ')
    .trim();
}

const begin = '<!-- From the comments in electron/core/connectors/*.ts: npm run guide -->';
const end = '<!-- End of what is written by itself. -->';

/** The guide with what the source says of every field between its two marks. */
export function withEveryField(guide: string, source: string): string {
  const sections = documentedTypes(source).map(({ name, words, fields }) => {
    const list = fields.map((field) => `- \`${field.name}\`: ${field.words}`).join('\n');
    return [`### ${name}`, words, list].filter((part) => part !== '').join('\n\n');
  });
  const [before, rest] = guide.split(begin);
  const after = rest?.split(end)[1];
  if (before === undefined || after === undefined) throw new Error('The guide does not have its two marks.');
  return `${before}${begin}\n\n${sections.join('\n\n')}\n\n${end}${after}`;
}
