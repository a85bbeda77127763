import { type Flow, record, tell } from '#shared/model/flow.ts';

const shown = { accepted: 'shown', refused: 'opens an issue' } as const;
const sent = {
  ...shown,
  delivered: 'shown',
  bounced: 'opens an issue',
  'opted out': 'stops further messages',
} as const;

/** Every flow that the console must carry, said in its vocabulary: what starts it, whom it tells, what it counts as, and what comes back. */
export const flows: readonly Flow[] = [
  // Salesforce
  {
    id: 'S1',
    when: { on: 'business event', event: ['order received', 'order changed'] },
    filter: 'doc:850 or doc:ORDERS',
    steps: [record('record.upsert', { needs: [], back: { ...shown, deleted: 'may be done again' } })],
  },
  {
    id: 'S2',
    when: { on: 'business event', event: 'invoice exchanged' },
    filter: 'doc:810 or doc:INVOIC',
    steps: [record('record.upsert', { needs: [], back: shown })],
  },
  {
    id: 'S3',
    when: { on: 'business event', event: ['shipment announced', 'delivery confirmed'] },
    filter: '',
    steps: [
      record('record.upsert', { needs: [], back: shown }),
      tell(
        'message.email',
        { kind: 'customer', role: 'ordered' },
        { countsAs: 'told a customer', needs: ['template'], back: sent },
      ),
    ],
  },
  {
    id: 'S4',
    when: { on: 'business event', event: 'profile approved' },
    filter: '',
    steps: [
      record('profile.provision', {
        needs: ['approval'],
        back: { ...shown, acknowledged: 'sent to the record it came from' },
      }),
    ],
  },
  {
    id: 'S5',
    when: { on: 'incident', turn: 'opens' },
    filter: 'kind:rejected or kind:delivery-failed or kind:validation-failed',
    steps: [
      record('case.create', {
        needs: [],
        back: {
          ...shown,
          closed: 'ends the episode',
          reopened: 'opens it again',
          replied: 'shown',
          deleted: 'may be done again',
        },
      }),
    ],
  },
  {
    id: 'S6',
    when: [
      { on: 'business event', event: 'agreement changed' },
      { on: 'reference data', of: 'agreements' },
    ],
    filter: '',
    steps: [
      record('record.upsert', { needs: [], back: shown }),
      record('profile.provision', { needs: ['approval'], back: shown }),
    ],
  },
  {
    id: 'S7',
    when: { on: 'schedule', at: '0 6 * * *' },
    filter: '',
    steps: [record('statistics.write', { needs: [], back: shown })],
  },
  // OpenText Notifications
  {
    id: 'N1',
    when: { on: 'business event', event: 'dispute opened' },
    filter: '',
    steps: [
      tell(
        'message.sms',
        { kind: 'colleague', role: 'on call' },
        { countsAs: 'told a colleague', needs: ['template'], back: sent },
      ),
      tell(
        'message.email',
        { kind: 'colleague', role: 'account manager' },
        { countsAs: 'told a colleague', needs: ['template'], back: sent },
      ),
    ],
  },
  {
    id: 'N2',
    when: { on: 'business event', event: 'file uploaded' },
    filter: '',
    steps: [
      tell(
        'message.email',
        { kind: 'colleague', role: 'reviewer' },
        { countsAs: 'told a colleague', needs: ['template', 'attachment'], back: sent },
      ),
    ],
  },
  {
    id: 'N3',
    when: { on: 'business event', event: 'question asked' },
    filter: '',
    steps: [
      tell(
        'message.email',
        { kind: 'partner contact', role: 'asked' },
        { countsAs: 'told the partner', needs: ['template'], back: sent },
      ),
    ],
  },
  {
    id: 'N4',
    when: [
      { on: 'business event', event: 'dispute moved on' },
      { on: 'issue', turn: 'changes' },
    ],
    filter: '',
    steps: [
      tell(
        'message.email',
        { kind: 'partner contact', role: 'edi' },
        { countsAs: 'told the partner', needs: ['template', 'approval'], back: sent },
      ),
    ],
  },
  {
    id: 'N5',
    when: { on: 'incident', turn: 'opens' },
    filter: 'severity:critical',
    steps: [
      tell(
        'message.sms',
        { kind: 'colleague', role: 'on call' },
        { countsAs: 'told a colleague', needs: ['template'], back: sent },
      ),
      tell(
        'message.sms',
        { kind: 'partner contact', role: 'coordinator' },
        { countsAs: 'told the partner', needs: ['template', 'approval'], back: sent },
      ),
      tell(
        'message.email',
        { kind: 'colleague', role: 'team lead' },
        { countsAs: 'told a colleague', needs: ['template'], back: sent },
      ),
    ],
  },
  {
    id: 'N6',
    when: { on: 'business event', event: 'onboarding advanced' },
    filter: '',
    steps: [
      tell(
        'message.email',
        { kind: 'colleague', role: 'onboarding' },
        { countsAs: 'told a colleague', needs: ['template'], back: sent },
      ),
      tell(
        'message.email',
        { kind: 'partner contact', role: 'onboarding' },
        { countsAs: 'told the partner', needs: ['template'], back: sent },
      ),
    ],
  },
  {
    id: 'N7',
    when: { on: 'schedule', at: '0 7 * * 1-5' },
    filter: 'is:unresolved',
    steps: [
      tell(
        'summary.send',
        { kind: 'colleague', role: 'management' },
        { countsAs: 'told a colleague', needs: ['attachment'], back: { ...sent, opened: 'shown' } },
      ),
    ],
  },
  {
    id: 'N8',
    when: { on: 'reference data', of: 'people' },
    filter: '',
    steps: [record('record.upsert', { needs: [], back: shown })],
  },
  // OpenText Exstream
  {
    id: 'X1',
    when: [
      { on: 'business event', event: ['dispute opened', 'order changed'] },
      { on: 'incident', turn: 'opens' },
    ],
    filter: '',
    steps: [
      tell(
        'letter.send',
        { kind: 'customer', role: 'affected' },
        { countsAs: 'told a customer', needs: ['template', 'approval'], back: sent },
      ),
    ],
  },
  {
    id: 'X2',
    when: { on: 'incident', turn: 'resolves' },
    filter: '',
    steps: [
      tell(
        'letter.send',
        { kind: 'customer', role: 'affected' },
        { countsAs: 'told a customer', needs: ['template', 'attachment'], back: sent },
      ),
    ],
  },
  {
    id: 'X3',
    when: { on: 'business event', event: 'settlement approved' },
    filter: '',
    steps: [
      tell(
        'letter.send',
        { kind: 'partner contact', role: 'finance' },
        { countsAs: 'told the partner', needs: ['template', 'approval'], back: sent },
      ),
    ],
  },
  {
    id: 'X4',
    when: { on: 'business event', event: 'policy issued' },
    filter: '',
    steps: [
      tell(
        'document.distribute',
        { kind: 'partner contact', role: 'compliance' },
        {
          countsAs: 'told the partner',
          needs: ['attachment'],
          back: { ...sent, read: 'shown', acknowledged: 'shown', signed: 'sent to the record it came from' },
        },
      ),
    ],
  },
  {
    id: 'X5',
    when: [
      { on: 'issue', turn: 'changes' },
      { on: 'receipt', of: 'letter.send', kind: 'bounced' },
    ],
    filter: '',
    steps: [record('record.upsert', { needs: [], back: shown })],
  },
  {
    id: 'X6',
    when: { on: 'business event', event: 'letter ready for review' },
    filter: '',
    steps: [
      tell(
        'message.email',
        { kind: 'colleague', role: 'approver' },
        { countsAs: 'told a colleague', needs: ['template'], back: sent },
      ),
      tell(
        'letter.send',
        { kind: 'customer', role: 'bill to' },
        { countsAs: 'told a customer', needs: ['template', 'approval'], back: sent },
      ),
    ],
  },
  {
    id: 'X7',
    when: { on: 'business event', event: 'disruption reported' },
    filter: '',
    steps: [
      tell(
        'letter.send',
        { kind: 'customer', role: 'affected' },
        { countsAs: 'told a customer', needs: ['template', 'approval'], back: sent },
      ),
    ],
  },
  {
    id: 'X8',
    when: [
      { on: 'receipt', of: 'letter.send', kind: 'delivered' },
      { on: 'receipt', of: 'letter.send', kind: 'bounced' },
    ],
    filter: '',
    steps: [record('case.comment', { needs: [], back: shown })],
  },
  // Braze
  {
    id: 'B1',
    when: {
      on: 'business event',
      event: ['order received', 'order answered', 'shipment announced', 'delivery confirmed'],
    },
    filter: '',
    steps: [
      tell(
        'journey.start',
        { kind: 'customer', role: 'ordered' },
        { countsAs: 'told a customer', needs: ['template'], back: { ...sent, opened: 'shown', clicked: 'shown' } },
      ),
    ],
  },
  {
    id: 'B2',
    when: [
      { on: 'business event', event: ['invoice exchanged', 'invoice due', 'payment confirmed'] },
      { on: 'absence', of: 'payment confirmed', after: 'invoice due', hours: 0 },
    ],
    filter: '',
    steps: [
      tell(
        'journey.start',
        { kind: 'customer', role: 'bill to' },
        { countsAs: 'told a customer', needs: ['template'], back: { ...sent, clicked: 'shown' } },
      ),
    ],
  },
  {
    id: 'B3',
    when: { on: 'issue', turn: 'opens' },
    filter: 'kind:validation-failed or kind:rejected or is:overdue',
    steps: [
      tell(
        'message.email',
        { kind: 'colleague', role: 'owner' },
        { countsAs: 'told a colleague', needs: ['template'], back: sent },
      ),
    ],
  },
  {
    id: 'B4',
    when: { on: 'business event', event: 'onboarding advanced' },
    filter: '',
    steps: [
      tell(
        'journey.start',
        { kind: 'partner contact', role: 'onboarding' },
        { countsAs: 'told the partner', needs: ['template'], back: { ...sent, opened: 'shown' } },
      ),
    ],
  },
  {
    id: 'B5',
    when: [
      { on: 'absence', of: 'shipment announced', after: 'order answered', hours: 24 },
      { on: 'issue', turn: 'is breached' },
    ],
    filter: 'severity>=high',
    steps: [
      tell(
        'journey.start',
        { kind: 'customer', role: 'affected' },
        { countsAs: 'told a customer', needs: ['template', 'approval'], back: sent },
      ),
    ],
  },
  {
    id: 'B6',
    when: { on: 'schedule', at: '0 3 * * *' },
    filter: '',
    steps: [record('audience.update', { needs: [], back: shown })],
  },
  {
    id: 'B7',
    when: [
      { on: 'incident', turn: 'gets worse' },
      { on: 'absence', of: 'delivery confirmed', after: 'shipment announced', hours: 48 },
    ],
    filter: '',
    steps: [
      tell(
        'journey.start',
        { kind: 'customer', role: 'affected' },
        { countsAs: 'told a customer', needs: ['template', 'approval'], back: { ...sent, replied: 'opens an issue' } },
      ),
    ],
  },
  {
    id: 'B8',
    when: [
      { on: 'receipt', of: 'journey.start', kind: 'opened' },
      { on: 'receipt', of: 'journey.start', kind: 'clicked' },
      { on: 'receipt', of: 'journey.start', kind: 'replied' },
    ],
    filter: '',
    steps: [record('record.upsert', { needs: [], back: shown })],
  },
  // Amplience
  {
    id: 'A1',
    when: { on: 'business event', event: 'order received' },
    filter: '',
    steps: [record('content.task', { needs: ['template'], back: { ...shown, closed: 'shown' } })],
  },
  {
    id: 'A2',
    when: { on: 'business event', event: ['invoice exchanged', 'payment confirmed', 'content outcome'] },
    filter: '',
    steps: [
      record('content.publish', { needs: ['approval'], back: shown }),
      record('audit.note', { needs: [], back: shown }),
    ],
  },
  {
    id: 'A3',
    when: { on: 'business event', event: ['shipment announced', 'delivery confirmed'] },
    filter: '',
    steps: [record('content.publish', { needs: [], back: { ...shown, 'handed over': 'shown' } })],
  },
  {
    id: 'A4',
    when: { on: 'business event', event: 'content approved' },
    filter: '',
    steps: [
      tell(
        'document.distribute',
        { kind: 'partner contact', role: 'onboarding' },
        { countsAs: 'told the partner', needs: ['attachment'], back: { ...sent, read: 'shown' } },
      ),
    ],
  },
  {
    id: 'A5',
    when: [
      { on: 'business event', event: 'content approved' },
      { on: 'reference data', of: 'approved content' },
    ],
    filter: '',
    steps: [
      tell(
        'document.distribute',
        { kind: 'partner contact', role: 'compliance' },
        {
          countsAs: 'told the partner',
          needs: ['attachment'],
          back: { ...sent, read: 'shown', acknowledged: 'shown' },
        },
      ),
    ],
  },
  {
    id: 'A6',
    when: [
      { on: 'business event', event: ['order answered', 'shipment announced'] },
      { on: 'issue', turn: 'opens' },
    ],
    filter: '',
    steps: [record('content.task', { needs: [], back: shown })],
  },
  {
    id: 'A7',
    when: [
      { on: 'reference data', of: 'approved content' },
      { on: 'receipt', of: 'content.publish', kind: 'handed over' },
    ],
    filter: '',
    steps: [record('audit.note', { needs: [], back: shown })],
  },
  {
    id: 'A8',
    when: { on: 'incident', turn: 'opens' },
    filter: 'kind:rejected or kind:delivery-failed',
    steps: [
      record('content.task', { needs: ['template'], back: { ...shown, closed: 'shown', acknowledged: 'shown' } }),
      tell(
        'journey.start',
        { kind: 'customer', role: 'affected' },
        { countsAs: 'told a customer', needs: ['template', 'approval'], back: sent },
      ),
    ],
  },
  // Slack and the desktop
  {
    id: 'K1',
    when: [
      { on: 'incident', turn: 'opens' },
      { on: 'incident', turn: 'gets worse' },
    ],
    filter: 'severity>=high',
    steps: [
      tell(
        'message.chat',
        { kind: 'colleague', role: 'account manager' },
        {
          countsAs: 'told a colleague',
          needs: ['template'],
          back: { ...shown, deleted: 'may be done again', replied: 'shown' },
        },
      ),
    ],
  },
  {
    id: 'K2',
    when: { on: 'incident', turn: 'changes' },
    filter: '',
    steps: [
      tell(
        'message.update',
        { kind: 'colleague', role: 'account manager' },
        { countsAs: 'told a colleague', needs: ['template'], back: shown },
      ),
    ],
  },
  {
    id: 'K3',
    when: [
      { on: 'command', name: 'acknowledge' },
      { on: 'command', name: 'assign' },
      { on: 'command', name: 'snooze' },
    ],
    filter: '',
    steps: [],
  },
  {
    id: 'K4',
    when: { on: 'incident', turn: 'opens' },
    filter: 'severity:critical',
    steps: [
      tell(
        'notification.show',
        { kind: 'colleague', role: 'on call' },
        {
          countsAs: 'told a colleague',
          needs: [],
          back: { delivered: 'shown', acknowledged: 'shown', refused: 'opens an issue' },
        },
      ),
    ],
  },
  {
    id: 'K5',
    when: [
      { on: 'schedule', at: '0 17 * * 5' },
      { on: 'command', name: 'export' },
    ],
    filter: 'is:unresolved',
    steps: [
      tell(
        'summary.send',
        { kind: 'colleague', role: 'team lead' },
        { countsAs: 'told a colleague', needs: ['attachment'], back: sent },
      ),
    ],
  },
];
