import type { Random } from '../../lib/random.ts';

import { withCheckDigit } from './goods.ts';
import type { Account, Company, Partner, PartnerRole } from '../scenario.ts';

type Sketch = {
  readonly name: string;
  readonly role: PartnerRole;
  /** X12 address, or null for an EDIFACT-only partner. */
  readonly x12: string | null;
  readonly edifact?: true;
  readonly place: readonly [city: string, region: string, postalCode: string, country: string];
  readonly scac?: string;
};

const sketches: readonly Sketch[] = [
  { name: 'Northgate Markets', role: 'retailer', x12: 'ZZ:NORTHGATEMKT', place: ['Columbus', 'OH', '43215', 'US'] },
  { name: 'Bellweather Stores', role: 'retailer', x12: '01:007941230', place: ['Charlotte', 'NC', '28202', 'US'] },
  { name: 'Fairmont & Pryce', role: 'retailer', x12: '08:925485US00', place: ['Philadelphia', 'PA', '19103', 'US'] },
  { name: 'Oakline Home & Garden', role: 'retailer', x12: 'ZZ:OAKLINE', place: ['Boise', 'ID', '83702', 'US'] },
  { name: 'Pennyfield Discount', role: 'retailer', x12: '12:5135550142', place: ['Cincinnati', 'OH', '45202', 'US'] },
  { name: 'Tidewater Outfitters', role: 'retailer', x12: 'ZZ:TIDEWATER', place: ['Norfolk', 'VA', '23510', 'US'] },
  {
    name: 'Supermercados Peñalta',
    role: 'retailer',
    x12: 'ZZ:PENALTA',
    edifact: true,
    place: ['Monterrey', 'NL', '64000', 'MX'],
  },
  { name: 'Süßwald Märkte GmbH', role: 'retailer', x12: null, edifact: true, place: ['Köln', '', '50667', 'DE'] },
  { name: 'Maison Rivière', role: 'retailer', x12: null, edifact: true, place: ['Lyon', '', '69002', 'FR'] },
  { name: 'Kjøpmannsgården AS', role: 'retailer', x12: null, edifact: true, place: ['Trondheim', '', '7011', 'NO'] },
  { name: 'Grand Bazar Liégeois', role: 'retailer', x12: null, edifact: true, place: ['Liège', '', '4000', 'BE'] },
  {
    name: 'Lindgrens Dagligvaror AB',
    role: 'retailer',
    x12: null,
    edifact: true,
    place: ['Malmö', '', '211 20', 'SE'],
  },
  { name: 'Alder Creek Packaging', role: 'supplier', x12: '01:118204466', place: ['Appleton', 'WI', '54911', 'US'] },
  {
    name: 'Brightwater Dairy Cooperative',
    role: 'supplier',
    x12: 'ZZ:BRIGHTWATER',
    place: ['Burlington', 'VT', '05401', 'US'],
  },
  {
    name: 'Cordillera Coffee Importers',
    role: 'supplier',
    x12: 'ZZ:CORDILLERA',
    place: ['Houston', 'TX', '77002', 'US'],
  },
  { name: 'Dunmore Glassworks', role: 'supplier', x12: '14:1182044660001', place: ['Toledo', 'OH', '43604', 'US'] },
  { name: 'Hexham Spice Company', role: 'supplier', x12: 'ZZ:HEXHAMSPICE', place: ['Baltimore', 'MD', '21202', 'US'] },
  { name: 'Ironbridge Cans', role: 'supplier', x12: '12:4125550178', place: ['Pittsburgh', 'PA', '15222', 'US'] },
  { name: 'Jasper Valley Orchards', role: 'supplier', x12: 'ZZ:JASPERVALLEY', place: ['Yakima', 'WA', '98901', 'US'] },
  { name: 'Ebury Paper Mills', role: 'supplier', x12: null, edifact: true, place: ['Maidstone', '', 'ME14 1XX', 'GB'] },
  { name: 'Færøysund Seafood P/F', role: 'supplier', x12: null, edifact: true, place: ['Tórshavn', '', '100', 'FO'] },
  { name: 'Granja Montalbán S.A.', role: 'supplier', x12: null, edifact: true, place: ['Teruel', '', '44001', 'ES'] },
  {
    name: 'Młyny Kowalczyk Sp. z o.o.',
    role: 'supplier',
    x12: null,
    edifact: true,
    place: ['Łódź', '', '90-001', 'PL'],
  },
  {
    name: 'Lakeshore Foodservice',
    role: 'distributor',
    x12: 'ZZ:LAKESHOREFS',
    place: ['Milwaukee', 'WI', '53202', 'US'],
  },
  {
    name: 'Meridian Wholesale Group',
    role: 'distributor',
    x12: '01:042118837',
    place: ['Nashville', 'TN', '37203', 'US'],
  },
  { name: 'Oxbow Distribution', role: 'distributor', x12: 'ZZ:OXBOWDIST', place: ['Omaha', 'NE', '68102', 'US'] },
  {
    name: 'Prairie Hub Supply',
    role: 'distributor',
    x12: '16:0421188370001',
    place: ['Winnipeg', 'MB', 'R3C 1A1', 'CA'],
  },
  {
    name: 'Ridgeway Cash & Carry',
    role: 'distributor',
    x12: 'ZZ:RIDGEWAYCC',
    place: ['Leeds', '', 'LS1 4AP', 'GB'],
    edifact: true,
  },
  { name: 'Nordstrand Engros', role: 'distributor', x12: null, edifact: true, place: ['Aarhus', '', '8000', 'DK'] },
  {
    name: 'Quintal Distribuição Lda',
    role: 'distributor',
    x12: null,
    edifact: true,
    place: ['Braga', '', '4700-001', 'PT'],
  },
  {
    name: 'Sable River Freight',
    role: 'carrier',
    x12: '02:SBRF',
    scac: 'SBRF',
    place: ['Joliet', 'IL', '60432', 'US'],
  },
  { name: 'Upland Intermodal', role: 'carrier', x12: '02:UPLI', scac: 'UPLI', place: ['Memphis', 'TN', '38103', 'US'] },
  {
    name: 'Vantage Parcel Lines',
    role: 'carrier',
    x12: 'ZZ:VANTAGEPL',
    scac: 'VTPL',
    place: ['Louisville', 'KY', '40202', 'US'],
  },
  { name: 'Westering Express', role: 'carrier', x12: '02:WSTX', scac: 'WSTX', place: ['Reno', 'NV', '89501', 'US'] },
  {
    name: 'Câmara Transportes',
    role: 'carrier',
    x12: 'ZZ:CAMARATRANS',
    scac: 'CMRT',
    place: ['Santos', 'SP', '11010', 'BR'],
  },
  { name: 'Yarrow Cold Storage', role: 'warehouse', x12: 'ZZ:YARROWCOLD', place: ['Fresno', 'CA', '93721', 'US'] },
  { name: 'Zephyr Fulfilment', role: 'warehouse', x12: 'ZZ:ZEPHYRFULFIL', place: ['Reading', 'PA', '19601', 'US'] },
  {
    name: 'Copperfield Logistics Park',
    role: 'warehouse',
    x12: '01:099120034',
    place: ['Kansas City', 'MO', '64105', 'US'],
  },
  { name: 'Entrepôt du Canal', role: 'warehouse', x12: 'ZZ:ENTREPOTCANAL', place: ['Montréal', 'QC', 'H2Y 1C6', 'CA'] },
  {
    name: 'Harbour Nine Warehousing',
    role: 'warehouse',
    x12: '12:2065550191',
    place: ['Seattle', 'WA', '98101', 'US'],
  },
];

