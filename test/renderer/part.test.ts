import { expect, test } from 'vitest';
import { arrivedOf, forgetFailed, lazyPart } from '#renderer/app/part.ts';

const Drawn = () => null;

test('a part is fetched once', async () => {
  let asked = 0;
  const code = lazyPart(async () => {
    asked += 1;
    return Drawn;
  });
  expect(asked).toBe(0);
  expect(await Promise.all([code(), code()])).toEqual([Drawn, Drawn]);
  expect(asked).toBe(1);
});

test('a part that could not be fetched is not asked for again until somebody says so', async () => {
  let asked = 0;
  const code = lazyPart(async () => {
    asked += 1;
    if (asked === 1) throw new TypeError('Failed to fetch dynamically imported module');
    return Drawn;
  });
  await expect(code()).rejects.toThrow('Failed to fetch');
  await expect(code()).rejects.toThrow('Failed to fetch');
  expect(asked).toBe(1);
  forgetFailed();
  expect(await code()).toBe(Drawn);
  forgetFailed();
  await code();
  expect(asked).toBe(2);
});

test('a part that has arrived can be drawn without waiting for it again', async () => {
  const code = lazyPart(async () => Drawn);
  const asked = code();
  expect(arrivedOf(asked)).toBeUndefined();
  await asked;
  expect(arrivedOf(code())).toBe(Drawn);
});
