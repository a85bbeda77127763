import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { minute } from '#shared/lib/time.ts';
import type { NewEvent } from '#shared/model/event/event.ts';
import type { Acknowledgement } from '#shared/model/edi/edi.ts';
import type { LensTransaction } from '#core/connectors/trading-grid/transactions/transaction.ts';
import { documentFingerprint } from '#core/evidence/fingerprint.ts';
import { verifyStore } from '#core/projection/verify.ts';
import { escalation } from '#test/harness/scripted-connector.ts';
import { openDesk } from './desk.ts';
import { acknowledgement, control, document, monday, transaction } from './samples.ts';

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
const link = 'https://lens.example/T1';

const lens = (over: Partial<LensTransaction> = {}) =>
  transaction({
    status: 'Delivered',
    acknowledgementStatus: 'R',
    acknowledgementAt: monday,
    documentType: '856',
    documentNumber: 'SH419223',
    url: link,
    ...over,
  });

const notice = document({ type: '856', number: 'SH419223' });

const missing = 'Segment N1 is missing after segment 3.';
const answers = {
  type: '856',
  number: null,
  control: { interchange: null, group: '905', set: '0001' },
  sender: 'ZZ:ACME',
  receiver: 'ZZ:NORTHWIND',
  functionalGroup: null,
  preparedAt: null,
  messageId: null,
};
const error: Acknowledgement['errors'][number] = {
  level: 'segment',
  code: '3',
  explanation: missing,
  segment: 'N1',
  position: 4,
  element: null,
  component: null,
  value: null,
};
const refusal = (over: Partial<Acknowledgement> = {}, file = 'a1', at = later) =>
  acknowledgement({ answers, errors: [error], ...over }, file, at);

const escalated = (issueId: string, at = later): NewEvent => ({
  source: 'person',
  actor: 'pat',
  occurredAt: at,
  sourceId: `esc:${issueId}`,
  kind: 'action.requested',
  payload: {
    actionId: `GL-${issueId}-1-x`,
    issueId,
    connector: 'salesforce',
    connection: 'salesforce',
    action: 'salesforce.escalate',
    ...escalation,
    idempotencyKey: `GL-${issueId}-1-x`,
    episode: 1,
  },
});

const everything = 'status:open OR status:acknowledged OR is:resolved';

/** All that both told, in the one row. */
function expectBoth() {
  const issue = desk.only();
  expect(issue).toMatchObject({ kind: 'rejected', occurrences: 1, documentNumber: 'SH419223' });
  expect(issue.explanation).toContain('N1');
  const detail = desk.show(issue.id)?.detail;
  expect(detail?.links).toContainEqual({ label: 'Open in Trading Grid (document)', url: link });
  expect(detail?.documents).toHaveLength(1);
  expect(detail?.acknowledgements.flatMap(({ errors }) => errors)).toHaveLength(1);
  expect(detail?.timeline.map(({ kind }) => kind)).toEqual(
    expect.arrayContaining(['exchange.reported', 'document.received', 'acknowledgement.received']),
  );
  expect(new Set(detail?.timeline.map(({ seq }) => seq)).size).toBe(detail?.timeline.length);
  expect(desk.counts()).toMatchObject({ unresolved: issue.status === 'resolved' ? 0 : 1 });
  expect(desk.queue(`number:SH419223 (${everything})`).total).toBe(1);
  expect(desk.queue(`SH419223 (${everything})`).total).toBe(1);
  return issue;
}

test('what Trading Grid says first and a file explains later is one issue, with the link and the reason', () => {
  desk.take(lens());
  const { id } = desk.only();
  desk.take(notice);
  desk.take(refusal());
  expect(expectBoth().id).toBe(id);
});

test('what a file says first is one issue with what Trading Grid says later', () => {
  desk.take(notice, refusal());
  const before = desk.only();
  desk.take(lens({ acknowledgementAt: later + 1 }));
  expect(expectBoth()).toMatchObject({ title: before.title, firstSeenAt: before.firstSeenAt });
});

test('the document may come last of all', () => {
  desk.take(lens(), refusal());
  expect(desk.queue().total).toBe(2);
  desk.take(notice);
  expectBoth();
});

test('an acknowledgement by number, and one by control numbers, are about the same document', () => {
  const byNumber = { ...answers, number: 'SH419223', control: { interchange: null, group: null, set: null } };
  desk.take(notice, refusal({ type: '824', answers: byNumber }, 'a2'), refusal());
  desk.only();
  desk.take(lens());
  expect(desk.show(desk.only().id)?.detail.acknowledgements).toHaveLength(2);
});

test('an acknowledgement that names the number without a type is found through the document', () => {
  const untyped = {
    ...answers,
    type: null,
    number: 'SH419223',
    control: { interchange: null, group: null, set: null },
  };
  desk.take(lens(), refusal({ type: '824', answers: untyped }));
  expect(desk.queue().total).toBe(2);
  desk.take(notice);
  expectBoth();
});

