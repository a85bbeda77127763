/** What an outside system may say about what became of a send, in the core's words. Connectors translate into these. */
export const receiptKinds = [
  'accepted',
  'handed over',
  'delivered',
  'read',
  'opened',
  'clicked',
  'acknowledged',
  'signed',
  'refused',
  'bounced',
  'opted out',
  'closed',
  'reopened',
  'replied',
  'deleted',
] as const;
export type ReceiptKind = (typeof receiptKinds)[number];
