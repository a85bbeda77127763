import { afterEach, beforeEach, expect, test } from 'vitest';
import { hour, minute } from '#shared/lib/time.ts';
import type { NewEvent } from '#shared/model/event/event.ts';
import { documentFingerprint } from '#core/evidence/fingerprint.ts';
import { ingestEvents, rederiveAll } from '#core/projection/fold.ts';
import { verifyStore } from '#core/projection/verify.ts';
import { writeSetting } from '#core/store/tables/records.ts';
import { receipt } from '#test/harness/receipt.ts';
import { escalation } from '#test/harness/scripted-connector.ts';
import { openDesk } from './desk.ts';
import { acknowledgement, control, document, monday, transaction } from './samples.ts';
import { first } from '#test/harness/pick.ts';

let desk: ReturnType<typeof openDesk>;
beforeEach(() => {
  desk = openDesk();
});
afterEach(() => {
  const { problems } = verifyStore(desk.store);
  desk.close();
  expect(problems).toEqual([]);
});

const later = monday + 10 * minute;

const overdue = (at = later): NewEvent => ({
  source: 'clock',
  sourceId: `overdue:${at}`,
  kind: 'acknowledgement.overdue',
  occurredAt: at,
  payload: {
    fingerprint:
      documentFingerprint({
        type: '810',
        functionalGroup: null,
        preparedAt: null,
        number: '4711',
        sender: 'ZZ:ACME',
        receiver: 'ZZ:NORTHWIND',
        control,
      }) ?? '',
    documentType: '810',
    documentNumber: '4711',
    senderAddress: 'ZZ:ACME',
    receiverAddress: 'ZZ:NORTHWIND',
    sentAt: monday,
    dueAt: at,
    hoursAllowed: 4,
  },
});

const caseChanged = (issueId: string, closed: boolean, at: number): NewEvent =>
  receipt(closed ? 'closed' : 'accepted', `GL-${issueId}-t${monday.toString(36)}-abcdefgh`, at, {
    status: closed ? 'Closed' : 'Working',
    owner: 'Dana',
  });

test('entries of one process are one issue, and what the sibling says is not lost', () => {
  desk.take(
    transaction({
      transactionId: 'FILE',
      level: 'file',
      documentNumber: null,
      errorCode: '-2',
      message: 'Host unreachable',
    }),
    transaction({ transactionId: 'DOC', errorCode: '-2', status: 'F', message: null }),
  );
  expect(desk.only()).toMatchObject({
    kind: 'delivery-failed',
    severity: 'high',
    documentNumber: '4711',
    occurrences: 1,
    explanation: expect.stringContaining('Host unreachable'),
    dueAt: monday + 4 * hour,
  });
});

test('delivered after all, the issue ends by itself; failed again, it is the second occurrence', () => {
  desk.take(transaction());
  const { id } = desk.only();
  desk.owner([id], 'dana');
  desk.status([id], 'acknowledged');
  desk.take(transaction({ status: 'Delivered', statusAt: later }));
  expect(desk.only()).toMatchObject({ status: 'resolved', resolvedBy: 'source', dueAt: null });
  expect(desk.counts()).toMatchObject({ unresolved: 0, resolved: 1 });
  desk.take(transaction({ statusAt: later + 1 }));
  expect(desk.only()).toMatchObject({
    id,
    status: 'open',
    owner: 'dana',
    occurrences: 2,
    firstSeenAt: monday,
    lastSeenAt: later + 1,
    dueAt: later + 1 + 4 * hour,
  });
});

test('resolved by a person it stays so, until something newer goes wrong', () => {
  desk.take(transaction());
  const { id } = desk.only();
  desk.at(later);
  desk.status([id], 'resolved');
  desk.take(transaction({ statusAt: later + 1, extra: { insize: '12' } }));
  expect(desk.only()).toMatchObject({ status: 'resolved', resolvedBy: 'person', occurrences: 1 });
  desk.take(transaction({ statusAt: later + 2, message: 'Refused again' }));
  expect(desk.only()).toMatchObject({ status: 'open', resolvedBy: null, occurrences: 2 });
});

test('what a person does counts even where the source is ahead of our clock', () => {
  desk.take(transaction({ statusAt: monday + hour }));
  desk.status([desk.only().id], 'resolved');
  expect(desk.only()).toMatchObject({ status: 'resolved', resolvedBy: 'person' });
});

