/** What a document type is called in plain words, and the group it travels in. One table for X12 and EDIFACT. */
export type DocumentTypeInfo = {
  /** X12 transaction set id or EDIFACT message type: `810`, `INVOIC`. */
  readonly type: string;
  readonly syntax: 'x12' | 'edifact';
  /** Plain name in sentence case, fit for the start of a sentence: `Invoice`. */
  readonly name: string;
  /** X12 functional group code (GS01) the set travels under; null for EDIFACT, where the group names the message type itself. */
  readonly group: string | null;
  /** Whether it is an acknowledgement rather than a business document. */
  readonly acknowledgement: boolean;
};

type Row = readonly [type: string, name: string, group: string, acknowledgement?: 'acknowledgement'];

const x12: readonly Row[] = [
  ['180', 'Return authorisation', 'AN'],
  ['204', 'Load tender', 'SM'],
  ['210', 'Freight invoice', 'IM'],
  ['214', 'Shipment status', 'QM'],
  ['270', 'Eligibility enquiry', 'HS'],
  ['271', 'Eligibility response', 'HB'],
  ['276', 'Claim status enquiry', 'HR'],
  ['277', 'Claim response', 'HN'],
  ['278', 'Authorisation of services', 'HI'],
  ['753', 'Routing request', 'RF'],
  ['754', 'Routing instructions', 'RG'],
  ['810', 'Invoice', 'IN'],
  ['812', 'Credit or debit adjustment', 'CD'],
  ['816', 'Organisation relationships', 'OR'],
  ['820', 'Remittance advice', 'RA'],
  ['824', 'Application advice', 'AG', 'acknowledgement'],
  ['830', 'Forecast', 'PS'],
  ['832', 'Price catalogue', 'SC'],
  ['834', 'Enrolment', 'BE'],
  ['835', 'Claim payment', 'HP'],
  ['837', 'Claim file', 'HC'],
  ['840', 'Request for quotation', 'RQ'],
  ['843', 'Quotation', 'RR'],
  ['844', 'Product transfer adjustment', 'CF'],
  ['846', 'Inventory report', 'IB'],
  ['849', 'Product transfer response', 'CF'],
  ['850', 'Purchase order', 'PO'],
  ['852', 'Product activity', 'PD'],
  ['855', 'Order acknowledgement', 'PR'],
  ['856', 'Ship notice', 'SH'],
  ['857', 'Ship notice with invoice', 'BS'],
  ['860', 'Order change', 'PC'],
  ['861', 'Receiving advice', 'RC'],
  ['862', 'Shipping schedule', 'SS'],
  ['864', 'Text message', 'TX', 'acknowledgement'],
  ['865', 'Order change acknowledgement', 'CA'],
  ['867', 'Resale report', 'PT'],
  ['869', 'Order status enquiry', 'RS'],
  ['870', 'Order status report', 'RS'],
  ['875', 'Grocery order', 'OG'],
  ['880', 'Grocery invoice', 'GP'],
  ['940', 'Warehouse order', 'OW'],
  ['943', 'Warehouse transfer notice', 'AR'],
  ['944', 'Warehouse transfer receipt', 'RE'],
  ['945', 'Warehouse shipping advice', 'SW'],
  ['947', 'Warehouse adjustment', 'AW'],
  ['990', 'Load tender response', 'GF'],
  ['997', 'Functional acknowledgement', 'FA', 'acknowledgement'],
  ['999', 'Implementation acknowledgement', 'FA', 'acknowledgement'],
  ['TA1', 'Interchange acknowledgement', '', 'acknowledgement'],
];

const edifact: readonly Row[] = [
  ['APERAK', 'Application acknowledgement', '', 'acknowledgement'],
  ['CONTRL', 'Syntax acknowledgement', '', 'acknowledgement'],
  ['DELFOR', 'Delivery forecast', ''],
  ['DELJIT', 'Delivery call-off', ''],
  ['DESADV', 'Ship notice', ''],
  ['IFTMIN', 'Transport instruction', ''],
  ['IFTSTA', 'Transport status', ''],
  ['INVOIC', 'Invoice', ''],
  ['INVRPT', 'Inventory report', ''],
  ['ORDCHG', 'Order change', ''],
  ['ORDERS', 'Purchase order', ''],
  ['ORDRSP', 'Order response', ''],
  ['PARTIN', 'Partner information', ''],
  ['PRICAT', 'Price catalogue', ''],
  ['RECADV', 'Receiving advice', ''],
  ['REMADV', 'Remittance advice', ''],
  ['REQOTE', 'Request for quotation', ''],
  ['QUOTES', 'Quotation', ''],
  ['SLSRPT', 'Sales report', ''],
];

function info(syntax: 'x12' | 'edifact', [type, name, group, acknowledgement]: Row): DocumentTypeInfo {
  return { type, syntax, name, group: group === '' ? null : group, acknowledgement: acknowledgement !== undefined };
}

export const documentTypes: readonly DocumentTypeInfo[] = [
  ...x12.map((row) => info('x12', row)),
  ...edifact.map((row) => info('edifact', row)),
];

const byType = new Map(documentTypes.map((entry) => [entry.type, entry]));

/** The entry for a type as written in a file; undefined for a type we have no plain name for. */
export function documentType(type: string): DocumentTypeInfo | undefined {
  return byType.get(type.trim().toUpperCase());
}

/** Plain name for the start of a sentence: `Invoice`; `831 document` for a type without one; `Document` for none. */
export function documentTypeName(type: string | null): string {
  if (type === null || type.trim() === '') return 'Document';
  return documentType(type)?.name ?? `${type.trim()} document`;
}

/** The X12 sets that travel under a functional group code (GS01/AK101). `FA`, `CF` and `RS` carry more than one. */
export function setsOfGroup(group: string): readonly string[] {
  return documentTypes.filter((entry) => entry.group === group).map((entry) => entry.type);
}
