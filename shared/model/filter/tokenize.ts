import { FilterError } from './error.ts';

/** A piece of a filter as typed. `position` counts characters from 0. */
export type Token =
  | { readonly type: 'open' | 'close' | 'or' | 'and' | 'not'; readonly position: number; readonly text: string }
  | { readonly type: 'word'; readonly position: number; readonly text: string }
  | {
      readonly type: 'field';
      readonly position: number;
      readonly text: string;
      readonly operator: string;
      readonly value: string;
      readonly valuePosition: number;
    };

const space = /\s/;
const field = /^([A-Za-z]+)(:|>=|<=|>|<|=)/;

/** Cuts a filter into pieces. Throws `FilterError` for a quotation mark that is never closed. */
export function tokenizeFilter(text: string): Token[] {
  const tokens: Token[] = [];
  let at = 0;
  while (at < text.length) {
    const char = text.charAt(at);
    if (space.test(char)) {
      at++;
      continue;
    }
    if (char === '(' || char === ')') {
      tokens.push({ type: char === '(' ? 'open' : 'close', position: at, text: char });
      at++;
      continue;
    }
    if (char === '-' && at + 1 < text.length && !space.test(text.charAt(at + 1))) {
      tokens.push({ type: 'not', position: at, text: '-' });
      at++;
      continue;
    }
    const name = field.exec(text.slice(at, at + 40));
    if (name !== null) {
      const [whole, fieldName = '', operator = ''] = name;
      const value = readValue(text, at + whole.length);
      tokens.push({
        type: 'field',
        position: at,
        text: fieldName,
        operator,
        value: value.text,
        valuePosition: at + whole.length,
      });
      at = value.end;
      continue;
    }
    const value = readValue(text, at);
    const isKeyword = char !== '"';
    if (isKeyword && (value.text === 'OR' || value.text === 'AND' || value.text === 'NOT')) {
      const type = value.text === 'OR' ? 'or' : value.text === 'AND' ? 'and' : 'not';
      tokens.push({ type, position: at, text: value.text });
    } else {
      tokens.push({ type: 'word', position: at, text: value.text });
    }
    at = value.end;
  }
  return tokens;
}

/** A quoted text, or everything up to the next space or bracket. */
function readValue(text: string, start: number): { readonly text: string; readonly end: number } {
  if (text.charAt(start) !== '"') {
    let end = start;
    while (end < text.length && !space.test(text.charAt(end)) && text.charAt(end) !== '(' && text.charAt(end) !== ')')
      end++;
    return { text: text.slice(start, end), end };
  }
  const close = text.indexOf('"', start + 1);
  if (close < 0) throw new FilterError(text.length, 'a closing quotation mark', 'the end');
  return { text: text.slice(start + 1, close), end: close + 1 };
}