test('marking what is marked already says nothing, and unknown ids are left out', () => {
  desk.take(transaction());
  const { id } = desk.only();
  const first = desk.status([id, 'unknown', id], 'acknowledged');
  const again = desk.status([id], 'acknowledged');
  expect([first.appended.length, again.appended.length]).toEqual([1, 0]);
});

test('a case that is closed ends the issue, opened again it reopens it, and an older case does not end a new occurrence', () => {
  desk.take(transaction());
  const { id } = desk.only();
  desk.take(caseChanged(id, true, later));
  expect(desk.only()).toMatchObject({ status: 'resolved', resolvedBy: 'outside' });
  expect(desk.show(id)?.detail.explanation.next).toBe('Nothing to do: the case 00001042 was closed.');
  desk.take(caseChanged(id, false, later + 1));
  expect(desk.only()).toMatchObject({ status: 'open', occurrences: 1 });
  desk.take(caseChanged(id, true, later + 2), transaction({ statusAt: later + 3, message: 'Again' }));
  expect(desk.only()).toMatchObject({ status: 'open', occurrences: 2 });
  desk.take(caseChanged(id, false, later + 4), caseChanged(id, true, later + 5));
  expect(desk.only()).toMatchObject({ status: 'open', occurrences: 2 });
  expect(desk.show(id)?.detail.timeline.map(({ text }) => text)).toContain(
    'Case 00001042 was reopened. Status: Working. Owner: Dana',
  );
});

test('a rejection and its document meet by control numbers, whichever came first', () => {
  desk.take(
    acknowledgement({
      answers: {
        type: '810',
        number: null,
        control: { interchange: null, group: '0905', set: '1' },
        sender: 'ZZ:acme  ',
        receiver: 'zz:NORTHWIND',
        functionalGroup: null,
        preparedAt: null,
        messageId: null,
      },
    }),
  );
  expect(desk.only()).toMatchObject({ kind: 'rejected', documentNumber: null });
  desk.take(document());
  expect(desk.only()).toMatchObject({
    kind: 'rejected',
    documentType: '810',
    documentNumber: '4711',
    direction: 'outbound',
  });
  const detail = desk.show(desk.only().id)?.detail;
  expect({
    documents: detail?.documents.map(({ fileName, typeName }) => [fileName, typeName]),
    acknowledgements: detail?.acknowledgements.map(({ fileName, status }) => [fileName, status]),
    timeline: detail?.timeline.map(({ text }) => text),
  }).toEqual({
    documents: [['f1.edi', 'Invoice']],
    acknowledgements: [['a1.edi', 'rejected']],
    timeline: ['Invoice 4711 read from f1.edi', 'Rejected by ZZ:NORTHWIND: 997, set 1'],
  });
});

test('an acknowledgement by business number alone finds its document too', () => {
  const byNumber = {
    type: '810',
    number: '4711',
    control: { interchange: null, group: null, set: null },
    sender: 'ZZ:ACME',
    receiver: 'ZZ:NORTHWIND',
    functionalGroup: null,
    preparedAt: null,
    messageId: null,
  };
  desk.take(document(), acknowledgement({ type: '824', answers: byNumber }));
  expect(desk.show(desk.only().id)?.detail.documents).toHaveLength(1);
});

test('accepted at last, a rejection is over', () => {
  desk.take(acknowledgement(), acknowledgement({ status: 'accepted' }, 'a2', later));
  expect(desk.only()).toMatchObject({ status: 'resolved', resolvedBy: 'source' });
});

test('an accepted document raises nothing, nor does a group acknowledgement whose sets answer for themselves', () => {
  desk.take(
    document(),
    acknowledgement({ status: 'accepted' }),
    acknowledgement(
      {
        coveredBySets: true,
        status: 'rejected',
        answers: {
          type: null,
          number: null,
          control: { interchange: null, group: '905', set: null },
          sender: 'ZZ:ACME',
          receiver: 'ZZ:NORTHWIND',
          functionalGroup: null,
          preparedAt: null,
          messageId: null,
        },
      },
      'a2',
    ),
  );
  expect(desk.queue('status:open OR is:resolved').total).toBe(0);
});

