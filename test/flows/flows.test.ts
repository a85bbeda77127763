import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { businessEvents } from '#shared/model/feed/business-event.ts';
import { capabilities, type Capability } from '#shared/model/action/capability.ts';
import { parseFilter } from '#shared/model/filter/parse.ts';
import { roles, toldWords } from '#shared/model/person/role.ts';
import { receiptKinds } from '#shared/model/feed/receipt.ts';
import { flows } from './flows.ts';
import { wrong } from './wrong.ts';

/** As the flows are numbered: seven with Salesforce, eight each with Notifications, Exstream, Braze and Amplience, five of our own. */
const ids = Object.entries({ S: 7, N: 8, X: 8, B: 8, A: 8, K: 5 }).flatMap(([letter, most]) =>
  Array.from({ length: most }, (_, index) => `${letter}${index + 1}`),
);

describe('the 44 flows', () => {
  test('can each be said in the vocabulary, once, in order.', () => {
    expect(flows.map(({ id }) => id)).toEqual(ids);
    expect(ids).toHaveLength(44);
  });

  test('have for each a wrong one that does not compile.', () => {
    expect(Object.keys(wrong)).toEqual(ids);
  });

  test.each(flows)('$id is what its wrong one is wrong about.', ({ id, when, steps }) => {
    const made = z.record(z.string(), z.unknown()).parse(wrong[id]?.());
    // A step that the flow takes, with what can't be of it; or what starts it, said wrongly.
    const known = [...steps.map(({ action }) => action), ...[when].flat().map(({ on }) => on)];
    expect(known).toContain(made['action'] ?? made['on']);
  });

  test.each(flows)('$id has a filter that can be read.', ({ filter }) => {
    expect(() => parseFilter(filter)).not.toThrow();
  });

  test('each end in an effect, but for the one whose effect is what people do.', () => {
    expect(flows.filter(({ steps }) => steps.length === 0).map(({ id }) => id)).toEqual(['K3']);
  });

  test('use every capability that there is but the thread with a partner, which the community brings.', () => {
    const used = new Set(flows.flatMap(({ steps }) => steps.map(({ action }) => action)));
    const unused = Object.keys(capabilities).filter((name) => !used.has(name as Capability));
    expect(unused).toEqual(['message.thread']);
  });

  test('are started by every business event that is known.', () => {
    const started = new Set(
      flows.flatMap(({ when }) => [when].flat().flatMap((each) => (each.on === 'business event' ? each.event : []))),
    );
    expect(Object.keys(businessEvents).filter((name) => !started.has(name as keyof typeof businessEvents))).toEqual([]);
  });
});

describe('the vocabulary', () => {
  test('gives every capability receipts that are known, and tells somebody exactly where it has recipients.', () => {
    for (const { receipts, to, per } of Object.values(capabilities)) {
      expect(receiptKinds).toEqual(expect.arrayContaining([...receipts]));
      expect(new Set(receipts).size).toBe(receipts.length);
      if (to.length === 0) expect(per).toBe('subject');
    }
  });

  test('has a word for having told each kind of person, and roles for each.', () => {
    expect(Object.keys(toldWords)).toEqual(Object.keys(roles));
  });
});
