import { record, tell, type Trigger } from '#shared/model/flow.ts';

const asOnCall = { kind: 'colleague', role: 'on call' } as const;
const asPartner = { kind: 'partner contact', role: 'edi' } as const;
const asCustomer = { kind: 'customer', role: 'affected' } as const;
const colleague = { countsAs: 'told a colleague', needs: [] } as const;
const partner = { countsAs: 'told the partner', needs: [] } as const;
const customer = { countsAs: 'told a customer', needs: [] } as const;

/** For each flow one that must not compile: the types are what keeps it out, so each line is held up by its marker. */
export const wrong: Readonly<Record<string, () => unknown>> = {
  // @ts-expect-error a record is not opened
  S1: () => record('record.upsert', { needs: [], back: { opened: 'shown' } }),
  // @ts-expect-error nobody is told by a record
  S2: () => tell('record.upsert', asPartner, { ...partner, back: {} }),
  // @ts-expect-error a record does not bounce
  S3: () => record('record.upsert', { needs: [], back: { bounced: 'shown' } }),
  // @ts-expect-error a profile is not clicked
  S4: () => record('profile.provision', { needs: [], back: { clicked: 'shown' } }),
  // @ts-expect-error a case is not signed
  S5: () => record('case.create', { needs: [], back: { signed: 'shown' } }),
  // @ts-expect-error a record does not reply
  S6: () => record('record.upsert', { needs: [], back: { replied: 'shown' } }),
  // @ts-expect-error figures are not deleted by a vendor
  S7: () => record('statistics.write', { needs: [], back: { deleted: 'shown' } }),
  // @ts-expect-error telling a colleague is not telling the partner
  N1: () => tell('message.sms', asOnCall, { ...partner, back: {} }),
  // @ts-expect-error a colleague has no such role
  N2: () => tell('message.email', { kind: 'colleague', role: 'bill to' }, { ...colleague, back: {} }),
  // @ts-expect-error a partner contact is no colleague
  N3: () => tell('message.email', asPartner, { ...colleague, back: {} }),
  // @ts-expect-error an email is not signed
  N4: () => tell('message.email', asPartner, { ...partner, back: { signed: 'shown' } }),
  // @ts-expect-error an SMS is not opened
  N5: () => tell('message.sms', asOnCall, { ...colleague, back: { opened: 'shown' } }),
  // @ts-expect-error onboarding is no role of a customer
  N6: () => tell('message.email', { kind: 'customer', role: 'onboarding' }, { ...customer, back: {} }),
  // @ts-expect-error a summary goes to no customer
  N7: () => tell('summary.send', asCustomer, { ...customer, back: {} }),
  // @ts-expect-error people are not closed
  N8: () => record('record.upsert', { needs: [], back: { closed: 'shown' } }),
  // @ts-expect-error a letter goes to no colleague
  X1: () => tell('letter.send', asOnCall, { ...colleague, back: {} }),
  // @ts-expect-error a letter is not clicked
  X2: () => tell('letter.send', asCustomer, { ...customer, back: { clicked: 'shown' } }),
  // @ts-expect-error a partner is no customer
  X3: () => tell('letter.send', asPartner, { ...customer, back: {} }),
  // @ts-expect-error a document for partners goes to no customer
  X4: () => tell('document.distribute', asCustomer, { ...customer, back: {} }),
  // @ts-expect-error a letter gives no such receipt to wait for
  X5: () => ({ on: 'receipt', of: 'letter.send', kind: 'printed' }) satisfies Trigger,
  // @ts-expect-error there is no such need
  X6: () => tell('letter.send', asCustomer, { countsAs: 'told a customer', needs: ['seal'], back: {} }),
  // @ts-expect-error a letter is not opened
  X7: () => tell('letter.send', asCustomer, { ...customer, back: { opened: 'shown' } }),
  // @ts-expect-error a comment is not delivered
  X8: () => record('case.comment', { needs: [], back: { delivered: 'shown' } }),
  // @ts-expect-error a journey is not for colleagues
  B1: () => tell('journey.start', asOnCall, { ...colleague, back: {} }),
  // @ts-expect-error a journey is not signed
  B2: () => tell('journey.start', asCustomer, { ...customer, back: { signed: 'shown' } }),
  // @ts-expect-error an email is not closed
  B3: () => tell('message.email', asOnCall, { ...colleague, back: { closed: 'shown' } }),
  // @ts-expect-error no such milestone is known
  B4: () => ({ on: 'business event', event: 'onboarding' }) satisfies Trigger,
  // @ts-expect-error an absence has an end
  B5: () => ({ on: 'absence', of: 'shipment announced', after: 'order received' }) satisfies Trigger,
  // @ts-expect-error an audience is told nothing
  B6: () => tell('audience.update', asCustomer, { ...customer, back: {} }),
  // @ts-expect-error a reply does not deliver anything
  B7: () => tell('journey.start', asCustomer, { ...customer, back: { replied: 'delivered' } }),
  // @ts-expect-error there is no such capability
  B8: () => ({ on: 'receipt', of: 'journey.send', kind: 'opened' }) satisfies Trigger,
  // @ts-expect-error content is not delivered
  A1: () => record('content.task', { needs: [], back: { delivered: 'shown' } }),
  // @ts-expect-error published content is not reopened
  A2: () => record('content.publish', { needs: [], back: { reopened: 'shown' } }),
  // @ts-expect-error content is not read by a person
  A3: () => record('content.publish', { needs: [], back: { read: 'shown' } }),
  // @ts-expect-error content is distributed, not recorded
  A4: () => record('document.distribute', { needs: [], back: {} }),
  // @ts-expect-error a partner has no such role
  A5: () => tell('document.distribute', { kind: 'partner contact', role: 'owner' }, { ...partner, back: {} }),
  // @ts-expect-error an issue has no such turn
  A6: () => ({ on: 'issue', turn: 'arrives' }) satisfies Trigger,
  // @ts-expect-error there is no such reference data
  A7: () => ({ on: 'reference data', of: 'content versions' }) satisfies Trigger,
  // @ts-expect-error a task is not opted out of
  A8: () => record('content.task', { needs: [], back: { 'opted out': 'shown' } }),
  // @ts-expect-error a chat tells no partner
  K1: () => tell('message.chat', asPartner, { ...partner, back: {} }),
  // @ts-expect-error an update is not replied to
  K2: () => tell('message.update', asOnCall, { ...colleague, back: { replied: 'shown' } }),
  // @ts-expect-error a command has a name
  K3: () => ({ on: 'command' }) satisfies Trigger,
  // @ts-expect-error a notification on this desk reaches no customer
  K4: () => tell('notification.show', asCustomer, { ...customer, back: {} }),
  // @ts-expect-error a summary is not signed
  K5: () => tell('summary.send', asOnCall, { ...colleague, back: { signed: 'shown' } }),
};