test('an overdue acknowledgement ends when the acknowledgement comes, also when it is one for the whole group', () => {
  desk.take(document(), overdue());
  expect(desk.only()).toMatchObject({
    kind: 'overdue-acknowledgement',
    severity: 'medium',
    status: 'open',
    source: 'clock',
  });
  const group = {
    type: null,
    number: null,
    control: { interchange: null, group: '905', set: null },
    sender: 'ZZ:ACME',
    receiver: 'ZZ:NORTHWIND',
    functionalGroup: 'IN',
    preparedAt: null,
    messageId: null,
  };
  desk.take(acknowledgement({ status: 'accepted', answers: group }, 'a9', later + 1));
  expect(desk.only()).toMatchObject({ status: 'resolved', resolvedBy: 'source' });
});

test('an acknowledgement that was there in time takes the alarm back as if it had never been', () => {
  desk.take(document(), overdue());
  desk.take(acknowledgement({ status: 'accepted' }, 'a9', later - 1));
  expect(desk.queue('status:open OR is:resolved').total).toBe(0);
});

test('ship notices and warehouse orders are one step worse', () => {
  desk.take(
    transaction({ transactionId: 'A', correlationId: 'A', documentType: '856' }),
    transaction({ transactionId: 'B', correlationId: 'B', documentType: '940', status: 'On Hold' }),
    transaction({ transactionId: 'C', correlationId: 'C', status: 'Duplicate' }),
  );
  expect(desk.queue().issues.map(({ documentType, severity }) => [documentType, severity])).toEqual([
    ['856', 'critical'],
    ['940', 'high'],
    ['810', 'low'],
  ]);
});

test('an unknown vendor word becomes an exception and is shown as sent', () => {
  desk.take(transaction({ status: 'Quarantined' }));
  expect(desk.only()).toMatchObject({ kind: 'exception', title: expect.stringContaining('Quarantined') });
});

test('the directory gives the partner its name, also afterwards, and the setting tells who is us', () => {
  desk.take(transaction({ senderName: null, receiverName: null }));
  expect(desk.only()).toMatchObject({ partner: 'ZZ:NORTHWIND', direction: 'unknown' });
  const partner = (name: string, at: number): NewEvent => ({
    source: 'trading-grid',
    sourceId: `p${at}`,
    kind: 'partner.seen',
    occurredAt: at,
    payload: { companyId: 'c1', name, addresses: ['zz:northwind', 'ZZ:NW2'] },
  });
  desk.take(partner('Northwind Foods', later));
  expect(desk.only()).toMatchObject({ partner: 'Northwind Foods', direction: 'outbound' });
  desk.take(partner('Old name', monday));
  expect(desk.only()).toMatchObject({ partner: 'Northwind Foods' });
  expect(desk.inFull(desk.only().id)?.partnerIdentifiers.toSorted()).toEqual([
    'Northwind Foods',
    'ZZ:NORTHWIND',
    'ZZ:NW2',
    'c1',
  ]);
  const changed = desk.store.write((db) => {
    writeSetting(db, 'ownAddresses', ['ZZ:NORTHWIND']);
    return rederiveAll(db);
  });
  expect(changed).toEqual([desk.only().id]);
  expect(desk.only()).toMatchObject({ partnerAddress: 'ZZ:ACME', direction: 'inbound' });
});

test('an escalation shows while it lives, and belongs to its occurrence', () => {
  desk.take(transaction());
  const { id } = desk.only();
  const ref = {
    actionId: 'x',
    issueId: id,
    connector: 'salesforce',
    connection: 'salesforce',
    action: 'salesforce.escalate',
  };
  const person = { source: 'person', actor: 'pat', occurredAt: later };
  desk.take({
    ...person,
    sourceId: 'x:1',
    kind: 'action.requested',
    payload: { ...ref, ...escalation, idempotencyKey: 'x', episode: 1 },
  });
  expect(desk.queue('is:escalated').total).toBe(1);
  desk.take({ ...person, sourceId: 'x:2', kind: 'action.cancelled', payload: ref });
  expect(desk.queue('is:escalated').total).toBe(0);
  expect(desk.show(id)?.detail.timeline.map(({ text, actionId }) => [text, actionId])).toEqual(
    [
      ['Trading Grid (document): delivery failed', null],
      ['Pat escalated this to Salesforce', 'x'],
      ['Pat cancelled this before it was sent to Salesforce', 'x'],
    ].map(([text, actionId]) => [text?.replace('Pat', 'pat'), actionId]),
  );
});

