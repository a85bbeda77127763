import type { PersonKind } from '../person/role.ts';
import type { ReceiptKind } from '../feed/receipt.ts';

type CapabilityRow = {
  /** Whom it can go to; none where it changes a record and tells nobody. */
  readonly to: readonly PersonKind[];
  /** Every receipt that can come of it. A connection may give fewer; its manifest says which. */
  readonly receipts: readonly ReceiptKind[];
  /** One effect for the whole subject, or one for each recipient. */
  readonly per: 'subject' | 'recipient';
  /** It stays on this machine: each desk does it for its own person, whoever may act on the outside. */
  readonly local: boolean;
};

const told = ['accepted', 'handed over', 'delivered', 'refused', 'bounced', 'opted out'] as const;
const everybody = ['colleague', 'partner contact', 'customer'] as const;
const written = ['accepted', 'refused', 'deleted'] as const;
const record = { to: [], per: 'subject', local: false } as const;
const message = { to: everybody, per: 'recipient', local: false } as const;

/**
 * What can be done outside, by name, whichever system does it. A playbook names the capability, and a workspace binds it to
 * a connection. What an action of a connection is called, and what it needs, is in its manifest.
 */
export const capabilities = {
  'case.create': { ...record, receipts: [...written, 'closed', 'reopened', 'replied'] },
  'case.comment': { ...record, receipts: written },
  'record.upsert': { ...record, receipts: written },
  'profile.provision': { ...record, receipts: [...written, 'acknowledged'] },
  'statistics.write': { ...record, receipts: ['accepted', 'refused'] },
  'audience.update': { ...record, receipts: ['accepted', 'refused'] },
  'content.task': { ...record, receipts: [...written, 'closed', 'reopened', 'acknowledged'] },
  'content.publish': { ...record, receipts: ['accepted', 'handed over', 'refused', 'deleted'] },
  'audit.note': { ...record, receipts: written },
  'message.sms': { ...message, receipts: [...told, 'acknowledged', 'replied'] },
  'message.email': { ...message, receipts: [...told, 'opened', 'clicked', 'replied'] },
  'message.chat': {
    to: ['colleague'],
    per: 'subject',
    local: false,
    receipts: ['accepted', 'refused', 'replied', 'deleted'],
  },
  'message.update': { to: ['colleague'], per: 'subject', local: false, receipts: ['accepted', 'refused', 'deleted'] },
  'message.thread': { to: ['partner contact'], per: 'recipient', local: false, receipts: [...told, 'read', 'replied'] },
  'journey.start': {
    to: ['partner contact', 'customer'],
    per: 'recipient',
    local: false,
    receipts: [...told, 'opened', 'clicked', 'replied'],
  },
  'letter.send': {
    to: ['partner contact', 'customer'],
    per: 'recipient',
    local: false,
    receipts: [...told, 'read', 'signed'],
  },
  'document.distribute': {
    to: ['partner contact'],
    per: 'recipient',
    local: false,
    receipts: [...told, 'read', 'acknowledged', 'signed'],
  },
  'summary.send': { to: ['colleague'], per: 'subject', local: false, receipts: [...told, 'opened'] },
  'notification.show': {
    to: ['colleague'],
    per: 'recipient',
    local: true,
    receipts: ['delivered', 'clicked', 'acknowledged', 'refused'],
  },
} as const satisfies Record<string, CapabilityRow>;

export type Capability = keyof typeof capabilities;
export const capabilityNames = Object.keys(capabilities) as readonly Capability[];

export function isCapability(name: string): name is Capability {
  return Object.hasOwn(capabilities, name);
}

/** Those that hand an issue on to people who work on it elsewhere: it counts as escalated. */
const escalating: ReadonlySet<Capability> = new Set(['case.create']);

/** Whether acting so marks the issue as escalated, for as long as something of it stands outside. */
export function escalates(capability: Capability): boolean {
  return escalating.has(capability);
}

export type ReceiptOf<C extends Capability> = (typeof capabilities)[C]['receipts'][number];
export type RecipientKindOf<C extends Capability> = (typeof capabilities)[C]['to'][number];

/** Those that tell somebody. */
export type Telling = { [C in Capability]: [RecipientKindOf<C>] extends [never] ? never : C }[Capability];
/** Those that change a record and tell nobody. */
export type Recording = Exclude<Capability, Telling>;
