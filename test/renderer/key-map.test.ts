import { beforeAll, describe, expect, test, vi } from 'vitest';
import type { Command } from '#renderer/app/commands/command.ts';
import { whyNotKeys, whyNotReset, withKeys } from '#renderer/app/keys/choose-keys.ts';
import { type KeptKeys, keyMap, keysOf, noKeptKeys, parseKept, readKey } from '#renderer/app/keys/key-map.ts';
import { pressOf } from '#renderer/app/keys/press.ts';

let commandTable: readonly Command[] = [];

beforeAll(async () => {
  // The table reaches the address and the connection, which look at the page when they are loaded.
  vi.stubGlobal(
    'window',
    Object.assign(new EventTarget(), { location: { hash: '' }, history: { replaceState: vi.fn() } }),
  );
  ({ commandTable } = await import('#renderer/commands.ts'));
});

const onQueue = (kept: KeptKeys = noKeptKeys) =>
  keyMap(
    commandTable.filter(({ where }) => where === 'everywhere' || where === 'queue'),
    kept,
  );

const press = (key: string, change: { shift?: boolean; control?: boolean; alt?: boolean } = {}) => ({
  key,
  shift: false,
  control: false,
  alt: false,
  ...change,
});

const labelOf = (key: string, change = {}, kept = noKeptKeys) =>
  readKey(press(key, change), null, onQueue(kept)).command?.label ?? null;

function typed(...keys: string[]): string | null {
  let read = { command: null, pending: null } as ReturnType<typeof readKey>;
  for (const key of keys) read = readKey(press(key), read.pending, onQueue());
  return read.command?.label ?? null;
}

const command = (id: string): Command => {
  const found = commandTable.find((row) => row.id === id);
  if (found === undefined) throw new Error(`There is no command ${id}.`);
  return found;
};

const down = (key: string, code: string, shiftKey = false) =>
  pressOf({ key, code, shiftKey, ctrlKey: false, metaKey: false, altKey: false }).key;

describe('a key press', () => {
  test('means the same with Caps Lock as without', () => {
    expect([down('E', 'KeyE'), down('e', 'KeyE', true), down('J', 'KeyJ', true)]).toEqual(['e', 'E', 'J']);
  });

  test.each([
    ['Cyrillic', 'у', 'KeyE', 'e'],
    ['Greek', 'ε', 'KeyE', 'e'],
    ['Hebrew', 'ק', 'KeyE', 'e'],
  ])('is read by its place on a %s keyboard', (_, key, code, read) => expect(down(key, code)).toBe(read));

  test('is what it says on keyboards of Latin letters, wherever the key is', () => {
    expect([down('a', 'KeyQ'), down('ö', 'Semicolon'), down('?', 'Minus', true)]).toEqual(['a', 'ö', '?']);
  });
});

test('a sign that AltGr types is that sign, though Windows says Ctrl and Alt of it', () => {
  const event = { key: '/', code: 'Digit7', shiftKey: false, ctrlKey: true, metaKey: false, altKey: true };
  expect(pressOf({ ...event, getModifierState: (name: string) => name === 'AltGraph' })).toEqual(press('/'));
  expect(pressOf(event)).toEqual(press('/', { control: true, alt: true }));
});

describe('the table of commands', () => {
  test('has a name, a group and an id of its own for every command', () => {
    expect(commandTable.length).toBeGreaterThan(20);
    for (const { label, group, id } of commandTable) expect([label, group, id]).not.toContain('');
    expect(new Set(commandTable.map(({ id }) => id)).size).toBe(commandTable.length);
    expect(new Set(commandTable.map(({ label }) => label)).size).toBe(commandTable.length);
  });

  test('gives no keys twice on one screen, nor keys that others begin with', () => {
    for (const row of commandTable) {
      for (const sequence of row.keys) {
        const rivals = commandTable
          .filter(
            ({ id, where }) => id !== row.id && (where === row.where || [where, row.where].includes('everywhere')),
          )
          .filter(({ keys }) => keys.some((theirs) => theirs === sequence || theirs.startsWith(`${sequence} `)));
        expect(rivals.map(({ id }) => `${id} and ${row.id}: ${sequence}`)).toEqual([]);
      }
    }
  });
});