test('only what hands an issue on to others marks it as escalated, whatever the action is called', () => {
  desk.take(transaction());
  const { id } = desk.only();
  const ref = { actionId: 'y', issueId: id, connector: 'desk', connection: 'desk', action: 'desk.escalate' };
  const letter = {
    capability: 'letter.send',
    countsAs: 'told the partner',
    did: 'sent a letter about {issue} through {where}',
    noun: 'letter',
  };
  desk.take({
    source: 'person',
    actor: 'pat',
    occurredAt: later,
    sourceId: 'y:1',
    kind: 'action.requested',
    payload: { ...ref, ...letter, idempotencyKey: 'y', episode: 1 },
  });
  expect(desk.queue('is:escalated').total).toBe(0);
  const named = { ...ref, actionId: 'z', action: 'desk.open-ticket' };
  desk.take({
    source: 'person',
    actor: 'pat',
    occurredAt: later,
    sourceId: 'z:1',
    kind: 'action.requested',
    payload: { ...named, ...escalation, idempotencyKey: 'z', episode: 1 },
  });
  expect(desk.queue('is:escalated').total).toBe(1);
});

test('a verdict that cannot be read confirms nothing, and what the partner wrote is told once', () => {
  const problem = { segment: null, position: null, element: null, component: null, code: null, value: null } as const;
  const unclear = { ...problem, level: 'acknowledgement', explanation: 'The verdict cannot be read.' } as const;
  desk.take(
    document(),
    acknowledgement({ status: 'received', statusCode: 'AK501 Q', errors: [unclear] }, 'a1'),
    acknowledgement({ status: 'received', statusCode: 'AK501 H', errors: [] }, 'a2'),
    acknowledgement(
      { errors: [{ ...problem, level: 'set', explanation: 'The partner says "NOT LISTED".' }], text: 'NOT LISTED' },
      'a3',
    ),
  );
  const told = desk.show(desk.only().id)?.detail.timeline.map(({ text, detail }) => [text, detail]);
  expect(told?.slice(1).toSorted()).toEqual([
    ['Receipt confirmed by ZZ:NORTHWIND: 997, set 0001', 'From a2.edi'],
    ['Rejected by ZZ:NORTHWIND: 997, set 0001', 'The partner says "NOT LISTED".'],
    ['Unclear acknowledgement from ZZ:NORTHWIND: 997, set 0001', 'The verdict cannot be read.'],
  ]);
});

test('comments are found in the timeline, not in the row', () => {
  desk.take(transaction());
  const before = desk.only();
  desk.at(later);
  desk.comment(before.id, 'Called them');
  expect(desk.only()).toEqual(before);
  expect(desk.show(before.id)?.detail.timeline.at(-1)).toMatchObject({
    text: 'pat wrote a comment',
    detail: 'Called them',
    at: later,
  });
  expect(desk.comment('unknown', 'x')).toBeNull();
});

test('the badges are right at any time', () => {
  desk.take(
    transaction({ transactionId: 'A', correlationId: 'A', documentType: '856' }),
    transaction({ transactionId: 'B', correlationId: 'B' }),
    transaction({ transactionId: 'C', correlationId: 'C', status: 'Duplicate' }),
  );
  const worst = first(desk.queue().issues);
  desk.owner([worst.id], 'Pat');
  desk.at(monday + 2 * hour);
  expect(desk.counts()).toEqual({
    unresolved: 3,
    bySeverity: { critical: 1, high: 1, medium: 0, low: 1 },
    unassigned: 2,
    mine: 1,
    escalated: 0,
    overdue: 1,
    resolved: 0,
  });
});

test('search finds words by their beginning, without accents, and whole phrases', () => {
  desk.take(transaction({ message: 'Café Zürich refused the connection', status: 'F' }));
  const found = [
    'cafe',
    'ZUR',
    '"refused the conn"',
    '"the refused"',
    '4711',
    '471',
    '-cafe',
    'number:4711',
    'number:471',
  ];
  expect(found.map((text) => desk.queue(text).total)).toEqual([1, 1, 1, 0, 1, 1, 0, 1, 0]);
});

test('a page that was taken back is forgotten, also where the next one takes its place in the journal', () => {
  const failing = () =>
    desk.store.write((db) => {
      ingestEvents(db, [transaction({ message: 'never happened' })], monday);
      throw new Error('power cut');
    });
  expect(failing).toThrow('power cut');
  desk.take(transaction({ transactionId: 'T1', message: 'first' }));
  desk.take(transaction({ transactionId: 'T2', message: 'second', statusAt: later }));
  expect(desk.only().explanation).toMatch(/second.*first/);
  expect(JSON.stringify(desk.show(desk.only().id))).not.toContain('never happened');
});
