import { expect, test } from 'vitest';
import { hour } from '#shared/lib/time.ts';
import { capabilities, type Capability } from '#shared/model/action/capability.ts';
import { stateRules } from '#shared/model/action/action-state.ts';
import { type ReceiptKind, receiptKinds, stateAfter } from '#shared/model/feed/receipt.ts';
import type { DoneByItself, WayBack } from '#shared/model/flow.ts';
import { receipt } from '#test/harness/receipt.ts';
import { openDesk } from '../core/stories/desk.ts';
import { monday, transaction } from '../core/stories/samples.ts';
import { flows } from './flows.ts';

const byItself: readonly DoneByItself[] = [
  'ends the episode',
  'opens it again',
  'stops further messages',
  'may be done again',
];
const steps = flows.flatMap(({ id, steps: all }) => all.map((step) => ({ id, ...step })));

/** What a receipt of such an action leads to here beside its line in the timeline, tried on a failed document. */
function tried(capability: Capability, kind: ReceiptKind): readonly DoneByItself[] {
  const desk = openDesk();
  try {
    desk.take(transaction());
    const { id } = desk.only();
    const key = `GL-${id}-${desk.inFull(id)?.mark}-abcdefgh`;
    const tell = (one: ReceiptKind, hours: number) =>
      desk.take(receipt(one, key, monday + hours * hour, { capability, id: '501' }));
    tell('accepted', 1);
    if (kind === 'reopened') tell('closed', 2);
    const before = desk.only().status;
    tell(kind, 3);
    expect(desk.show(id)?.detail.timeline.at(-1)).toMatchObject({ kind: 'receipt.received' });
    const after = desk.only().status;
    const { endedKeys, standingKeys } = desk.inFull(id) ?? {};
    const is: Readonly<Record<DoneByItself, boolean>> = {
      'ends the episode': before === 'open' && after === 'resolved',
      'opens it again': before === 'resolved' && after === 'open',
      'stops further messages': endedKeys?.has(key) === true && standingKeys?.has(key) === true,
      'may be done again': standingKeys?.has(key) === false,
    };
    // The outbox of the desk that sent it thinks the same.
    expect(stateRules[stateAfter('accepted', kind)].askAnew).toBe(is['may be done again']);
    return byItself.filter((way) => is[way]);
  } finally {
    desk.close();
  }
}

const doneBy = (capability: Capability): ReadonlyMap<ReceiptKind, readonly DoneByItself[]> =>
  new Map(capabilities[capability].receipts.map((kind) => [kind, tried(capability, kind)]));
const used = new Map([...new Set(steps.map(({ action }) => action))].map((name) => [name, doneBy(name)]));

/** What a flow may say comes of a receipt, by what is done without any flow. */
function agrees(said: WayBack, done: readonly DoneByItself[]): boolean {
  const settled = done.some((way) => way !== 'may be done again');
  // A flow adds these: nothing that the core does may have settled the matter otherwise.
  if (said === 'opens an issue' || said === 'sent to the record it came from') return !settled;
  return said === 'shown' ? done.length === 0 : done.includes(said);
}

test('What a flow says comes back is what is done with that receipt of that action.', () => {
  const wrong = steps.flatMap(({ id, action, back }) =>
    receiptKinds.flatMap((kind) => {
      const said = back[kind];
      const done = used.get(action)?.get(kind) ?? [];
      return said === undefined || agrees(said, done) ? [] : [{ flow: id, action, kind, said, done }];
    }),
  );
  expect(wrong).toEqual([]);
});

test('No flow is silent about a receipt that ends its issue, opens it again or stops what follows.', () => {
  const silent = steps.flatMap(({ id, action, back }) =>
    [...(used.get(action) ?? [])].flatMap(([kind, done]) =>
      done.some((way) => way !== 'may be done again') && back[kind] === undefined ? [{ flow: id, action, kind }] : [],
    ),
  );
  expect(silent).toEqual([]);
});

test('Flows name each thing that is done with a receipt without them.', () => {
  const said = new Set(steps.flatMap(({ back }) => Object.values(back)));
  expect(byItself.filter((way) => !said.has(way))).toEqual([]);
});
