import { join } from 'node:path';
import { expect, test } from 'vitest';
import { hour, minute } from '#shared/lib/time.ts';
import type { SaidOfPerson } from '#shared/model/person/person.ts';
import type { ReferenceChange } from '#shared/model/feed/reference.ts';
import { defineConnector } from '#core/connectors/define-connector.ts';
import { createMemoryVault } from '#core/memory-vault.ts';
import type { Vault } from '#core/ports.ts';
import type { RecipientNeed } from '#shared/model/action/recipient-need.ts';
import { ConnectorError } from '#core/connectors/sdk/error.ts';
import { erasePerson } from '#core/projection/erase-person.ts';
import { prepare } from '#core/store/db.ts';
import { openStore } from '#core/store/open.ts';
import { gridline, type Guest } from '#test/harness/gridline.ts';
import { eventually } from '#test/harness/eventually.ts';
import { scriptedConnector } from '#test/harness/scripted-connector.ts';
import { printHouse } from '#test/harness/print-house.ts';
import { invoice } from '#test/harness/small-network.ts';

const ediContacts: RecipientNeed = { to: [{ kind: 'partner contact', role: 'edi' }], by: 'email' };

/** Two invoices that failed, each at a partner of its own; letters go to those who look after EDI there. */
async function twoPartners(need: RecipientNeed = ediContacts, more: readonly Guest[] = [], vault?: Vault) {
  const house = printHouse({ recipients: need });
  const h = await gridline({
    more: [{ connector: house.connector }, ...more],
    ...(vault === undefined ? {} : { vault }),
  });
  const other = { receiveraddress: 'ZZ:OTHER', receivername: 'Other Foods' };
  h.tradingGrid.fails(invoice('4711'));
  h.tradingGrid.fails({ ...invoice('4712'), ...other });
  await h.poll('trading-grid.transactions');
  const issues = await h.queue();
  const first = issues.find(({ documentNumber }) => documentNumber === '4711');
  const second = issues.find(({ documentNumber }) => documentNumber === '4712');
  if (first === undefined || second === undefined) throw new Error('There are no two issues.');
  const knows = async (name: string, said: Partial<SaidOfPerson>) => {
    const email = `${name.toLowerCase()}@northwind.example`;
    const person: SaidOfPerson = {
      kind: 'partner contact',
      name,
      email,
      roles: ['edi'],
      partners: [first.partner],
      ...said,
    };
    return h.client.people.save({ version: null, person });
  };
  const wanted = { issueIds: [first.id], action: 'letter.send' };
  const send = async (more: Partial<Parameters<typeof h.client.actions.request>[0]> = {}) =>
    h.client.actions.request({ ...wanted, ...more, immediately: true });
  return { h, house, first, second, knows, wanted, send };
}

test('A letter goes to each contact of the partner, in words for each; one bounces, and asked for again there is no second one.', async () => {
  const { h, house, first, knows, wanted, send } = await twoPartners();
  await knows('Ada', { language: 'de' });
  await knows('Bob', {});
  await knows('Eve', { partners: ['Other Foods'] });
  const shown = await h.client.actions.preview(wanted);
  expect([shown.count, shown.to, shown.leftOut, shown.warnings]).toEqual([2, ['Ada', 'Bob'], [], []]);

  const { actions, leftOut } = await send();
  await h.reaches('accepted', actions);
  expect(leftOut).toEqual([]);
  expect(house.written).toHaveLength(2);
  expect(house.written).toEqual(
    expect.arrayContaining([
      { about: first.title, to: 'Ada <ada@northwind.example>', in: 'de' },
      { about: first.title, to: 'Bob <bob@northwind.example>', in: null },
    ]),
  );
  expect(actions.map(({ to }) => to?.name)).toEqual(['Ada', 'Bob']);
  expect((await h.detail(first.id)).timeline.map(({ text }) => text)).toEqual(
    expect.arrayContaining([
      'pat sent a letter about this through Print house to Ada',
      'pat sent a letter about this through Print house to Bob',
    ]),
  );

  // Ada's bounced: hers is asked for anew, and Bob has his.
  await h.passes(minute);
  house.says(actions[0]?.idempotencyKey ?? '', 'bounced', h.clock.now());
  await h.poll('print-house.tracking');
  expect((await h.actions()).map(({ to, state }) => [to?.name, state])).toEqual(
    expect.arrayContaining([
      ['Ada', 'bounced'],
      ['Bob', 'accepted'],
    ]),
  );
  const next = await h.client.actions.preview(wanted);
  expect([next.count, next.to, next.already]).toEqual([1, ['Ada'], []]);
  const again = await send();
  await h.reaches('accepted', again.actions);
  const letterOf = (asked: typeof actions, name: string) => asked.find(({ to }) => to?.name === name)?.id;
  expect(letterOf(again.actions, 'Bob')).toBe(letterOf(actions, 'Bob'));
  expect(letterOf(again.actions, 'Ada')).not.toBe(letterOf(actions, 'Ada'));
  expect([again.actions.length, house.letters.size]).toEqual([2, 3]);
  const third = await send();
  expect(new Set(third.actions.map(({ id }) => id))).toEqual(new Set(again.actions.map(({ id }) => id)));
  expect(house.letters.size).toBe(3);
  expect((await h.client.actions.preview(wanted)).already).toEqual([first.id]);
  expect((await h.verify()).problems).toEqual([]);
});

