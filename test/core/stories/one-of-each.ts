import { digestOfIds } from '#core/store/journal/personal.ts';
import { formatHlc } from '#shared/lib/hlc.ts';
import { hour, minute } from '#shared/lib/time.ts';
import type { NewEvent } from '#shared/model/event/event.ts';
import { addressKey, issueIdOf } from '#core/evidence/fingerprint.ts';
import { receipt } from '#test/harness/receipt.ts';
import { escalation } from '#test/harness/scripted-connector.ts';
import { partnerMark } from '#core/verdict/cause-key.ts';
import { acknowledgement, document, monday, transaction } from './samples.ts';

const northwind = addressKey('ZZ:NORTHWIND');

export const issueId = issueIdOf('process:trading-grid|C1');
const action = {
  actionId: 'A1',
  issueId,
  connector: 'salesforce',
  connection: 'salesforce',
  action: 'salesforce.escalate',
};
const key = `GL-${issueId}-1-abcdefgh`;
const settled = { reference: '00001042', url: null, remoteId: '500', attempts: 1, error: null };

function happened(kind: NewEvent['kind'], payload: NewEvent['payload'], at = monday): NewEvent {
  return { source: 'test', sourceId: `${kind}:${at}`, kind, occurredAt: at, payload };
}

const pat = { actor: 'pat', email: 'pat@grid.example', proof: 'this machine’s user' } as const;

function byPat(kind: NewEvent['kind'], payload: NewEvent['payload'], counter: number): NewEvent {
  const at = monday + minute;
  const hlc = formatHlc({ at, counter, device: 'desk-1' });
  return { source: 'person', sourceId: hlc, kind, occurredAt: at, payload, ...pat, device: 'desk-1', hlc };
}

/** Every kind of event, and of what they are about: one of each that makes other words or another rule apply. */
export const oneOfEach: readonly NewEvent[] = [
  transaction({ documentNumber: '4001', errorCode: '4711', message: 'Connection refused' }),
  transaction({ transactionId: 'T2', correlationId: 'C2', status: 'Validation error', documentType: '856' }),
  transaction({ transactionId: 'T3', correlationId: 'C3', status: 'On Hold', documentNumber: null }),
  transaction({ transactionId: 'T4', correlationId: 'C4', status: 'Duplicate', level: 'file' }),
  transaction({
    transactionId: 'T5',
    correlationId: 'C5',
    documentNumber: '4005',
    status: 'Delivered',
    acknowledgementStatus: 'T',
  }),
  transaction({
    transactionId: 'T6',
    correlationId: 'C6',
    documentNumber: '4006',
    status: 'Delivered',
    deliveryStatus: 'PartiallyDelivered',
  }),
  happened('partner.seen', { companyId: 'c1', name: 'Northwind Foods', addresses: ['ZZ:NORTHWIND'] }),
  happened('file.received', { fileId: 'f1', name: 'f1.edi', size: 10, syntax: 'x12', findings: [] }),
  document(),
  acknowledgement({
    errors: [
      {
        level: 'element',
        segment: 'BIG',
        position: 2,
        element: 2,
        component: null,
        code: '1',
        value: null,
        explanation: 'The invoice number is missing.',
      },
    ],
  }),
  acknowledgement({ type: '824', status: 'partial', text: 'Price differs' }, 'a2'),
  acknowledgement({ type: '864', status: 'received', text: 'We moved' }, 'a3'),
  happened('file.unreadable', { fileId: 'u1', name: 'u1.txt', size: 3, reason: 'It is no EDI file.', findings: [] }),
  happened('acknowledgement.overdue', {
    fingerprint: 'process:trading-grid|C9',
    documentType: '850',
    documentNumber: '9',
    senderAddress: 'ZZ:ACME',
    receiverAddress: 'ZZ:NORTHWIND',
    sentAt: monday,
    dueAt: monday + hour,
    hoursAllowed: 4,
  }),
  byPat('issue.marked', { issueId, field: 'owner', value: 'pat' }, 1),
  byPat('issue.marked', { issueId: issueIdOf('process:trading-grid|C2'), field: 'status', value: 'resolved' }, 2),
  byPat(
    'issue.marked',
    {
      issueId,
      field: 'incident',
      value: { partner: northwind, alike: `${partnerMark(northwind)} by hand`, at: monday },
    },
    4,
  ),
  byPat('issue.commented', { issueId, text: 'Called them' }, 3),
  happened('subject.pinned', {
    subject: 'setaaaaaaaaaaaaa',
    issues: [{ id: issueId, episode: 1, mark: `t${monday.toString(36)}` }],
  }),
  happened('action.requested', { ...action, ...escalation, idempotencyKey: 'A1', episode: 1 }),
  happened(
    'action.requested',
    {
      ...action,
      ...escalation,
      actionId: 'A3',
      idempotencyKey: 'A3',
      episode: 1,
      to: 'Ada',
      toAddress: 'ada@northwind.example',
      after: { key: 'A1', receipts: ['delivered'] },
    },
    monday + minute,
  ),
  happened('action.settled', { ...action, ...settled, state: 'accepted' }),
  happened('action.approved', { ...action, actionId: 'A2' }),
  happened('action.cancelled', { ...action, actionId: 'A2' }),
  happened('opt-out.lifted', {
    capability: 'letter.send',
    recipient: 'abcdefghijklmnop',
    to: 'Ada',
    toAddress: 'ada@northwind.example',
  }),
  receipt('accepted', key, monday, { source: 'test', status: 'Working', owner: 'Dana' }),
  receipt('deleted', key, monday + minute, { source: 'test', link: null }),
  receipt('replied', key, monday, { source: 'test', who: 'Dana', words: 'On it' }),
  happened('business.event', {
    what: 'payment confirmed',
    name: 'Invoice INV-9',
    partner: 'ZZ:NORTHWIND',
    facts: [{ label: 'Amount', value: '120.00 EUR' }],
    reference: 'INV-9',
    link: null,
  }),
  happened('command.received', {
    command: 'acknowledge',
    issueId,
    who: 'Sam Ortiz',
    email: 'sam@acme.example',
    proof: 'chat click',
    until: monday + hour,
  }),
  happened('command.settled', { command: 'acknowledge', issueId, who: 'Sam Ortiz', result: 'too late', by: null }),
  happened('person.erased', { person: 'f'.repeat(64), texts: 0, digest: digestOfIds([]) }),
  happened('journal.trimmed', { before: monday, removed: 0, digest: digestOfIds([]) }),
];
