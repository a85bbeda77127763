import { describe, expect, test } from 'vitest';
import { type Command, type KeyResult, readKey } from '#renderer/app/keys/key-map.ts';
import { pressOf } from '#renderer/app/keys/press.ts';

const press = (key: string, change: { shift?: boolean; control?: boolean; alt?: boolean } = {}) => ({
  key,
  shift: false,
  control: false,
  alt: false,
  ...change,
});

function typed(...keys: string[]): Command | null {
  let result: KeyResult = { command: null, pending: null };
  for (const key of keys) result = readKey(press(key), result.pending);
  return result.command;
}

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

describe('the key map', () => {
  test.each<[string, Command]>([
    ['j', 'down'],
    ['ArrowUp', 'up'],
    ['Enter', 'open'],
    ['Escape', 'back'],
    ['x', 'select'],
    ['e', 'escalate'],
    ['a', 'acknowledge'],
    ['r', 'resolve'],
    ['m', 'assign to me'],
    ['u', 'undo'],
    ['/', 'search'],
    ['?', 'help'],
  ])('%s asks for "%s"', (key, command) => expect(typed(key)).toBe(command));

  test('g opens a pair, and the second key decides', () => {
    expect(typed('g', 'q')).toBe('go queue');
    expect(typed('g', 'o')).toBe('go outbox');
    expect(typed('g', 'c')).toBe('go connections');
    expect(typed('g', 'g')).toBe('first');
  });

  test('an unknown second key ends the pair and does nothing itself', () => {
    expect(typed('g', 'e')).toBeNull();
    expect(typed('g', 'e', 'e')).toBe('escalate');
  });

  test('Shift extends the selection, with letters and with arrows', () => {
    expect(readKey(press('J', { shift: true }), null).command).toBe('extend down');
    expect(readKey(press('ArrowUp', { shift: true }), null).command).toBe('extend up');
  });

  test('Ctrl and A selects all; every other shortcut of the browser stays with the browser', () => {
    expect(readKey(press('a', { control: true }), null).command).toBe('select all');
    for (const key of ['r', 'e', 'c', 'j', 'Enter']) {
      expect(readKey(press(key, { control: true }), null).command).toBeNull();
      expect(readKey(press(key, { alt: true }), null).command).toBeNull();
    }
  });
});
