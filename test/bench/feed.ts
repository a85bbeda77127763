import type { NewEvent } from '#shared/model/event/event.ts';
import { type LensTransaction, toExchange } from '#core/connectors/trading-grid/transactions/transaction.ts';

/** Small, seeded, good enough to mix things up. */
export function random(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

const start = Date.UTC(2026, 10, 20);
const types = ['810', '850', '856', '855', '940', '945', '846', '214', 'INVOIC', 'DESADV'];
const statuses = ['Delivery failed', 'F', 'V', 'H', 'U', 'S', 'S', 'C'];
const messages = [
  'Connection refused by the remote host',
  'Mandatory segment N1 is missing',
  'The certificate of the receiver has expired',
  'Element value is not in the code list',
  null,
  null,
];

/** Entries as a feed gives them: one in five about a process of the last minutes, one in three without a problem. */
export function feedEvents(from: number, count: number, seed = 1): NewEvent[] {
  const next = random(seed + from);
  const pick = <T>(items: readonly T[]): T | undefined => items[Math.floor(next() * items.length)];
  return Array.from({ length: count }, (_, index) => {
    const n = from + index;
    const process = next() < 0.2 && n > 0 ? Math.max(0, n - 1 - Math.floor(next() * 500)) : n;
    const partner = Math.floor(next() ** 2 * 400);
    const at = start + n * 250;
    const entry: LensTransaction = {
      transactionId: `TG16-PROD-${n.toString(16).padStart(12, '0')}`,
      correlationId: `C-${process.toString(16).padStart(12, '0')}`,
      level: 'document',
      documentType: pick(types) ?? '810',
      documentNumber: `${4_000_000 + process}`,
      senderAddress: 'ZZ:ACME',
      receiverAddress: `01:${100_000_000 + partner}`,
      senderName: 'Acme Trading',
      receiverName: `Partner ${partner} Foods`,
      status: pick(statuses) ?? 'F',
      statusAt: at,
      acknowledgementStatus: next() < 0.1 ? 'R' : null,
      acknowledgementAt: null,
      deliveryStatus: null,
      errorCode: null,
      message: pick(messages) ?? null,
      arrivedAt: at,
      senderReference: `${900_000_000 + n}`,
      keys: [{ key: 'purchase order number', value: `PO-${process}` }],
      url: `https://tradinggrid.opentext.com/lens/app/transactions/TG16-PROD-${n}/details`,
      extra: { insize: '1204', outsize: '1588', inagent: 'OSSFTP', outagent: 'AS2', platform: 'TG16-PROD' },
    };
    return {
      source: 'trading-grid',
      sourceId: `${entry.transactionId}|${entry.status}|${at}`,
      kind: 'exchange.reported' as const,
      occurredAt: at,
      payload: { realm: 'trading-grid', ...toExchange(entry) },
    };
  });
}