test('without a number the interchange tells, as long as it held one document of the type', () => {
  desk.take(lens({ documentNumber: null, senderReference: '905' }), notice, refusal());
  expectBoth();
  desk.take(document({ type: '856', number: 'SH419224', control: { ...control, set: '0002' } }, 'f2'));
  expect(desk.queue().total).toBe(2);
});

test('a refusal of the whole group is about the document in it, as long as there is only one', () => {
  const whole = { ...answers, type: null, functionalGroup: 'SH', control: { ...answers.control, set: null } };
  desk.take(lens(), notice, refusal({ answers: whole }));
  expectBoth();
  desk.take(document({ type: '856', number: 'SH419224', control: { ...control, set: '0002' } }, 'f2'));
  expect(desk.queue().total).toBe(2);
});

describe('escalated before the other source speaks', () => {
  test('Trading Grid first: the case stays with its issue', () => {
    desk.take(lens());
    const { id } = desk.only();
    desk.take(escalated(id));
    desk.take(notice, refusal({}, 'a1', later + minute));
    expect(expectBoth().id).toBe(id);
    expect(desk.queue('is:escalated').total).toBe(1);
  });

  test('a file first: the case stays with its issue, which gets the link', () => {
    desk.take(notice, refusal());
    const { id } = desk.only();
    desk.take(escalated(id));
    desk.take(lens({ acknowledgementAt: later + minute }));
    expect(expectBoth().id).toBe(id);
    expect(desk.queue('is:escalated').total).toBe(1);
  });

  test('both: both stay, and both know all', () => {
    desk.take(lens());
    const grid = desk.only().id;
    desk.take(escalated(grid));
    desk.take(refusal());
    const file = desk.queue().issues.find(({ id }) => id !== grid)?.id ?? '';
    desk.take(escalated(file));
    desk.take(notice);
    expect(desk.queue('is:escalated').total).toBe(2);
    expect([grid, file].map((id) => desk.show(id)?.detail.links.length)).toEqual([1, 1]);
    desk.take(refusal({ status: 'accepted', errors: [] }, 'a9', later + minute));
    expect(desk.queue().total).toBe(0);
  });
});

test('a comment or an owner keeps a row as a case does', () => {
  desk.take(notice, refusal());
  const { id } = desk.only();
  desk.owner([id], 'dana');
  desk.comment(id, 'Called them');
  desk.take(lens());
  expect(expectBoth()).toMatchObject({ id, owner: 'dana' });
});

test('resolved by a person it stays so when the other source tells the same, and opens when it is told again', () => {
  desk.take(lens());
  const { id } = desk.only();
  desk.at(monday + minute);
  desk.status([id], 'resolved');
  desk.take(notice, refusal());
  expect(expectBoth()).toMatchObject({ id, status: 'resolved', resolvedBy: 'person' });
  desk.take(refusal({}, 'a2', later + minute));
  expect(desk.only()).toMatchObject({ id, status: 'open', occurrences: 2 });
});

describe('accepted at last', () => {
  const over = { status: 'resolved', resolvedBy: 'source' };
  test('a file says so, and Trading Grid repeats its old word', () => {
    desk.take(lens(), notice, refusal());
    desk.take(refusal({ status: 'accepted', errors: [] }, 'a2', later + minute));
    expect(expectBoth()).toMatchObject(over);
    desk.take(lens({ statusAt: later + 2 * minute, extra: { insize: '12' } }));
    expect(desk.only()).toMatchObject(over);
  });

  test('Trading Grid says so', () => {
    desk.take(lens(), notice, refusal());
    desk.take(lens({ acknowledgementStatus: 'A', acknowledgementAt: later + minute }));
    expect(expectBoth()).toMatchObject(over);
  });

  test('the file with the acceptance comes before Trading Grid tells of the rejection', () => {
    desk.take(notice, refusal({ status: 'accepted', errors: [] }, 'a2', later + minute));
    desk.take(lens());
    expect(desk.only()).toMatchObject(over);
  });

  test("an application's refusal does not end with a functional acceptance", () => {
    desk.take(lens(), notice, refusal({ type: '824' }));
    desk.take(lens({ acknowledgementStatus: 'A', acknowledgementAt: later + minute }));
    expect(desk.only()).toMatchObject({ status: 'open', kind: 'rejected' });
  });

  test('of a number that was sent twice only the one that was meant', () => {
    const again = { ...control, interchange: '000000906', group: '906' };
    desk.take(notice, refusal(), lens({ senderReference: '905' }));
    desk.take(document({ type: '856', number: 'SH419223', control: again }, 'f2'));
    desk.take(
      refusal(
        { status: 'accepted', errors: [], answers: { ...answers, control: { ...answers.control, group: '906' } } },
        'a2',
        later + 1,
      ),
      lens({
        transactionId: 'T2',
        correlationId: 'C2',
        senderReference: '906',
        acknowledgementStatus: 'A',
        acknowledgementAt: later + 1,
      }),
    );
    expect(desk.only()).toMatchObject({ status: 'open', occurrences: 1 });
    desk.take(lens({ senderReference: '905', acknowledgementStatus: 'M', acknowledgementAt: later + 2 }));
    expect(desk.only()).toMatchObject(over);
  });
});

