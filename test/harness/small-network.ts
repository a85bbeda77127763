import type { Partner, Scenario } from '#sandbox/scenarios/scenario.ts';
import type { InjectedTransaction } from '#sandbox/trading-grid/trading-grid.ts';

const harbourStores: Partner = {
  companyId: 'GC00711112HS',
  name: 'Harbour Stores',
  role: 'retailer',
  x12: '01:123456789',
  edifact: null,
  scac: null,
  street: '12 Quay Road',
  city: 'Portland',
  region: 'ME',
  postalCode: '04101',
  country: 'US',
  contact: { name: 'Ines Duarte', email: 'edi@harbourstores.example', phone: '+1 207 555 0142' },
  accountName: 'Harbour Stores Inc.',
};

/** Our own company and one partner, who has an account in Salesforce. Nothing happens in it by itself. */
export function smallNetwork(startAt: number): Scenario {
  return {
    name: 'small network',
    seed: 1,
    startAt,
    company: {
      id: 'GC00817305GB',
      name: 'Grid Brands',
      addresses: ['ZZ:GRIDBRANDS'],
      x12: 'ZZ:GRIDBRANDS',
      edifact: '14:5412345000013',
    },
    partners: [harbourStores],
    accounts: [{ name: 'Harbour Stores Inc.', identifiers: ['01:123456789', harbourStores.companyId] }],
    transactions: [],
    files: [],
  };
}

/** An outbound invoice as Lens shows it, without a status. */
export function invoice(number: string): InjectedTransaction {
  return {
    transactionid: `TG-${number}`,
    correlationid: `P-${number}`,
    transactionlevel: 'Document',
    editype: '810',
    senderaddress: 'ZZ:GRIDBRANDS',
    receiveraddress: '01:123456789',
    sendername: 'Grid Brands',
    receivername: 'Harbour Stores',
    senderreference: '000000101',
    contentkeys: { 'invoice number': number },
  };
}

/** The same for an outbound ship notice. */
export function shipNotice(number: string): InjectedTransaction {
  return {
    ...invoice(number),
    editype: '856',
    contentkeys: { 'shipment identification': number },
  };
}

type Named = Pick<InjectedTransaction, 'transactionid'>;

/** A word for each document, without digits: numbers tell no cause from another. */
export const ownWord = ({ transactionid }: Named): string =>
  transactionid.replaceAll(/\d/g, (digit) => 'abcdefghij'.charAt(Number(digit))).replaceAll(/\W/g, '');

/** Why a document fails that has a cause of its own. */
export const ownTrouble = (document: Named): string =>
  `The partner’s AS2 server refused the connection for mailbox ${ownWord(document)}`;
