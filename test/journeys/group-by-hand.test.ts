import { expect, test } from 'vitest';
import { hour, minute } from '#shared/lib/time.ts';
import { gridline, type Gridline } from '#test/harness/gridline.ts';
import { first } from '#test/harness/pick.ts';
import { invoice } from '#test/harness/small-network.ts';

const incidentsOf = async (h: Gridline) => (await h.client.issues.incidents({ limit: 1_000 })).incidents;

/** Which documents are one incident, whatever stands first in it. */
async function groupsOf(h: Gridline): Promise<readonly string[]> {
  const groups = (await incidentsOf(h)).map(async ({ issue }) => {
    const { issues } = await h.client.issues.list({ filter: `incident:${issue.id}`, limit: 1_000 });
    return issues
      .map(({ id }) => id)
      .toSorted()
      .join(' ');
  });
  return (await Promise.all(groups)).toSorted();
}

test('A document is taken out of its incident and put back, and nothing is lost from view.', async () => {
  const h = await gridline({ day: 'bad-monday', polled: false });
  await h.passes(minute);
  const { total } = await h.client.issues.list({ limit: 1 });
  const before = await groupsOf(h);
  const outage = first((await incidentsOf(h)).toSorted((a, b) => b.documents - a.documents));
  const { issues } = await h.client.issues.list({ filter: `incident:${outage.id}`, limit: 1_000 });
  const [head, , out] = issues;
  if (head === undefined || out === undefined) throw new Error('The outage has documents.');

  const taken = await h.client.issues.group({ ids: [out.id], to: { kind: 'alone' } });
  expect(taken.changed.map(({ ids }) => ids)).toEqual([[out.id]]);
  expect((await h.client.issues.get({ id: out.id })).incident).toBeNull();
  expect((await h.client.issues.get({ id: head.id })).incident).toMatchObject({ documents: outage.documents - 1 });
  const apart = await incidentsOf(h);
  expect(apart.reduce((sum, { matching }) => sum + matching, 0)).toBe(total);
  expect(apart.find(({ id }) => id === out.id)).toMatchObject({ documents: 1 });

  const [mark] = taken.changed;
  if (mark === undefined) throw new Error('Nothing was changed.');
  const undo = { kind: 'back', place: mark.before, from: mark.after } as const;
  await h.client.issues.group({ ids: mark.ids, to: undo });
  expect(await groupsOf(h)).toEqual(before);
  // A second undo finds it elsewhere, and leaves it there.
  expect(await h.client.issues.group({ ids: mark.ids, to: undo })).toMatchObject({ changed: [], left: [out.id] });
  expect((await h.verify()).problems).toEqual([]);
});

test('Two troubles of one partner are made one by hand, and never those of two partners.', async () => {
  const h = await gridline({ day: 'bad-monday', polled: false });
  await h.passes(minute);
  const all = await incidentsOf(h);
  const several = first(
    [...Map.groupBy(all, ({ issue }) => issue.partnerAddress).values()].filter((each) => each.length > 1),
  );
  const [one, other] = several;
  const stranger = all.find(({ issue }) => issue.partnerAddress !== one?.issue.partnerAddress);
  if (one === undefined || other === undefined || stranger === undefined) throw new Error('There are not enough.');
  const { issues } = await h.client.issues.list({ filter: `incident:${other.id}`, limit: 1_000 });
  const ids = issues.map(({ id }) => id);

  await expect(h.client.issues.group({ ids: [stranger.id], to: { kind: 'with', id: one.id } })).rejects.toMatchObject({
    code: 'BAD_INPUT',
    message: expect.stringContaining('issues of one partner'),
  });
  const merged = await h.client.issues.group({ ids, to: { kind: 'with', id: one.id } });
  expect(merged.changed.flatMap((each) => each.ids).toSorted()).toEqual(ids.toSorted());
  const { incident } = await h.client.issues.get({ id: other.id });
  expect(incident).toMatchObject({ documents: one.documents + other.documents });
  expect((await h.client.issues.get({ id: one.id })).incident?.id).toBe(incident?.id);
  const { timeline } = await h.client.issues.get({ id: other.id });
  expect(timeline.map(({ text }) => text)).toContain(`pat put this into an incident by hand`);

  const split = await h.client.issues.group({ ids: [one.id, first(ids)], to: { kind: 'together' } });
  expect(split.changed.flatMap((each) => each.ids)).toHaveLength(2);
  expect((await h.client.issues.get({ id: one.id })).incident).toMatchObject({ documents: 2 });

  await h.client.issues.group({ ids: [one.id, ...ids], to: { kind: 'rules' } });
  expect((await incidentsOf(h)).map(({ id }) => id).toSorted()).toEqual(all.map(({ id }) => id).toSorted());
  expect((await h.verify()).problems).toEqual([]);
});

test('What was put together by hand is one until its trouble ends; what fails anew goes by the rules.', async () => {
  const h = await gridline();
  const [outage, other] = [invoice('905001'), invoice('905002')];
  h.tradingGrid.fails(outage, 'AS2 delivery failed: HTTP 503 from as2.acme.example');
  h.tradingGrid.fails(other, 'The map found no unit price');
  await h.poll();
  const [one, two] = await h.queue();
  if (one === undefined || two === undefined) throw new Error('Both are in the queue.');
  await h.client.issues.group({ ids: [one.id, two.id], to: { kind: 'together' } });
  expect((await h.detail(two.id)).incident).toMatchObject({ documents: 2 });

  await h.passes(hour);
  h.tradingGrid.delivers(other);
  await h.poll();
  expect((await h.detail(two.id)).incident).toMatchObject({ documents: 2, unresolved: 1 });
  await h.passes(hour);
  h.tradingGrid.fails(other, 'The map found no unit price');
  await h.poll();
  expect((await h.detail(two.id)).incident).toBeNull();
  expect((await h.detail(one.id)).incident).toBeNull();
  expect((await h.verify()).problems).toEqual([]);
});

test('No place, wherever it comes from, makes one incident of the issues of two partners.', async () => {
  const h = await gridline();
  const elsewhere = { receiveraddress: '01:555000111', receivername: 'Quay Foods' };
  h.tradingGrid.fails(invoice('905001'));
  h.tradingGrid.fails(invoice('905002'));
  h.tradingGrid.fails({ ...invoice('905003'), ...elsewhere });
  await h.poll();
  const [one, two, stranger] = await h.queue();
  if (one === undefined || two === undefined || stranger === undefined) throw new Error('All failed.');
  const { changed } = await h.client.issues.group({ ids: [one.id, two.id], to: { kind: 'together' } });
  const place = first(changed).after;
  if (place === null) throw new Error('They have no place.');
  for (const partner of [place.partner, stranger.partnerAddress ?? ''])
    await h.client.issues.group({
      ids: [stranger.id],
      to: { kind: 'back', from: null, place: { ...place, partner } },
    });
  expect((await h.detail(stranger.id)).incident).toBeNull();
  expect((await h.detail(one.id)).incident).toMatchObject({ documents: 2 });
});