test('Who has no address, and a partner without anybody in that role, are named before anything is sent, and by the answer.', async () => {
  const { h, house, first, second, knows, wanted, send } = await twoPartners();
  await knows('Ada', {});
  await knows('Bob', { email: null });
  const both = { issueIds: [first.id, second.id] };
  const leftOut = [
    { issueIds: [first.id], to: 'Bob', reason: 'no address', words: 'Bob has no email address.' },
    {
      issueIds: [second.id],
      to: 'partner contact (edi)',
      reason: 'no recipient',
      words: 'No partner contact with the role “edi” is on file.',
    },
  ];
  const shown = await h.client.actions.preview({ ...wanted, ...both });
  expect([shown.count, shown.leftOut, shown.warnings]).toEqual([1, leftOut, leftOut.map(({ words }) => words)]);
  const asked = await send(both);
  expect(asked.leftOut).toEqual(leftOut);
  await h.reaches('accepted', asked.actions);
  expect(house.written).toHaveLength(1);
});

test.each(['bounced', 'delivered'] as const)(
  'Who says stop of a letter that was %s gets none about anything else, until somebody says that they may.',
  async (before) => {
    const { h, house, first, second, knows, send } = await twoPartners();
    const { key } = await knows('Ada', { partners: [first.partner, second.partner] });
    const { actions } = await send();
    await h.reaches('accepted', actions);
    for (const kind of [before, 'opted out'] as const) {
      await h.passes(minute);
      house.says(actions[0]?.idempotencyKey ?? '', kind, h.clock.now());
    }
    await h.poll('print-house.tracking');
    const other = { issueIds: [second.id], action: 'letter.send' };
    const leftOut = [
      { issueIds: [second.id], to: 'Ada', reason: 'opted out', words: expect.stringContaining('Ada: ') },
    ];
    expect(await h.client.actions.preview(other)).toMatchObject({ count: 0, to: [], leftOut });
    expect(await send(other)).toMatchObject({ actions: [], leftOut });
    expect(await send()).toMatchObject({ actions: [{ id: actions[0]?.id }] });
    expect(house.letters.size).toBe(1);

    expect(await h.client.people.optIn({ who: key, capability: 'message.sms' })).toEqual({ name: 'Ada', lifted: 0 });
    expect(await h.client.people.optIn({ who: key, capability: 'letter.send' })).toEqual({ name: 'Ada', lifted: 1 });
    expect(await h.client.people.optIn({ who: key, capability: 'letter.send' })).toEqual({ name: 'Ada', lifted: 0 });
    // Told once more, what was lifted stays so.
    await h.poll('print-house.tracking');
    const sent = await send(other);
    await h.reaches('accepted', sent.actions);
    expect(sent).toMatchObject({ actions: [{ to: { name: 'Ada' } }], leftOut: [] });
    const again = await send();
    await h.reaches(before === 'delivered' ? 'delivered' : 'accepted', again.actions);
    // What had arrived is not written a second time.
    expect(house.letters.size).toBe(before === 'delivered' ? 2 : 3);
    expect((await h.verify()).problems).toEqual([]);
  },
);

