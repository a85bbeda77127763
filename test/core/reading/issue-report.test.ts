import { beforeEach, afterEach, expect, test } from 'vitest';
import type { IssueDetail } from '#shared/contract/schemas/issue.ts';
import { minute } from '#shared/lib/time.ts';
import { ingestEvents } from '#core/projection/fold.ts';
import { currentKey, requestActions } from '#core/outbox/requests/request.ts';
import { cancelActions } from '#core/outbox/requests/change.ts';
import { aboutIssue } from '#core/reading/issue-report.ts';
import { person } from '#test/core/outbox/outbox-harness.ts';
import { openDesk } from '../stories/desk.ts';
import { escalation } from '#test/harness/scripted-connector.ts';
import { oneOfEach } from '../stories/one-of-each.ts';
import { acknowledgement, control, document, monday, transaction } from '../stories/samples.ts';

let desk: ReturnType<typeof openDesk>;
beforeEach(() => {
  desk = openDesk();
});
afterEach(() => desk.close());

const everything = 'is:unresolved OR is:resolved';

function inFull(id: string) {
  const full = desk.inFull(id);
  if (full === null) throw new Error(`There is no issue ${id}.`);
  return full;
}

/** What the detail of an issue has in common with what is said about it outside. */
function common({
  explanation,
  documents,
  acknowledgements,
  links,
}: Omit<IssueDetail, 'issue' | 'incident' | 'timeline' | 'reportedBy' | 'raw'>) {
  return { explanation, documents, acknowledgements, links };
}

test('What is said outside about an issue of any kind is what people see in its detail.', () => {
  desk.take(...oneOfEach);
  const { issues } = desk.queue(everything);
  expect(new Set(issues.map(({ kind }) => kind)).size).toBeGreaterThan(7);
  for (const { id, actions: _, ...issue } of issues) {
    const full = inFull(id);
    const seen = desk.show(id)?.detail;
    if (seen === undefined) throw new Error(`There is no detail of ${id}.`);
    expect(full.issue).toEqual({ id, ...issue });
    expect(common(full)).toEqual(common(seen));
  }
});

test('A report has the explanation first, then whose move it is, all that was reported, and the facts.', () => {
  const error = { level: 'element', segment: 'BIG', position: 1, element: 2, component: null, value: null } as const;
  desk.take(
    document(),
    acknowledgement({
      errors: [
        { ...error, code: '1', explanation: 'The invoice number is missing.' },
        { ...error, element: 1, code: '8', explanation: 'The invoice date is not a date.' },
      ],
    }),
  );
  const full = inFull(desk.only().id);
  const words = {
    title: 'Title',
    what: 'What.',
    why: 'Why.',
    where: 'Where.',
    faultReason: 'because.',
    next: 'Do it.',
  };
  const made = aboutIssue({
    ...full,
    explanation: { ...full.explanation, ...words, fault: 'us' },
    links: [{ label: 'Open in Trading Grid', url: 'https://lens.example/1' }],
  });
  expect(made.report).toBe(
    [
      'What.',
      'Why.\nWhere.',
      'Whose move: Probably ours. because.',
      'Next: Do it.',
      'All that was reported:\n- 997: The invoice number is missing.\n- 997: The invoice date is not a date.',
      [
        'Partner: ZZ:NORTHWIND',
        'Document: 810 4711',
        `File: f1.edi (interchange ${control.interchange}, group ${control.group}, set ${control.set})`,
        'First seen: 2026-11-23 09:00 UTC',
        'Last seen: 2026-11-23 09:00 UTC',
        'Seen: once',
        `Reference: ${desk.only().id}`,
      ].join('\n'),
      'Open in Trading Grid: https://lens.example/1',
    ].join('\n\n'),
  );
  expect(made).toMatchObject({ link: 'https://lens.example/1', partnerIdentifiers: ['ZZ:NORTHWIND'] });
});

test('Each network that reported is called by its own name, in the timeline and where it can be opened.', () => {
  const report = (source: string, entry: Parameters<typeof transaction>[0]) => ({ ...transaction(entry), source });
  desk.take(
    report('harbour', { transactionId: 'A', correlationId: 'P', url: 'https://harbour.example/1' }),
    report('canal-2', { transactionId: 'B', correlationId: 'P', url: 'https://canal.example/1' }),
  );
  const { id } = desk.only();
  const names = new Map([
    ['harbour', 'Harbour Network'],
    ['canal-2', 'Canal (north)'],
  ]);
  const nameOf = (connection: string) => names.get(connection) ?? connection;
  const seen = desk.show(id, nameOf)?.detail;
  expect(seen?.timeline.map(({ text }) => text)).toEqual([
    'Harbour Network (document): delivery failed',
    'Canal (north) (document): delivery failed',
  ]);
  const links = [
    { label: 'Open in Harbour Network (document)', url: 'https://harbour.example/1' },
    { label: 'Open in Canal (north) (document)', url: 'https://canal.example/1' },
  ];
  expect(seen?.links).toEqual(links);
  expect(desk.inFull(id, nameOf)?.links).toEqual(links);
});

test('An unknown issue has no full.', () => {
  expect(desk.inFull('unknown')).toBeNull();
});

test('An issue counts as asked for while its present episode has an action that was not taken back.', () => {
  const entry = (name: string, status: string, statusAt: number) =>
    transaction({ transactionId: name, correlationId: name, status, statusAt });
  desk.take(...['A', 'B', 'C'].map((name) => entry(name, 'Failed', monday)));
  const ids = desk.queue(everything, 'oldest').issues.map(({ id }) => id);
  const [first = '', second = '', third = ''] = ids;
  const context = {
    person,
    now: monday,
    ingest: (...[db, events]: [Parameters<typeof ingestEvents>[0], Parameters<typeof ingestEvents>[1]]) =>
      ingestEvents(db, events, monday),
  };
  const { actions } = desk.store.write((db) =>
    requestActions(
      db,
      [first, second].map((issueId) => ({
        issueId,
        episode: 1,
        connector: 'crm',
        connection: 'crm',
        action: 'crm.escalate',
        step: 'crm.escalate crm',
        mark: desk.inFull(issueId)?.mark ?? '',
        meaning: escalation,
        deliveryClass: 'idempotent',
        purpose: '',
        recipient: '',
        approval: null,
        draft: null,
      })),
      { ...context, undoMs: minute },
    ),
  );
  const asked = (step = 'crm.escalate crm') =>
    [third, second, first].filter((issueId) => {
      const full = desk.inFull(issueId);
      if (full === null) return false;
      const effect = { ...full, issueId, step, purpose: '', recipient: '' };
      return desk.store.read((db) => currentKey(db, effect)).stands;
    });
  expect(asked()).toEqual([second, first]);
  expect(asked('crm.note crm')).toEqual([]);

  desk.store.write((db) => cancelActions(db, [actions[1]?.id ?? ''], context));
  expect(asked()).toEqual([first]);

  // It is well again and then fails anew: another occurrence, about which nobody has been told.
  const name =
    desk
      .show(first)
      ?.detail.raw.map(({ payload }) => JSON.stringify(payload))
      .join('') ?? '';
  const again = ['A', 'B', 'C'].find((each) => name.includes(`"exchangeId":"${each}"`)) ?? '';
  desk.take(entry(again, 'Delivered', monday + minute), entry(again, 'Failed', monday + 2 * minute));
  expect(asked()).toEqual([]);
});