describe('the key map', () => {
  test.each([
    ['j', 'Next issue'],
    ['ArrowUp', 'Previous issue'],
    ['Enter', 'Open the issue'],
    ['x', 'Select or deselect'],
    ['e', 'Escalate'],
    ['a', 'Acknowledge'],
    ['r', 'Resolve'],
    ['m', 'Assign to me'],
    ['u', 'Undo the last action'],
    ['/', 'Search the queue'],
    ['?', 'Keys'],
  ])('%s asks for "%s"', (key, label) => expect(typed(key)).toBe(label));

  test('g opens a pair, and the second key decides', () => {
    expect(typed('g', 'q')).toBe('Queue');
    expect(typed('g', 'o')).toBe('Outbox');
    expect(typed('g', 'g')).toBe('To the top');
  });

  test('an unknown second key ends the pair and does nothing itself', () => {
    expect(typed('g', 'e')).toBeNull();
    expect(typed('g', 'e', 'e')).toBe('Escalate');
  });

  test('Shift extends the selection, with letters and with arrows', () => {
    expect(labelOf('J', { shift: true })).toBe('Extend the selection down');
    expect(labelOf('ArrowUp', { shift: true })).toBe('Extend the selection up');
  });

  test('Ctrl and A selects all; every other shortcut of the browser stays with the browser', () => {
    expect(labelOf('a', { control: true })).toBe('Select everything that matches');
    for (const key of ['r', 'e', 'c', 'j', 'Enter']) {
      expect(labelOf(key, { control: true })).toBeNull();
      expect(labelOf(key, { alt: true })).toBeNull();
    }
  });
});

describe('keys that a person has changed', () => {
  const changed = withKeys(noKeptKeys, 'queue.escalate', ['z']);

  test('stand in place of those of the row, which then mean nothing', () => {
    expect([labelOf('z', {}, changed), labelOf('e', {}, changed)]).toEqual(['Escalate', null]);
    expect(keysOf(command('queue.escalate'), withKeys(changed, 'queue.escalate', null))).toEqual(['e']);
  });

  test('leave Enter, Esc and the arrows as they are', () => {
    expect(keysOf(command('queue.next'), withKeys(noKeptKeys, 'queue.next', ['n']))).toEqual(['n', 'ArrowDown']);
  });

  test('may be turned off: what types a character then means nothing by itself', () => {
    const off = { ...noKeptKeys, single: false };
    expect(['e', 'j', '?', 'g'].map((key) => labelOf(key, {}, off))).toEqual([null, null, null, null]);
    expect([labelOf('ArrowDown', {}, off), labelOf('a', { control: true }, off)]).toEqual([
      'Next issue',
      'Select everything that matches',
    ]);
  });

  test.each([
    ['a', /already means “Acknowledge”/],
    ['g', /conflicts with g g/],
    ['e x', null],
    ['x y', /conflicts with x,/],
    ['Enter', /is reserved/],
    ['Mod+w', /is used by the browser/],
    ['g Mod+b', /can’t be part of a sequence/],
    ['z', null],
  ])('are refused with a sentence where they can’t be: %s', (sequence, why) => {
    const said = whyNotKeys(sequence, command('queue.escalate'), commandTable, noKeptKeys);
    if (why === null) expect(said).toBeNull();
    else expect(said).toMatch(why);
  });

  test('go back to those of the row only where nothing else has got them meanwhile', () => {
    const acknowledge = command('queue.acknowledge');
    const moved = withKeys(noKeptKeys, acknowledge.id, ['z']);
    expect(whyNotReset(acknowledge, commandTable, moved)).toBeNull();
    const given = withKeys(moved, 'queue.escalate', ['a']);
    expect(whyNotReset(acknowledge, commandTable, given)).toMatch(/^a already means “Escalate”/);
  });

  test('are read back as they were kept, and nothing else is', () => {
    expect(parseKept(JSON.stringify({ ...changed, single: false }))).toEqual({ ...changed, single: false });
    for (const text of [null, '', '[]', '7', '{"keys":7}', '{"keys":{"queue.escalate":"z"}}', '{"single":"no"}']) {
      expect(parseKept(text)).toEqual(noKeptKeys);
    }
  });
});