test('Where the vault can’t be read, what goes to people is refused with the reason, and all else goes on.', async () => {
  const memory = createMemoryVault();
  let locked = true;
  const { h, house, first, knows, wanted, send } = await twoPartners(ediContacts, [], {
    ...memory,
    get: (name) =>
      locked && name === 'recipient-key' ? Promise.reject(new Error('The keychain is locked.')) : memory.get(name),
  });
  await knows('Ada', {});
  const refused = { code: 'HOST_FAILED', message: expect.stringContaining('The keychain is locked.') };
  await expect(h.client.actions.preview(wanted)).rejects.toMatchObject(refused);
  await expect(send()).rejects.toMatchObject(refused);
  await h.undoWindowPasses();
  expect(house.letters.size).toBe(0);
  const escalated = await h.escalate(first.id);
  await h.undoWindowPasses();
  await h.reaches('accepted', escalated);
  h.salesforce.expectCases([{}]);

  locked = false;
  const { actions } = await send();
  await h.reaches('accepted', actions);
  expect(house.letters.size).toBe(1);
});

test('Another recipient key is not set unseen where letters went out; who has opted out stays known under it.', async () => {
  const { h, house, first, second, knows, send } = await twoPartners();
  await knows('Ada', { partners: [first.partner, second.partner] });
  const { key } = await h.client.system.recipientKey();
  const { actions } = await send();
  await h.reaches('accepted', actions);
  await h.passes(minute);
  house.says(actions[0]?.idempotencyKey ?? '', 'opted out', h.clock.now());
  await h.poll('print-house.tracking');
  await expect(h.client.system.setRecipientKey({ key: null, anyway: false })).rejects.toMatchObject({
    code: 'CONFLICT',
  });
  expect(await h.client.system.recipientKey()).toEqual({ key });
  expect(await h.client.system.setRecipientKey({ key: null, anyway: true })).not.toEqual({ key });
  expect(await send({ issueIds: [second.id] })).toMatchObject({ actions: [], leftOut: [{ reason: 'opted out' }] });
});

test('A partner’s contact never gets what is about another partner, named or typed.', async () => {
  const { h, house, first, second, knows, send } = await twoPartners();
  const ada = await knows('Ada', {});
  const both = [first.id, second.id];
  for (const to of [{ person: ada.key }, { address: ' ADA@northwind.example' }]) {
    const { actions, leftOut } = await send({ issueIds: both, to: [to] });
    expect(leftOut).toEqual([
      {
        issueIds: [second.id],
        to: 'Ada',
        reason: 'other partner',
        words: expect.stringContaining('a different partner'),
      },
    ]);
    expect(actions.map(({ issueIds, to: who }) => [issueIds, who])).toEqual([
      [[first.id], { name: 'Ada', person: `settings:${ada.key}` }],
    ]);
    await h.reaches('accepted', actions);
  }
  // A stranger may work at either.
  await expect(send({ issueIds: both, to: [{ address: 'new@northwind.example' }] })).rejects.toMatchObject({
    code: 'BAD_INPUT',
    data: { field: 'to' },
  });
  const typed = await send({ to: [{ address: 'new@northwind.example', name: 'Someone New' }] });
  await h.reaches('accepted', typed.actions);
  expect([typed.actions[0]?.to, house.written.length]).toEqual([{ name: 'Someone New', person: null }, 2]);
});

test.each([
  ['a role that nobody has', { role: 'logistic' }, 'BAD_INPUT'],
  ['a person that is not there', { person: 'nobody' }, 'NOT_FOUND'],
  ['a colleague', { role: 'team lead', kind: 'colleague' }, 'BAD_INPUT'],
  ['what is no address', { address: 'new at northwind' }, 'BAD_INPUT'],
] as const)('%s can’t be written to, and nothing is asked for.', async (_, to, code) => {
  const { h, send } = await twoPartners();
  await expect(send({ to: [to] })).rejects.toMatchObject({ code });
  expect(await h.actions()).toEqual([]);
});

