import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { minute } from '#shared/lib/time.ts';
import { type Gridline, gridline } from '#test/harness/gridline.ts';
import { invoice } from '#test/harness/small-network.ts';

/** All that lies in the data folder, as text. */
const onDisk = ({ dataFolder }: Gridline) =>
  readdirSync(dataFolder)
    .map((name) => join(dataFolder, name))
    .filter((path) => statSync(path).isFile())
    .map((path) => readFileSync(path).toString('latin1'))
    .join();

/** Peregrine, who works here, has escalated what failed, was mentioned by others, and stands in the table of people. */
async function worked() {
  const h = await gridline();
  h.tradingGrid.fails(invoice('INV-1'));
  await h.poll('trading-grid.transactions');
  const { id } = await h.issue();
  await h.client.me.set({ name: 'Peregrine Took', email: 'took@grid.example' });
  await h.client.issues.comment({ id, text: 'Ring my number 555-0199' });
  await h.client.issues.setOwner({ ids: [id], owner: 'Peregrine Took' });
  const { actions } = await h.client.actions.request({
    issueIds: [id],
    action: 'salesforce.escalate',
    note: 'Ask Peregrine Took (took@grid.example).',
  });
  await h.undoWindowPasses();
  await h.reaches('accepted', actions);
  await h.client.people.save({
    version: null,
    person: {
      kind: 'partner contact',
      name: 'Kim Berg',
      email: 'kim@acme.example',
      roles: ['edi'],
      partners: ['Acme'],
    },
  });
  h.salesforce.expectCases([{}]);
  return { h, id };
}

test('Whoever is erased by address is gone by name too, from journal, people, drafts and disk; others stay.', async () => {
  const { h, id } = await worked();
  const found = await h.client.people.erase({ who: 'TOOK@grid.example', rehearse: true });
  const untouched = onDisk(h).includes('took@grid.example');
  const erased = await h.client.people.erase({ who: 'TOOK@grid.example', rehearse: false });
  const { timeline } = await h.detail(id);
  const [action] = await h.actions();
  expect({
    found,
    untouched,
    same: erased,
    owner: (await h.issue()).owner,
    told: timeline.filter(({ actor }) => actor === '[erased]').map(({ text }) => text),
    requestedBy: action?.requestedBy,
    draft: JSON.stringify(action?.input).includes('Ask [erased] ([erased]).'),
    me: await h.client.me.get(),
    people: (await h.client.people.list({})).people.map(({ name }) => name),
    problems: (await h.verify()).problems,
  }).toEqual({
    found: {
      names: ['TOOK@grid.example', 'Peregrine Took'],
      texts: 3,
      people: 1,
      actions: 1,
      others: 2,
      issues: 1,
      held: false,
    },
    untouched: true,
    same: found,
    owner: '[erased]',
    told: ['[erased] escalated this to Salesforce', '[erased] took this', '[erased] wrote a comment'],
    requestedBy: '[erased]',
    draft: true,
    me: { name: 'pat', email: null, told: false },
    people: ['Kim Berg'],
    problems: [],
  });
  expect(onDisk(h)).not.toMatch(/Peregrine|took@grid|555-0199/i);
  await h.restart();
  expect((await h.verify()).problems).toEqual([]);
});

test('A colleague who was erased is not among those who were, and a computer’s name can be erased as well.', async () => {
  const { h } = await worked();
  const now = h.clock.now();
  await h.client.people.erase({ who: 'Kim Berg', rehearse: false });
  const { others } = await h.client.people.erase({ who: 'desk-1', rehearse: false });
  await h.restart();
  expect({
    people: (await h.client.people.list({ at: now })).people.map(({ name }) => name),
    others,
    device: (await h.client.system.info()).device,
  }).toEqual({ people: ['Peregrine Took'], others: 1, device: '[erased]' });
});

test('What is over and old is counted, then removed; what is open stays, and the chain holds.', async () => {
  const { h } = await worked();
  h.tradingGrid.fails(invoice('INV-2'));
  h.tradingGrid.fails(invoice('INV-3'));
  await h.poll('trading-grid.transactions');
  const { id } = await h.issue('number:INV-2');
  await h.client.issues.setStatus({ ids: [id], status: 'resolved' });
  await h.passes(minute);
  h.tradingGrid.fails(invoice('INV-4'));
  await h.poll('trading-grid.transactions');
  const before = h.clock.now();
  const found = await h.client.system.trim({ before, rehearse: true });
  const numbers = async () => (await h.queue()).map(({ documentNumber }) => documentNumber);
  const queue = await numbers();
  const trimmed = await h.client.system.trim({ before, rehearse: false });
  const { removed, problems } = await h.verify();
  expect({ found, trimmed, queue, left: await numbers(), removed, problems }).toEqual({
    found: { events: 2, issues: 1, held: false },
    trimmed: found,
    queue: ['INV-1', 'INV-2', 'INV-3', 'INV-4'],
    left: ['INV-1', 'INV-3', 'INV-4'],
    removed: 2,
    problems: [],
  });
});