test('a missing acknowledgement is told of once, and is there when a file has it', () => {
  desk.take(lens({ acknowledgementStatus: 'T' }), notice, {
    source: 'clock',
    sourceId: 'overdue',
    kind: 'acknowledgement.overdue',
    occurredAt: later,
    payload: {
      fingerprint:
        documentFingerprint({
          type: '856',
          functionalGroup: null,
          preparedAt: null,
          number: 'SH419223',
          sender: 'ZZ:ACME',
          receiver: 'ZZ:NORTHWIND',
          control,
        }) ?? '',
      documentType: '856',
      documentNumber: 'SH419223',
      senderAddress: 'ZZ:ACME',
      receiverAddress: 'ZZ:NORTHWIND',
      sentAt: monday,
      dueAt: later,
      hoursAllowed: 4,
    },
  });
  expect(desk.only()).toMatchObject({ kind: 'overdue-acknowledgement', occurrences: 1 });
  desk.take(refusal({}, 'a1', later + 1));
  // The wait was over before it was refused: that is another trouble.
  expect(desk.only()).toMatchObject({ status: 'open', kind: 'rejected', occurrences: 2 });
});

test('a delivery that failed beside a refusal is the same issue: what was refused did arrive', () => {
  desk.take(notice, refusal(), lens());
  const { id } = desk.only();
  desk.take(lens({ status: 'Failed', statusAt: later, message: 'Connection refused by the remote host' }));
  const failed = desk.only();
  expect(failed).toMatchObject({ id, status: 'open', explanation: expect.stringContaining('Connection refused') });
  expect(desk.show(id)?.detail.explanation.again).not.toBe('unchanged');
  desk.take(lens({ statusAt: later + 1 }));
  expect(desk.only()).toMatchObject({ id, kind: 'rejected', explanation: expect.stringContaining('N1') });
});

test('other parties, another type or another number are another document', () => {
  desk.take(
    notice,
    refusal(),
    lens({ receiverAddress: 'ZZ:CONTOSO' }),
    lens({ transactionId: 'T2', correlationId: 'C2', documentType: '810' }),
    lens({ transactionId: 'T3', correlationId: 'C3', documentNumber: 'SH419224' }),
  );
  expect(desk.queue().total).toBe(4);
});

test('of a process with three documents only what is about the refused one is told', () => {
  const set = (n: number) => ({ ...control, set: `000${n}` });
  const sent = [1, 2, 3].map((n) => document({ type: '856', number: `SH${n}`, control: set(n) }, `f${n}`));
  const judged = [1, 2, 3].map((n) =>
    refusal(
      {
        status: n === 2 ? 'rejected' : 'accepted',
        errors: n === 2 ? [error] : [],
        answers: { ...answers, control: { ...answers.control, set: `${n}` } },
      },
      `a${n}`,
    ),
  );
  const entries = [1, 2, 3].map((n) =>
    lens({
      transactionId: `T${n}`,
      documentNumber: `SH${n}`,
      acknowledgementStatus: n === 2 ? 'R' : 'A',
      senderReference: '905',
    }),
  );
  desk.take(...sent, ...judged, ...entries);
  const issue = desk.only();
  expect(issue).toMatchObject({ documentNumber: 'SH2', kind: 'rejected' });
  expect(desk.show(issue.id)?.detail.documents.map(({ number }) => number)).toEqual(['SH2']);
});

test('a number that half the partner network uses names no document', () => {
  const many = Array.from({ length: 52 }, (_, n) => ({ interchange: `${n + 1}`, group: `${n + 1}`, set: '1' }));
  const all = many.flatMap((each, n) => [
    document({ type: '856', number: '1', control: each }, `f${n}`),
    refusal({ answers: { ...answers, control: { ...each, interchange: null } } }, `a${n}`),
  ]);
  desk.take(...all.slice(0, 100));
  desk.only();
  desk.take(...all.slice(100));
  expect(desk.queue().total).toBe(52);
});

describe('an id that another issue speaks for since', () => {
  test('leads to the issue that does: to read it, to mark it, to act on it', () => {
    desk.take(notice, refusal());
    const [chosen] = desk.queue().issues;
    if (chosen === undefined) throw new Error('The file raised no issue.');
    desk.take(lens());
    const [host, ...others] = desk.queue().issues;
    if (host === undefined) throw new Error('No issue is left.');
    expect([others, host.id === chosen.id]).toEqual([[], false]);

    expect(desk.show(chosen.id)?.detail.issue.id).toBe(host.id);
    expect(desk.inFull(chosen.id)?.issue.id).toBe(host.id);
    desk.owner([chosen.id, host.id], 'pat');
    desk.comment(chosen.id, 'Called them.');
    expect(desk.queue().issues.map(({ id, owner }) => [id, owner])).toEqual([[host.id, 'pat']]);
    expect(desk.show('aaaaaaaaaaaaaaaa')).toBeNull();
  });
});
