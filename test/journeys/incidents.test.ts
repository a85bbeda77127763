import { expect, test } from 'vitest';
import { minute } from '#shared/lib/time.ts';
import { gridline } from '#test/harness/gridline.ts';

test('A bad Monday is some fifty troubles, not five hundred rows, and no two troubles are taken for one.', async () => {
  const h = await gridline({ day: 'bad-monday', polled: false });
  await h.passes(minute);
  const { total } = await h.client.issues.list({ limit: 1 });
  const { incidents, ...page } = await h.client.issues.incidents({ limit: 1_000 });
  expect(total).toBeGreaterThan(500);
  expect(page.total).toBe(incidents.length);
  expect(page.total).toBeLessThanOrEqual(50);
  expect(incidents.reduce((sum, { matching }) => sum + matching, 0)).toBe(total);

  const [outage] = incidents.toSorted((a, b) => b.documents - a.documents);
  expect(outage).toMatchObject({
    cause: 'delivery-failed | delivery | not reached | http 503 | as2.northgatemarkets.example',
    status: 'open',
    documents: 320,
    issue: { partner: 'Northgate Markets' },
  });
  expect(outage?.types.map(({ type }) => type).toSorted()).toEqual(['810', '855', '856']);
  // One map broke the invoices to seven retailers: each of them is a trouble of its own.
  const broken = incidents.filter(({ cause }) => cause.includes('n104 is required when n103 is present (segment'));
  expect(broken.length).toBe(new Set(broken.map(({ issue }) => issue.partner)).size);
  expect(broken.length).toBeGreaterThan(5);
  expect((await h.verify()).problems).toEqual([]);
});
