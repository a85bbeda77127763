import type { Press } from './press.ts';

/** What a key press asks for. Screens that have no use for one ignore it. */
export type Command =
  | 'down'
  | 'up'
  | 'extend down'
  | 'extend up'
  | 'page down'
  | 'page up'
  | 'first'
  | 'last'
  | 'open'
  | 'back'
  | 'select'
  | 'select all'
  | 'escalate'
  | 'act'
  | 'acknowledge'
  | 'resolve'
  | 'assign to me'
  | 'undo'
  | 'search'
  | 'help'
  | 'comment'
  | 'go queue'
  | 'go outbox'
  | 'go connections'
  | 'go settings';

export type KeyResult = { readonly command: Command | null; readonly pending: 'g' | null };

const plain: Readonly<Record<string, Command>> = {
  j: 'down',
  ArrowDown: 'down',
  k: 'up',
  ArrowUp: 'up',
  J: 'extend down',
  K: 'extend up',
  PageDown: 'page down',
  PageUp: 'page up',
  Home: 'first',
  End: 'last',
  G: 'last',
  Enter: 'open',
  o: 'open',
  Escape: 'back',
  x: 'select',
  e: 'escalate',
  t: 'act',
  a: 'acknowledge',
  r: 'resolve',
  m: 'assign to me',
  u: 'undo',
  '/': 'search',
  '?': 'help',
  c: 'comment',
};

const afterG: Readonly<Record<string, Command>> = {
  q: 'go queue',
  o: 'go outbox',
  c: 'go connections',
  s: 'go settings',
  g: 'first',
};

/** Reads one key press. `pending` is what the last press left open (`g`), and what this one leaves open. */
export function readKey(press: Press, pending: 'g' | null): KeyResult {
  if (press.alt) return { command: null, pending: null };
  if (press.control) {
    const command = press.key.toLowerCase() === 'a' && !press.shift ? 'select all' : null;
    return { command, pending: null };
  }
  if (pending === 'g') return { command: afterG[press.key] ?? null, pending: null };
  if (press.key === 'g') return { command: null, pending: 'g' };
  if (press.shift && press.key === 'ArrowDown') return { command: 'extend down', pending: null };
  if (press.shift && press.key === 'ArrowUp') return { command: 'extend up', pending: null };
  return { command: plain[press.key] ?? null, pending: null };
}

type Shortcut = { readonly keys: readonly string[]; readonly what: string };

/** What the help sheet shows, by group. */
export const shortcuts: readonly { readonly group: string; readonly keys: readonly Shortcut[] }[] = [
  {
    group: 'Move',
    keys: [
      { keys: ['j', '↓'], what: 'Next issue' },
      { keys: ['k', '↑'], what: 'Previous issue' },
      { keys: ['Enter'], what: 'Open the issue' },
      { keys: ['Esc'], what: 'Back' },
      { keys: ['g', 'g'], what: 'To the top' },
      { keys: ['/'], what: 'Search' },
    ],
  },
  {
    group: 'Act',
    keys: [
      { keys: ['e'], what: 'Escalate' },
      { keys: ['t'], what: 'Act: all that connections can do' },
      { keys: ['a'], what: 'Acknowledge' },
      { keys: ['r'], what: 'Resolve' },
      { keys: ['m'], what: 'Assign to me' },
      { keys: ['c'], what: 'Comment' },
      { keys: ['u'], what: 'Undo the last action' },
    ],
  },
  {
    group: 'Select',
    keys: [
      { keys: ['x'], what: 'Select or deselect' },
      { keys: ['Shift', 'j'], what: 'Extend the selection down' },
      { keys: ['Shift', 'k'], what: 'Extend the selection up' },
      { keys: ['Ctrl', 'a'], what: 'Select everything that matches' },
      { keys: ['Esc'], what: 'Clear the selection' },
    ],
  },
  {
    group: 'Go to',
    keys: [
      { keys: ['g', 'q'], what: 'Queue' },
      { keys: ['g', 'o'], what: 'Outbox' },
      { keys: ['g', 'c'], what: 'Connections' },
      { keys: ['g', 's'], what: 'Settings' },
      { keys: ['?'], what: 'This help' },
    ],
  },
];
