/**
 * What went well and has facts, or what somebody outside asked for: neither is trouble, and each may start something. Feeds
 * name these; the vendor's own name for it stays beside it.
 */
export const businessEvents = {
  'order received': 'A purchase order came or went',
  'order changed': 'A purchase order was changed',
  'order answered': 'The supplier answered a purchase order: an acknowledgement or response',
  'shipment announced': 'A ship notice came or went',
  'delivery confirmed': 'Goods were delivered, and that was confirmed',
  'invoice exchanged': 'An invoice came or went',
  'invoice due': 'An invoice is due soon, or is past its due date',
  'payment confirmed': 'An invoice was paid',
  'profile approved': 'A partner was approved',
  'onboarding advanced': 'A partner reached a milestone of its onboarding',
  'agreement changed': 'An agreement or a right to exchange documents was changed',
  'dispute opened': 'A partner reported a dispute, a shipment exception, or a discrepancy',
  'dispute moved on': 'A dispute, a case or a request has a new status',
  'file uploaded': 'A partner uploaded a document',
  'question asked': 'A partner asked something',
  'settlement approved': 'A settlement, rebate or chargeback was approved',
  'policy issued': 'A policy, a notice or an amendment is to be distributed',
  'letter ready for review': 'A letter is waiting to be released',
  'disruption reported': 'The supply chain is disrupted, and customers are affected',
  'content approved': 'Content was approved for use',
  'content outcome': 'The outcome of content is known',
} as const;
export type BusinessEvent = keyof typeof businessEvents;

/** The names alone, for parsing. */
export const businessEventNames = Object.keys(businessEvents) as BusinessEvent[];
