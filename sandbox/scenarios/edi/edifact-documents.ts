import type { BusinessDocument } from './business-document.ts';
import { ymd } from './dates.ts';
import { type Deal, total } from '../trade/deal.ts';
import { money } from '../trade/goods.ts';
import type { Segment } from './segment.ts';
import { splitAddress } from './x12-writer.ts';

type Made = Pick<BusinessDocument, 'number' | 'body' | 'keys'>;

/** The EDIFACT message (D.96A, EANCOM) of the given type about this deal. */
export function edifactDocument(type: string, deal: Deal, control: string): BusinessDocument {
  const make = makers[type];
  if (make === undefined) throw new Error(`No writer for message ${type}.`);
  return { syntax: 'edifact', type, version: versions[type] ?? 'D:96A:UN', control, ...make(deal) };
}

const versions: Readonly<Record<string, string>> = {
  ORDERS: 'D:96A:UN:EAN008',
  ORDRSP: 'D:96A:UN:EAN005',
  DESADV: 'D:96A:UN:EAN005',
  INVOIC: 'D:96A:UN:EAN008',
  RECADV: 'D:96A:UN:EAN003',
};

const date = (qualifier: string, at: number): Segment => ['DTM', [qualifier, ymd(at), '102']];

const party = (code: string, deal: Deal, who: 'us' | 'partner'): Segment => {
  const { company, partner } = deal;
  const id = splitAddress(who === 'us' ? company.edifact : (partner.edifact ?? '14:0'))[1];
  return who === 'us'
    ? ['NAD', code, [id, '', '9'], '', company.name, '2200 Riverside Avenue', 'Minneapolis', 'MN', '55454', 'US']
    : [
        'NAD',
        code,
        [id, '', '9'],
        '',
        partner.name,
        partner.street,
        partner.city,
        '',
        partner.postalCode,
        partner.country,
      ];
};

const parties = (deal: Deal): Segment[] => [
  party('BY', deal, deal.buyer),
  party('SU', deal, deal.buyer === 'us' ? 'partner' : 'us'),
];

const item = (deal: Deal, each: (line: Deal['lines'][number]) => Segment[], action = ''): Segment[] =>
  deal.lines.flatMap((line): Segment[] => [
    ['LIN', String(line.number), action, [`0${line.upc}`, 'EN']],
    ['PIA', '1', [line.sku, 'SA']],
    ...each(line),
  ]);

const makers: Readonly<Record<string, (deal: Deal) => Made>> = {
  ORDERS: (deal) => ({
    number: deal.order,
    keys: { 'purchase order number': deal.order },
    body: [
      ['BGM', '220', deal.order, '9'],
      date('137', deal.at),
      date('2', deal.at + 7 * 86_400_000),
      ...parties(deal),
      ['CUX', ['2', 'EUR', '9']],
      ...item(deal, (line) => [
        ['IMD', 'F', '', ['', '', '', line.description]],
        ['QTY', ['21', String(line.quantity), 'PCE']],
        ['PRI', ['AAA', money(line.price)]],
      ]),
      ['UNS', 'S'],
      ['CNT', ['2', String(deal.lines.length)]],
    ],
  }),
  ORDRSP: (deal) => ({
    number: `OR${deal.order.slice(-6)}`,
    keys: { 'purchase order number': deal.order },
    body: [
      ['BGM', '231', `OR${deal.order.slice(-6)}`, '29'],
      date('137', deal.at),
      ['RFF', ['ON', deal.order]],
      ...parties(deal),
      ...item(deal, (line) => [['QTY', ['113', String(line.quantity), 'PCE']]], '5'),
      ['UNS', 'S'],
      ['CNT', ['2', String(deal.lines.length)]],
    ],
  }),
  DESADV: (deal) => ({
    number: deal.shipment,
    keys: { 'shipment identification': deal.shipment, 'purchase order number': deal.order },
    body: [
      ['BGM', '351', deal.shipment, '9'],
      date('137', deal.at),
      date('11', deal.at),
      ['RFF', ['ON', deal.order]],
      ...parties(deal),
      ['CPS', '1'],
      ['PAC', String(deal.lines.length), '', 'CT'],
      ...item(deal, (line) => [['QTY', ['12', String(line.quantity), 'PCE']]]),
      ['CNT', ['2', String(deal.lines.length)]],
    ],
  }),
  INVOIC: (deal) => ({
    number: deal.invoice,
    keys: { 'invoice number': deal.invoice, 'purchase order number': deal.order, 'total amount': money(total(deal)) },
    body: [
      ['BGM', '380', deal.invoice, '9'],
      date('137', deal.at),
      ['RFF', ['ON', deal.order]],
      ...parties(deal),
      ['CUX', ['2', 'EUR', '4']],
      ['PAT', '1', '', ['5', '3', 'D', '30']],
      ...item(deal, (line) => [
        ['QTY', ['47', String(line.quantity), 'PCE']],
        ['MOA', ['203', money(line.quantity * line.price)]],
        ['PRI', ['AAA', money(line.price)]],
      ]),
      ['UNS', 'S'],
      ['CNT', ['2', String(deal.lines.length)]],
      ['MOA', ['86', money(total(deal))]],
      ['TAX', '7', 'VAT', '', '', ['', '', '', '0'], 'Z'],
    ],
  }),
  RECADV: (deal) => ({
    number: `RA${deal.shipment.slice(2)}`,
    keys: { 'reference number': `RA${deal.shipment.slice(2)}`, 'shipment identification': deal.shipment },
    body: [
      ['BGM', '632', `RA${deal.shipment.slice(2)}`, '9'],
      date('137', deal.at),
      date('50', deal.at),
      ['RFF', ['ON', deal.order]],
      ['RFF', ['AAK', deal.shipment]],
      ...parties(deal),
      ['CPS', '1'],
      ...item(deal, (line) => [['QTY', ['48', String(line.quantity), 'PCE']]]),
      ['CNT', ['2', String(deal.lines.length)]],
    ],
  }),
};
