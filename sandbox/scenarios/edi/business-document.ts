import type { Segment } from './segment.ts';

/** A transaction set or message before it is put in an envelope. */
export type BusinessDocument = {
  readonly syntax: 'x12' | 'edifact';
  /** `810`, `INVOIC` */
  readonly type: string;
  /** `004010`, `D:96A:UN:EAN008` */
  readonly version: string;
  /** The number people use. */
  readonly number: string;
  /** ST02 or UNH 0062. */
  readonly control: string;
  /** Everything between ST and SE, or UNH and UNT. */
  readonly body: readonly Segment[];
  /** Lens content keys. */
  readonly keys: Readonly<Record<string, string>>;
};

/** Segment position counted as acknowledgements count it: ST or UNH is 1. */
export const positionOf = (bodyIndex: number): number => bodyIndex + 2;

/** What is wrong with a document, as an acknowledgement points at it. */
export type Flaw = {
  readonly segment: string;
  readonly position: number;
  /** AK304; `8` where an element is at fault. */
  readonly segmentCode: string;
  /** Element number as X12 counts it: the first after the tag is 1. */
  readonly element?: number;
  readonly component?: number;
  readonly dataElement?: string;
  /** AK403. */
  readonly elementCode?: string;
  readonly value?: string;
  /** The matching EDIFACT syntax error (0085). */
  readonly edifactCode: string;
  readonly text: string;
};

/** What the document is called in Lens' `type`. */
export const documentNames: Readonly<Record<string, string>> = {
  '214': 'Transportation Carrier Shipment Status Message',
  '810': 'Invoice',
  '820': 'Payment Order/Remittance Advice',
  '824': 'Application Advice',
  '846': 'Inventory Inquiry/Advice',
  '850': 'Purchase Order',
  '855': 'Purchase Order Acknowledgment',
  '856': 'Ship Notice/Manifest',
  '860': 'Purchase Order Change Request - Buyer Initiated',
  '864': 'Text Message',
  '940': 'Warehouse Shipping Order',
  '945': 'Warehouse Shipping Advice',
  '997': 'Functional Acknowledgment',
  '999': 'Implementation Acknowledgment',
  APERAK: 'Application error and acknowledgement message',
  CONTRL: 'Syntax and service report message',
  DESADV: 'Despatch advice message',
  INVOIC: 'Invoice message',
  ORDERS: 'Purchase order message',
  ORDRSP: 'Purchase order response message',
  RECADV: 'Receiving advice message',
};
