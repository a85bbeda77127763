import { ApiFailure } from '../org/failure.ts';

export type Token = {
  readonly kind: 'word' | 'text' | 'number' | 'time' | 'sign' | 'end';
  /** As written; for text what it means, without quotes and escapes. */
  readonly text: string;
  /** Offset in the query. */
  readonly at: number;
};

const pattern =
  /\s*(?:'((?:\\.|[^'\\])*)'|(\d{4}-\d\d-\d\d(?:T\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:?\d\d))?)(?![\w:])|(-?\d+(?:\.\d+)?)(?![\w-])|([A-Za-z_]\w*(?:\.\w+)*(?::\d+)?)|(<=|>=|!=|<>|[=<>(),]))/y;

const escapes: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', b: '\b', f: '\f' };

/** Cuts a query into tokens; throws MALFORMED_QUERY at what no token starts with. */
export function tokenize(query: string): readonly Token[] {
  const tokens: Token[] = [];
  const end = query.trimEnd().length;
  let at = 0;
  while (at < end) {
    pattern.lastIndex = at;
    const match = pattern.exec(query);
    if (match === null) throw malformed(`unexpected token: '${query.slice(at).trim().split(/\s/)[0] ?? ''}'`);
    const [whole, text, time, number, word, sign] = match;
    const start = at + whole.length - whole.trimStart().length;
    if (text !== undefined) tokens.push({ kind: 'text', text: unescape(text), at: start });
    else if (time !== undefined) tokens.push({ kind: 'time', text: time, at: start });
    else if (number !== undefined) tokens.push({ kind: 'number', text: number, at: start });
    else if (word !== undefined) tokens.push({ kind: 'word', text: word, at: start });
    else tokens.push({ kind: 'sign', text: sign ?? '', at: start });
    at += whole.length;
  }
  return [...tokens, { kind: 'end', text: '<EOF>', at: end }];
}

export function malformed(message: string): ApiFailure {
  return new ApiFailure(400, { code: 'MALFORMED_QUERY', message });
}

function unescape(text: string): string {
  return text.replace(/\\(.)/gs, (_, letter: string) => {
    if (/[nrtbf]/i.test(letter)) return escapes[letter.toLowerCase()] ?? '';
    // `\%` and `\_` stay escaped: they only mean something to LIKE.
    if (letter === '%' || letter === '_') return `\\${letter}`;
    if (/["'\\]/.test(letter)) return letter;
    throw new ApiFailure(400, {
      code: 'MALFORMED_QUERY',
      message: `Invalid string literal: illegal character sequence '\\${letter}'`,
    });
  });
}
