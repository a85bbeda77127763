import type { NewEvent } from '#shared/model/event/event.ts';
import type { Acknowledgement, Control, EdiDocument } from '#shared/model/edi/edi.ts';
import { type LensTransaction, toExchange } from '#core/connectors/trading-grid/transactions/transaction.ts';

/** A Monday, 09:00 UTC. */
export const monday = Date.UTC(2026, 10, 23, 9);

/** An entry of Lens, translated as its connector does it. */
export function transaction(over: Partial<LensTransaction> = {}, sourceId?: string): NewEvent {
  const entry: LensTransaction = {
    transactionId: 'T1',
    correlationId: 'C1',
    level: 'document',
    documentType: '810',
    documentNumber: '4711',
    senderAddress: 'ZZ:ACME',
    receiverAddress: 'ZZ:NORTHWIND',
    senderName: 'Acme',
    receiverName: 'Northwind',
    status: 'Failed',
    statusAt: monday,
    acknowledgementStatus: null,
    acknowledgementAt: null,
    deliveryStatus: null,
    errorCode: null,
    message: null,
    arrivedAt: monday,
    senderReference: null,
    keys: [],
    url: null,
    extra: {},
    ...over,
  };
  return {
    source: 'trading-grid',
    sourceId: sourceId ?? `${entry.transactionId}@${JSON.stringify(entry)}`,
    kind: 'exchange.reported',
    occurredAt: entry.statusAt,
    payload: { realm: 'trading-grid', ...toExchange(entry) },
  };
}

export const control: Control = { interchange: '000000905', group: '905', set: '0001' };

export function document(over: Partial<EdiDocument> = {}, file = 'f1', at = monday): NewEvent {
  const value: EdiDocument = {
    type: '810',
    version: '004010',
    number: '4711',
    edition: null,
    cancels: false,
    sender: 'ZZ:ACME',
    receiver: 'ZZ:NORTHWIND',
    groupSender: null,
    groupReceiver: null,
    functionalGroup: null,
    control,
    test: false,
    preparedAt: null,
    span: { start: 0, end: 10 },
    segmentCount: 3,
    references: [],
    ...over,
  };
  return {
    source: 'file',
    sourceId: `${file}:document:0`,
    kind: 'document.received',
    occurredAt: at,
    payload: { fileId: file.padEnd(64, '-'), fileName: `${file}.edi`, index: 0, document: value },
  };
}

export function acknowledgement(over: Partial<Acknowledgement> = {}, file = 'a1', at = monday): NewEvent {
  const value: Acknowledgement = {
    type: '997',
    sender: 'ZZ:NORTHWIND',
    receiver: 'ZZ:ACME',
    control: { interchange: '000000001', group: '1', set: '0001' },
    test: false,
    preparedAt: null,
    span: { start: 0, end: 10 },
    answers: {
      type: '810',
      number: null,
      control: { interchange: null, group: '905', set: '0001' },
      functionalGroup: null,
      preparedAt: null,
      sender: 'ZZ:ACME',
      receiver: 'ZZ:NORTHWIND',
      messageId: null,
    },
    status: 'rejected',
    statusCode: 'AK501 R',
    errors: [],
    text: null,
    coveredBySets: false,
    named: [],
    ...over,
  };
  return {
    source: 'file',
    sourceId: `${file}:acknowledgement:0`,
    kind: 'acknowledgement.received',
    occurredAt: at,
    payload: { fileId: file.padEnd(64, '-'), fileName: `${file}.edi`, index: 0, acknowledgement: value },
  };
}