test('An address stands in no key and in no event that can be read, and goes with the person.', async () => {
  const { h, knows, send } = await twoPartners();
  await knows('Ada', {});
  const { actions } = await send();
  await h.reaches('accepted', actions);
  const [action] = await h.actions();
  expect(action?.idempotencyKey).not.toContain('ada');
  await h.goDown();
  const store = openStore({ path: join(h.dataFolder, 'gridline.db'), log: () => undefined });
  const journal = () =>
    JSON.stringify(
      store.read((db) => prepare(db, "SELECT payload FROM journal WHERE kind = 'action.requested'").all()),
    );
  expect(journal()).not.toMatch(/ada/i);
  erasePerson(store, { name: 'ada@northwind.example', by: null, now: h.clock.now() });
  const rows = store.read((db) => prepare(db, 'SELECT to_name, to_address, to_person, draft FROM actions').all());
  expect(rows).toEqual([{ to_name: '[erased]', to_address: null, to_person: null, draft: 'null' }]);
  store.close();
  await h.comeUp();
  const { timeline } = await h.detail(action?.issueId ?? '');
  expect(timeline.map(({ text }) => text)).toContain('pat sent a letter about this through Print house to [erased]');
  expect((await h.verify()).problems).toEqual([]);
});

test.each([
  ['email', 'kim@münchen.example', 'kim@xn--mnchen-3ya.example'],
  ['email', 'kim@other.example', 'ＫIM@other.example'],
  ['mobile', '+4915112345678', '+49 (151) 123-45678'],
  ['mobile', '+49 151 12345678', '004915112345678'],
] as const)('Another partner’s contact is known by %s %s in any spelling, such as %s.', async (by, known, typed) => {
  const { h, knows, send } = await twoPartners({ ...ediContacts, by });
  await knows('Kim', { email: null, [by]: known, partners: ['Other Foods'] });
  const { leftOut } = await send({ to: [{ address: typed }] });
  expect([leftOut.map(({ reason }) => reason), await h.actions()]).toEqual([['other partner'], []]);
});

test('One address in three spellings is one recipient, counted once.', async () => {
  const { h, house, wanted, send } = await twoPartners();
  const to = ['new@acme.example', 'NEW@acme.example', 'ｎew@acme.example'].map((address) => ({ address }));
  expect((await h.client.actions.preview({ ...wanted, to })).count).toBe(1);
  const { actions } = await send({ to });
  await h.reaches('accepted', actions);
  expect([actions.length, house.written.length]).toEqual([1, 1]);
});

test('Who was moved to another partner here is not written to as what a connection says of them, however they are named.', async () => {
  const roster = scriptedRoster();
  const { h, first, send } = await twoPartners(ediContacts, [{ connector: roster.connector }]);
  const ada = { kind: 'partner contact', name: 'Ada', email: 'ada@acme.example', roles: ['edi'] } as const;
  roster.says({ kind: 'person', key: '17', value: { ...ada, partners: [first.partner] } });
  await h.poll('roster.people');
  await h.client.people.save({ key: '17', version: null, person: { ...ada, partners: ['Other Foods'] } });
  const typed = await send({ to: [{ address: 'ada@acme.example' }] });
  expect(typed.leftOut.map(({ reason }) => reason)).toEqual(['other partner']);
  await expect(send({ to: [{ person: 'roster:17' }] })).rejects.toMatchObject({ code: 'NOT_FOUND' });
  expect(await h.actions()).toEqual([]);
});

test('Who is known by a number alone and was moved to another partner here gets no message about the old one.', async () => {
  const roster = scriptedRoster();
  const need: RecipientNeed = { ...ediContacts, by: 'mobile' };
  const { h, house, first, wanted, knows, send } = await twoPartners(need, [{ connector: roster.connector }]);
  const ada = { kind: 'partner contact', name: 'Ada', mobile: '+49 151 12345678', roles: ['edi'] } as const;
  roster.says({ kind: 'person', key: '17', value: { ...ada, partners: [first.partner] } });
  await h.poll('roster.people');
  const before = (await h.client.actions.preview(wanted)).to;
  await knows('Ada', { email: null, mobile: '0049 151 12345678', partners: ['Other Foods'] });
  const { leftOut } = await send();
  expect({ before, leftOut: leftOut.map(({ reason }) => reason), written: house.written }).toEqual({
    before: ['Ada'],
    leftOut: ['no recipient'],
    written: [],
  });
});

