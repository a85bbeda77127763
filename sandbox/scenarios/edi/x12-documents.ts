import type { BusinessDocument } from './business-document.ts';
import { hhmm, ymd } from './dates.ts';
import { type Deal, total } from '../trade/deal.ts';
import { money, withCheckDigit } from '../trade/goods.ts';
import { ascii } from '../trade/partners.ts';
import type { Segment } from './segment.ts';
import { splitAddress } from './x12-writer.ts';

/** GS01 by transaction set. */
export const groupCodes: Readonly<Record<string, string>> = {
  '214': 'QM',
  '810': 'IN',
  '820': 'RA',
  '824': 'AG',
  '846': 'IB',
  '850': 'PO',
  '855': 'PR',
  '856': 'SH',
  '860': 'PC',
  '864': 'TX',
  '940': 'OW',
  '945': 'SW',
  '997': 'FA',
  '999': 'FA',
};

type Made = Pick<BusinessDocument, 'number' | 'body' | 'keys'>;

/** The transaction set of the given type about this deal. */
export function x12Document(type: string, deal: Deal, control: string, version = '004010'): BusinessDocument {
  const make = makers[type];
  if (make === undefined) throw new Error(`No writer for transaction set ${type}.`);
  return { syntax: 'x12', type, version, control, ...make(deal) };
}

const party = (code: string, deal: Deal, who: 'us' | 'partner', full = false): Segment[] => {
  const { partner, company } = deal;
  if (who === 'us') {
    const us: Segment = ['N1', code, ascii(company.name).toUpperCase(), '1', '081940553'];
    return full ? [us, ['N3', '2200 RIVERSIDE AVENUE'], ['N4', 'MINNEAPOLIS', 'MN', '55454', 'US']] : [us];
  }
  const them: Segment = [
    'N1',
    code,
    ascii(partner.name).toUpperCase().slice(0, 60),
    '92',
    splitAddress(partner.x12 ?? ':0001')[1].slice(0, 9),
  ];
  if (!full) return [them];
  return [
    them,
    ['N3', ascii(partner.street).toUpperCase()],
    ['N4', ascii(partner.city).toUpperCase(), partner.region, partner.postalCode.replaceAll(' ', ''), partner.country],
  ];
};

const buyer = (deal: Deal) => deal.buyer;
const seller = (deal: Deal) => (deal.buyer === 'us' ? 'partner' : 'us');

