import { expect, test } from 'vitest';
import { createChanges } from '#core/changes.ts';
import { createManualClock } from '#test/harness/manual-clock.ts';

test('A change that comes while a subscriber is busy with the one before is told as soon as it asks again.', async () => {
  const clock = createManualClock();
  const changes = createChanges(clock);
  const stop = new AbortController();
  const live = changes.subscribe(stop.signal);
  expect((await live.next()).value).toMatchObject({
    areas: ['issues', 'actions', 'feeds', 'connections', 'people', 'system'],
  });

  changes.touch('issues', ['a']);
  await clock.advance(100);
  expect((await live.next()).value).toEqual({ areas: ['issues'], issueIds: ['a'], more: false });

  const waiting = live.next();
  changes.touch('feeds');
  changes.touch('issues', ['b']);
  await clock.advance(100);
  expect((await waiting).value).toEqual({ areas: ['feeds', 'issues'], issueIds: ['b'], more: false });

  stop.abort();
  expect(await live.next()).toEqual({ done: true, value: undefined });
});
