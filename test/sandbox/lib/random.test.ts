import * as fc from 'fast-check';
import { expect, test } from 'vitest';

import { createRandom } from '#sandbox/lib/random.ts';

test('the same seed plays the same numbers, and forks do not disturb each other', () => {
  const draw = (seed: number | string) => {
    const random = createRandom(seed);
    return [random.next(), random.uuid(), random.text(8), random.fork('a').next(), random.fork('b').int(1, 1_000_000)];
  };
  expect(draw(7)).toEqual(draw(7));
  expect(draw('monday')).toEqual(draw('monday'));
  expect(draw(7)).not.toEqual(draw(8));
  const [one, other] = [createRandom(7), createRandom(7)];
  one.fork('x').next();
  expect(one.next()).toBe(other.next());
});

test('numbers stay in their bounds and shuffles keep every item', () => {
  fc.assert(
    fc.property(
      fc.integer(),
      fc.integer({ min: -50, max: 50 }),
      fc.nat(100),
      fc.array(fc.nat()),
      (seed, low, span, items) => {
        const random = createRandom(seed);
        const drawn = random.int(low, low + span);
        expect(drawn).toBeGreaterThanOrEqual(low);
        expect(drawn).toBeLessThanOrEqual(low + span);
        expect(random.shuffle(items).toSorted((a, b) => a - b)).toEqual(items.toSorted((a, b) => a - b));
        expect(random.uuid()).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
      },
    ),
  );
  expect(() => createRandom(1).pick([])).toThrow('nothing to pick from');
});