const makers: Readonly<Record<string, (deal: Deal) => Made>> = {
  '850': (deal) => ({
    number: deal.order,
    keys: { 'purchase order number': deal.order },
    body: [
      ['BEG', '00', 'SA', deal.order, '', ymd(deal.at)],
      ['REF', 'DP', '0' + String(deal.random.int(11, 99))],
      ['ITD', '01', '3', '2', '', '10', '', '30'],
      ['DTM', '002', ymd(deal.at + 7 * 86_400_000)],
      ...party('BY', deal, buyer(deal)),
      ...party('ST', deal, buyer(deal), true),
      ...deal.lines.flatMap((line): Segment[] => [
        [
          'PO1',
          String(line.number),
          String(line.quantity),
          'EA',
          money(line.price),
          'PE',
          'UP',
          line.upc,
          'VN',
          line.sku,
        ],
        ['PID', 'F', '', '', '', line.description],
      ]),
      ['CTT', String(deal.lines.length)],
    ],
  }),
  '855': (deal) => ({
    number: deal.order,
    keys: { 'purchase order number': deal.order },
    body: [
      ['BAK', '00', 'AD', deal.order, ymd(deal.orderedAt), '', '', '', '', ymd(deal.at)],
      ['REF', 'CO', `SO${deal.order.slice(-6)}`],
      ...party('ST', deal, buyer(deal)),
      ...deal.lines.flatMap((line): Segment[] => [
        [
          'PO1',
          String(line.number),
          String(line.quantity),
          'EA',
          money(line.price),
          'PE',
          'UP',
          line.upc,
          'VN',
          line.sku,
        ],
        ['ACK', 'IA', String(line.quantity), 'EA', '068', ymd(deal.at + 5 * 86_400_000)],
      ]),
      ['CTT', String(deal.lines.length)],
    ],
  }),
  '856': (deal) => ({
    number: deal.shipment,
    keys: { 'shipment identification': deal.shipment, 'purchase order number': deal.order },
    body: [
      ['BSN', '00', deal.shipment, ymd(deal.at), hhmm(deal.at), '0001'],
      ['DTM', '011', ymd(deal.at)],
      ['HL', '1', '', 'S'],
      ['TD1', 'CTN25', String(deal.lines.length)],
      ['TD5', '', '2', 'SBRF', 'M'],
      ['REF', 'BM', `BOL${deal.shipment.slice(2)}`],
      ...party('SF', deal, seller(deal)),
      ...party('ST', deal, buyer(deal), true),
      ['HL', '2', '1', 'O'],
      ['PRF', deal.order],
      ...deal.lines.flatMap((line, at): Segment[] => [
        ['HL', String(3 + at * 2), '2', 'P'],
        ['MAN', 'GM', withCheckDigit(`0071900${deal.shipment.slice(2)}${String(line.number).padStart(4, '0')}`)],
        ['HL', String(4 + at * 2), String(3 + at * 2), 'I'],
        ['LIN', String(line.number), 'UP', line.upc, 'VN', line.sku],
        ['SN1', String(line.number), String(line.quantity), 'EA'],
      ]),
      ['CTT', String(2 + deal.lines.length * 2)],
    ],
  }),
  '810': (deal) => ({
    number: deal.invoice,
    keys: { 'invoice number': deal.invoice, 'purchase order number': deal.order, 'total amount': money(total(deal)) },
    body: [
      ['BIG', ymd(deal.at), deal.invoice, ymd(deal.orderedAt), deal.order],
      ['REF', 'BM', `BOL${deal.shipment.slice(2)}`],
      ...party('RI', deal, seller(deal)),
      ...party('ST', deal, buyer(deal), true),
      ['ITD', '01', '3', '2', '', '10', '', '30'],
      ['DTM', '011', ymd(deal.at - 86_400_000)],
      ...deal.lines.flatMap((line): Segment[] => [
        [
          'IT1',
          String(line.number),
          String(line.quantity),
          'EA',
          money(line.price),
          '',
          'UP',
          line.upc,
          'VN',
          line.sku,
        ],
        ['PID', 'F', '', '', '', line.description],
      ]),
      ['TDS', String(total(deal))],
      ['CTT', String(deal.lines.length)],
    ],
  }),
  '820': (deal) => ({
    number: deal.payment,
    keys: { 'reference number': deal.payment, 'invoice number': deal.invoice, 'total amount': money(total(deal)) },
    body: [
      [
        'BPR',
        'C',
        money(total(deal)),
        'C',
        'ACH',
        'CTX',
        '01',
        '091000019',
        'DA',
        '4415500178',
        '1508194055',
        '',
        '01',
        '042000314',
        'DA',
        '7716620042',
        ymd(deal.at),
      ],
      ['TRN', '1', deal.payment],
      ...party('PR', deal, buyer(deal)),
      ...party('PE', deal, seller(deal)),
      ['ENT', '1'],
      ['RMR', 'IV', deal.invoice, '', money(total(deal))],
      ['REF', 'PO', deal.order],
      ['DTM', '003', ymd(deal.orderedAt)],
    ],
  }),
  '846': (deal) => ({
    number: `IA${deal.order.slice(-6)}`,
    keys: { 'reference number': `IA${deal.order.slice(-6)}` },
    body: [
      ['BIA', '00', 'MB', `IA${deal.order.slice(-6)}`, ymd(deal.at)],
      ...party('WH', deal, deal.partner.role === 'warehouse' ? 'partner' : 'us'),
      ...deal.lines.flatMap((line): Segment[] => [
        ['LIN', String(line.number), 'UP', line.upc, 'VN', line.sku],
        ['QTY', '33', String(line.quantity * 10), 'EA'],
      ]),
      ['CTT', String(deal.lines.length)],
    ],
  }),
  '860': (deal) => ({
    number: deal.order,
    keys: { 'purchase order number': deal.order },
    body: [
      ['BCH', '04', 'SA', deal.order, '', '1', ymd(deal.orderedAt), '', '', '', '', ymd(deal.at)],
      ['REF', 'DP', '011'],
      ...party('ST', deal, buyer(deal)),
      ...deal.lines.map(
        (line): Segment => [
          'POC',
          String(line.number),
          'QI',
          String(line.quantity),
          '6',
          'EA',
          money(line.price),
          'PE',
          'UP',
          line.upc,
        ],
      ),
      ['CTT', String(deal.lines.length)],
    ],
  }),
  '940': (deal) => ({
    number: deal.warehouseOrder,
    keys: { 'reference number': deal.warehouseOrder, 'purchase order number': deal.order },
    body: [
      ['W05', 'N', deal.warehouseOrder, deal.order],
      ...party('DE', deal, 'us'),
      ...party('WH', deal, 'partner', true),
      ['G62', '10', ymd(deal.at + 86_400_000)],
      ['W66', 'PP', 'M'],
      ...deal.lines.flatMap((line): Segment[] => [
        ['LX', String(line.number)],
        ['W01', String(line.quantity), 'EA', line.upc, 'VN', line.sku],
        ['G69', line.description],
      ]),
      ['W76', String(deal.lines.reduce((sum, line) => sum + line.quantity, 0))],
    ],
  }),
  '945': (deal) => ({
    number: deal.warehouseOrder,
    keys: { 'reference number': deal.warehouseOrder, 'shipment identification': deal.shipment },
    body: [
      ['W06', 'N', deal.warehouseOrder, ymd(deal.at), deal.shipment, '', deal.order],
      ...party('WH', deal, 'partner'),
      ['G62', '11', ymd(deal.at)],
      ['W27', 'M', 'SBRF'],
      ...deal.lines.flatMap((line): Segment[] => [
        ['LX', String(line.number)],
        ['W12', 'CL', String(line.quantity), String(line.quantity), '0', 'EA', line.upc, 'VN', line.sku],
      ]),
      [
        'W03',
        String(deal.lines.reduce((sum, line) => sum + line.quantity, 0)),
        String(deal.random.int(400, 9000)),
        'LB',
      ],
    ],
  }),
  '214': (deal) => ({
    number: deal.carrierReference,
    keys: {
      pronum: deal.carrierReference,
      SCAC: deal.partner.scac ?? 'SBRF',
      'shipment identification': deal.shipment,
      'shipment status code': 'X6',
    },
    body: [
      ['B10', deal.carrierReference, deal.shipment, deal.partner.scac ?? 'SBRF'],
      ['L11', deal.order, 'PO'],
      ...party('SH', deal, 'us'),
      ['LX', '1'],
      ['AT7', 'X6', 'NS', '', '', ymd(deal.at), hhmm(deal.at), 'LT'],
      ['MS1', ascii(deal.partner.city).toUpperCase(), deal.partner.region, deal.partner.country],
    ],
  }),
};
