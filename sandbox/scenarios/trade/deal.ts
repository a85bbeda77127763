import type { Random } from '../../lib/random.ts';

import { type Line, lines } from './goods.ts';
import type { Company, Partner } from '../scenario.ts';

/** `out`: from us to the partner. */
export type Direction = 'out' | 'in';

/** One purchase, from order to payment: what the documents about it have in common. */
export type Deal = {
  readonly company: Company;
  readonly partner: Partner;
  /** Who buys from whom; carriers and warehouses serve our sale to a customer. */
  readonly buyer: 'us' | 'partner';
  readonly order: string;
  readonly invoice: string;
  readonly shipment: string;
  readonly payment: string;
  readonly warehouseOrder: string;
  readonly carrierReference: string;
  readonly orderedAt: number;
  /** When the document at hand is made. */
  readonly at: number;
  readonly lines: readonly Line[];
  readonly random: Random;
};

export function makeDeal(company: Company, partner: Partner, at: number, random: Random, leastLines = 1): Deal {
  return {
    company,
    partner,
    buyer: partner.role === 'supplier' ? 'us' : 'partner',
    order:
      partner.role === 'supplier'
        ? `45${random.int(10_000_000, 99_999_999)}`
        : random.text(1, 'PRT') + random.int(100_000, 999_999),
    invoice: `INV${random.int(2_000_000, 2_999_999)}`,
    shipment: `SH${random.int(400_000, 499_999)}`,
    payment: `REM${random.int(70_000, 79_999)}`,
    warehouseOrder: `WO${random.int(300_000, 399_999)}`,
    carrierReference: `PRO${random.int(8_000_000, 8_999_999)}`,
    orderedAt: at - random.int(1, 6) * 86_400_000,
    at,
    lines: lines(random, leastLines),
    random,
  };
}

/** The total of the lines in cents. */
export const total = (deal: Deal): number => deal.lines.reduce((sum, line) => sum + line.quantity * line.price, 0);
