/**
 * Plain names of elements by segment, first element first, separated by semicolons. `10 product ids` stands for ten pairs
 * of a product id qualifier and a product id. Only segments partners reject most; the rest are named by number.
 */
const names: Readonly<Record<string, string>> = {
  ACK: 'line status; quantity; unit of measure; date qualifier; date; request reference; 10 product ids',
  AMT: 'amount qualifier; amount; credit or debit flag',
  B10: 'carrier reference number; shipment number; carrier code (SCAC)',
  B2: 'tariff service code; carrier code (SCAC); location code; shipment number; weight unit; payment method',
  B3: 'invoice kind; invoice number; shipment number; payment method; weight unit; invoice date; net amount due; correction indicator; delivery date; date qualifier; carrier code (SCAC)',
  BAK: "purpose; response to the order; purchase order number; order date; release number; request reference; contract number; supplier's order number; acknowledgement date",
  BCA: 'purpose; response to the change; purchase order number; release number; change number; change date',
  BCH: 'purpose; order type; purchase order number; release number; change number; order date; request reference; contract number; reference number; acknowledgement date; change date',
  BEG: 'purpose; order type; purchase order number; release number; order date; contract number; acknowledgement wanted; invoice type',
  BFR: 'purpose; reference number; release number; forecast type; quantity qualifier; start date; end date; forecast date',
  BGN: 'purpose; document number; date; time; time zone; original document number',
  BHT: 'structure; purpose; document number; date; time; transaction type',
  BIA: 'purpose; report type; report number; date; time',
  BIG: 'invoice date; invoice number; order date; purchase order number; release number; change number; invoice type; purpose',
  BPR: "handling code; payment amount; credit or debit flag; payment method; payment format; payer's bank qualifier; payer's bank number; payer's account qualifier; payer's account number; payer id; payer extra code; payee's bank qualifier; payee's bank number; payee's account qualifier; payee's account number; payment date",
  BRA: 'receiving advice number; date; purpose; receiving type; time',
  BSN: 'purpose; shipment number; ship notice date; ship notice time; hierarchy; transaction type',
  BSS: 'purpose; reference number; date; schedule type; start date; end date',
  CAD: 'transport mode; equipment initial; equipment number; carrier code (SCAC); routing; status; reference qualifier; reference number',
  CTP: 'class of trade; price type; unit price; quantity; unit of measure',
  CTT: 'number of lines; hash total; weight; weight unit; volume; volume unit',
  CUR: 'party using the currency; currency code; exchange rate; second party; second currency code',
  DTM: 'date qualifier; date; time; time zone; period format; period',
  FOB: 'who pays the freight; location qualifier; location; terms qualifier; delivery terms; location qualifier; location; risk of loss; description',
  FST: 'quantity; forecast kind; timing; date; end date',
  G62: 'date qualifier; date; time qualifier; time; time zone',
  G69: 'line description',
  GE: 'number of transaction sets; group control number',
  GS: "functional id; application sender's code; application receiver's code; group date; group time; group control number; responsible agency; version",
  HL: 'level number; parent level number; level kind; has lower levels',
  IEA: 'number of groups; interchange control number',
  ISA: "authorisation qualifier; authorisation; security qualifier; security information; sender's id qualifier; sender's id; receiver's id qualifier; receiver's id; interchange date; interchange time; repetition separator; envelope version; interchange control number; acknowledgement requested; test indicator; component separator",
  ISS: 'units shipped; unit of measure; weight; weight unit; volume; volume unit',
  IT1: 'line number; quantity invoiced; unit of measure; unit price; price basis; 10 product ids',
  ITD: 'terms type; terms basis; discount percent; discount due date; discount days; net due date; net days; discount amount; deferred due date; deferred amount; percent of invoice payable; description; day of month; payment method',
  LIN: 'line number; 15 product ids',
  LX: 'assigned number',
  MAN: 'marks qualifier; mark or carton number; second mark; second marks qualifier; mark or carton number; last mark',
  MEA: 'measurement kind; measurement qualifier; measured value; unit of measure; lowest value; highest value',
  MSG: 'text; printer control',
  N1: 'party role; party name; identification code qualifier; party id; relationship; party role',
  N2: 'further name; further name',
  N3: 'address line 1; address line 2',
  N4: 'city; state or province; postal code; country; location qualifier; location',
  N9: 'reference qualifier; reference number; description; date; time',
  NM1: 'party role; party kind; last or company name; first name; middle name; title; suffix; identification code qualifier; party id',
  NTE: 'note kind; note text',
  OTI: "decision; reference qualifier; reference number; application sender's code; application receiver's code; date; time; group control number; set control number; transaction set id; version",
  PAL: 'pallet type; pallet tiers; blocks per tier; units; weight; weight unit; length; width; height; size unit',
  PER: 'contact role; contact name; number qualifier; phone or email; number qualifier; phone or email',
  PID: 'description type; characteristic; agency; description code; description',
  PKG: 'description type; packaging characteristic; agency; packaging code; description',
  PO1: 'line number; quantity ordered; unit of measure; unit price; price basis; 10 product ids',
  PO4: 'inner packs; pack size; unit of measure; packaging code; weight qualifier; gross weight per pack; weight unit; gross volume per pack; volume unit; length; width; height; size unit',
  POC: 'line number; change kind; quantity ordered; quantity left to receive; unit of measure; unit price; price basis; 10 product ids',
  PRF: 'purchase order number; release number; change number; order date; line number; contract number',
  QTY: 'quantity qualifier; quantity; unit of measure',
  RCD: 'line number; quantity received; unit of measure; quantity returned; unit of measure',
  REF: 'reference qualifier; reference number; description',
  RMR: 'reference qualifier; invoice number; payment action; amount paid; invoice amount; discount taken',
  SAC: 'allowance or charge; allowance or charge code; agency; agency code; amount; percent basis; percent; rate; unit of measure; quantity; second quantity; handling method; reference number; option number; description',
  SCH: 'quantity; unit of measure; party role; party name; date qualifier; date; time; date qualifier; date',
  SDQ: 'unit of measure; identification code qualifier; store; quantity; store; quantity; store; quantity',
  SE: 'number of segments; set control number',
  SHP: 'quantity qualifier; quantity; date qualifier; date',
  SLN: 'sub-line number; sub-line number; relationship; quantity; unit of measure; unit price; price basis; relationship; 10 product ids',
  SN1: 'line number; quantity shipped; unit of measure; quantity shipped to date; quantity ordered; unit of measure; returnable container; line status',
  ST: 'transaction set id; set control number; implementation reference',
  TD1: 'packaging code; number of cartons; commodity qualifier; commodity code; description; weight qualifier; weight; weight unit; volume; volume unit',
  TD3: 'equipment kind; equipment initial; equipment number; weight qualifier; weight; weight unit; ownership; seal status; seal number',
  TD5: 'routing sequence; identification code qualifier; carrier code (SCAC); transport mode; routing; shipment status; location qualifier; location',
  TDS: 'total invoice amount; amount subject to discount; discounted amount; discount amount',
  TRN: 'trace type; trace number; company id; further reference',
  TXI: 'tax type; tax amount; tax percent; jurisdiction qualifier; jurisdiction; exempt code; relationship; taxable amount; tax id',
  W01: 'quantity ordered; unit of measure; product barcode number (UPC); product id qualifier; product id; product id qualifier; product id',
  W05: 'order status; order number; purchase order number; link sequence; master reference',
  W06: "reporting code; order number; shipping date; shipment number; agent's shipment number; purchase order number",
  W12: 'shipment status; quantity ordered; quantity shipped; quantity difference; unit of measure; product barcode number (UPC); product id qualifier; product id; warehouse lot; weight; weight qualifier; weight unit',
  W66: 'who pays the freight; transport mode; pallet exchange; unit load; routing; location; location; routing date; reference qualifier; carrier code (SCAC)',
};

const bySegment: ReadonlyMap<string, readonly string[]> = new Map(
  Object.entries(names).map(([segment, list]) => [segment, list.split('; ').flatMap(spread)]),
);

/** Plain name of an element, or null where we have none. */
export function elementName(segment: string, element: number): string | null {
  return bySegment.get(segment)?.[element - 1] ?? null;
}

function spread(name: string): readonly string[] {
  const pairs = /^(\d+) product ids$/.exec(name);
  if (pairs === null) return [name];
  return Array.from({ length: Number(pairs[1]) }, () => ['product id qualifier', 'product id']).flat();
}
