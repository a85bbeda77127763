import type { InjectedTransaction } from '#sandbox/trading-grid/trading-grid.ts';
import { invoice, ownTrouble, shipNotice } from '#test/harness/small-network.ts';
import {
  functionalAcknowledgement,
  harbourStores,
  invoice as invoiceSet,
  usBrands,
  x12,
} from '#test/harness/x12-fixtures.ts';

/** Text that would run in a page that trusted it. */
export const hostile = '<img src=x onerror="window.hacked=1"><b>Evil</b> & Sons';

const failed = (document: InjectedTransaction, message: string): InjectedTransaction => ({
  ...document,
  status: 'Failed',
  errorcode: '4711',
  externalerrormessage: message,
});

/** The beginning of why each of them failed. */
export const refused = 'The partner’s AS2 server refused the connection';

const withOwnTrouble = (document: InjectedTransaction) => failed(document, ownTrouble(document));

export const lateInvoice = failed(invoice('INV-77'), 'The map for this partner was not found');

/** The most urgent ones. The first is escalated alone, the others at once. */
export const shipNoticeCount = 21;

/** What Lens shows when the console is first connected: five invoices, the ship notices, and one hostile entry. */
export const failedDocuments: readonly InjectedTransaction[] = [
  ...Array.from({ length: 5 }, (_, at) => withOwnTrouble(invoice(`INV-${10 + at}`))),
  ...Array.from({ length: shipNoticeCount }, (_, at) => withOwnTrouble(shipNotice(`SHP-${10 + at}`))),
  { ...failed(invoice('INV-666'), `Refused: ${hostile}`), receiveraddress: '01:666666666', receivername: hostile },
];

/** An invoice of ours with a total that does not add up, and the partner's 997 that refuses it for that. */
export const invoiceFile: string = x12({
  control: '000000301',
  groups: [{ code: 'IN', control: '301', sets: [invoiceSet('INV-900')] }],
});

export const refusalFile: string = x12({
  sender: harbourStores,
  receiver: usBrands,
  control: '000000801',
  groups: [
    {
      code: 'FA',
      control: '801',
      sets: [
        functionalAcknowledgement({
          group: ['IN', '301'],
          set: ['810', '0001'],
          errors: [
            ['AK3', 'TDS', '7', '', '8'],
            ['AK4', '1', '610', '6', '23880'],
          ],
          status: ['R', '5'],
        }),
      ],
    },
  ],
});