test('What goes to the owner goes to whoever owns the issue, and says so where that is nobody who is known.', async () => {
  const need: RecipientNeed = { to: [{ kind: 'colleague', role: 'owner' }], by: 'email' };
  const { h, first, knows, wanted } = await twoPartners(need);
  const colleague = { kind: 'colleague', partners: [] } as const;
  await knows('Kim', { ...colleague, roles: [] });
  await expect(knows('Lee', { ...colleague, roles: ['owner'] })).rejects.toMatchObject({
    code: 'BAD_INPUT',
    data: { field: 'roles', expected: expect.not.stringContaining('owner') },
  });
  await knows('Lee', { ...colleague, roles: [] });
  const to = async (owner: string | null) => {
    await h.client.issues.setOwner({ ids: [first.id], owner });
    const { to: names, leftOut } = await h.client.actions.preview(wanted);
    return [names, leftOut.map(({ words }) => words)];
  };
  expect([await to(null), await to('kim'), await to('kim@northwind.example'), await to('Jo')]).toEqual([
    [[], ['Nobody owns the issue. Assign it first.']],
    [['Kim'], []],
    [['Kim'], []],
    [[], ['Jo owns the issue but is not in the list of people. Add them with that name or address.']],
  ]);
});

test.each(['template', 'attachment'] as const)(
  'What needs a %s is neither shown nor sent without one, and the connection says what it needs.',
  async (part) => {
    const house = printHouse({ [part]: true });
    const h = await gridline({ more: [{ connector: house.connector }] });
    h.tradingGrid.fails(invoice('4711'));
    await h.poll('trading-grid.transactions');
    const wanted = { issueIds: [(await h.issue()).id], action: 'letter.send' };
    const refused = { code: 'BAD_INPUT', data: { field: part, got: 'none' } };
    await expect(h.client.actions.preview(wanted)).rejects.toMatchObject(refused);
    await expect(h.client.actions.request(wanted)).rejects.toMatchObject(refused);
    const [action] = (await h.connection('print-house')).actions;
    expect([action?.needs, house.written]).toEqual([
      { recipients: null, approval: null, template: part === 'template', attachment: part === 'attachment' },
      [],
    ]);
  },
);

/** A connection that brings people, as `says` has it. */
function scriptedRoster() {
  const told: ReferenceChange[] = [];
  const connector = defineConnector(
    { id: 'roster', name: 'Roster', summary: 'Knows people.', feeds: [{ id: 'people', name: 'People' }] },
    () => ({
      test: () => Promise.resolve({ ok: true, checks: [] }),
      feeds: {
        async *people() {
          yield { events: [], reference: told, cursor: null };
        },
      },
    }),
  );
  return { connector, says: (change: ReferenceChange) => void told.push(change) };
}

test.each(['idempotent', 'at-most-once', 'reconcilable'] as const)(
  'Whoever is erased while a letter to them is under way gets no second try, by nobody: %s.',
  async (deliveryClass) => {
    const tries: ((error: Error) => void)[] = [];
    const perform = () => new Promise<never>((_, reject) => void tries.push(reject));
    const post = scriptedConnector(
      {
        perform,
        draft: (_, __, to) => ({ to: to?.address ?? null }),
        reconcile: async (items) => items.map(() => null),
      },
      { capability: 'message.email', deliveryClass, needs: { recipients: ediContacts } },
    );
    const { h, first: issue, knows } = await twoPartners(ediContacts, [{ connector: post }]);
    await knows('Ada', {});
    const asked = await h.client.actions.request({ issueIds: [issue.id], action: 'crm.escalate', immediately: true });
    const ids = asked.actions.map(({ id }) => id);
    const [reject] = await eventually(() => (tries.length > 0 ? tries : null), 'it is under way');
    await h.client.people.erase({ who: 'ada@northwind.example', rehearse: false });
    reject?.(new ConnectorError(deliveryClass === 'idempotent' ? 'unavailable' : 'unclear', 'crm.busy', 'It is busy.'));
    await h.passes(hour);
    const state = (await h.actions())[0]?.state;
    const retried = await h.client.actions.retry({ ids });
    await h.passes(hour);
    expect({ state, tries: tries.length, retried }).toEqual({
      state: deliveryClass === 'idempotent' ? 'cancelled' : 'outcome unknown',
      tries: 1,
      retried: { queued: [], refused: ids },
    });
  },
);