const people = [
  'Priya Raman',
  'Tom Okafor',
  'Ingrid Solberg',
  'Marco Bellini',
  'Chloé Martin',
  'Dana Whitfield',
  'José Ibarra',
  'Hannah Vogel',
  'Kofi Mensah',
  'Lena Kowalska',
  'Rui Tavares',
  'Beth Sandoval',
  'Aaron Pike',
  'Yuki Tanaka',
];
const streets = ['Commerce Drive', 'Mill Road', 'Harbour Street', 'Industrial Parkway', 'Station Lane', 'Canal Street'];

/** Few enough that a person notices: partners that nobody has entered in Salesforce. */
const withoutAccount = new Set([
  'Tidewater Outfitters',
  'Entrepôt du Canal',
  'Młyny Kowalczyk Sp. z o.o.',
  'Upland Intermodal',
]);

export function buildCompany(): Company {
  const x12 = 'ZZ:HARROWVALE';
  const edifact = `14:${withCheckDigit('541234500001')}`;
  return {
    id: 'GC00817305HV',
    name: 'Harrow & Vale Foods',
    addresses: [x12, '01:081940553', edifact],
    x12,
    edifact,
  };
}

export function buildPartners(random: Random): Partner[] {
  return sketches.map((sketch, at) => {
    const [city, region, postalCode, country] = sketch.place;
    const contact = random.pick(people);
    const domain = ascii(sketch.name)
      .toLowerCase()
      .replaceAll(/[^a-z0-9]+/g, '-')
      .replaceAll(/^-|-$/g, '');
    return {
      companyId: `GC${String(20_310_000 + at * 7919 + random.int(1, 900)).slice(0, 8)}${random.text(2, 'ABCDEFGHJKLMNPQRSTUVWXYZ')}`,
      name: sketch.name,
      role: sketch.role,
      x12: sketch.x12,
      edifact: sketch.edifact ? `14:${withCheckDigit(String(540_010_200_000 + at * 1009))}` : null,
      scac: sketch.scac ?? null,
      street: `${random.int(1, 980)} ${random.pick(streets)}`,
      city,
      region,
      postalCode,
      country,
      contact: {
        name: contact,
        email: `edi@${domain}.example`,
        phone: `+1 555 01${String(random.int(10, 99))}`,
      },
      accountName: withoutAccount.has(sketch.name) ? null : sketch.name,
    };
  });
}

/** Salesforce's view: some partners missing, and one entered twice with the same EDI address. */
export function buildAccounts(partners: readonly Partner[]): Account[] {
  return partners.flatMap((partner) => {
    if (partner.accountName === null) return [];
    const identifiers = [partner.x12, partner.edifact, partner.companyId].filter((id) => id !== null);
    const account = { name: partner.accountName, identifiers };
    return partner.name === 'Bellweather Stores'
      ? [account, { name: 'Bellweather Stores (East)', identifiers: identifiers.slice(0, 1) }]
      : [account];
  });
}

/** Letters without marks, for partners' systems that take ASCII only. */
export function ascii(text: string): string {
  const plain: Readonly<Record<string, string>> = { ø: 'o', Ø: 'O', æ: 'ae', Æ: 'AE', ß: 'ss', ł: 'l', Ł: 'L' };
  return text
    .normalize('NFD')
    .replaceAll(/\p{M}/gu, '')
    .replaceAll(/[øØæÆßłŁ]/g, (letter) => plain[letter] ?? letter);
}
