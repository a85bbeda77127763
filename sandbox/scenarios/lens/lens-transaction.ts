/** The fields of a Lens entry, as the official queries ask for them. All are `string | null` on the wire. */
export const lensFields = [
  'arrivaltime',
  'arrivaltimefacetdaily',
  'category',
  'clientsource',
  'clientstatus',
  'correlationid',
  'deliveryackstatus',
  'deliveryacktimestamp',
  'deliverycompletedtimestamp',
  'deliveryfilename',
  'deliveryreceipt',
  'deliverystatus',
  'editype',
  'envelopetype',
  'errorcode',
  'errortype',
  'externalerrormessage',
  'fastatus',
  'fastatusdate',
  'firstbytetimestamp',
  'inagent',
  'inboundpipelineid',
  'informat',
  'insize',
  'invoicetotalamount',
  'itinerarycompletedtimestamp',
  'labels',
  'lastbytetimestamp',
  'outagent',
  'outboundpipelineid',
  'outformat',
  'outsize',
  'parenttransactionid',
  'platform',
  'pototalamount',
  'processingcell',
  'processingcomputezone',
  'processingregion',
  'processingsubstatus',
  'processingtime',
  'processorid',
  'purgedate',
  'readyforpickuptimestamp',
  'receiveackstatus',
  'receivefilename',
  'receiveraddress',
  'receiverip',
  'receivermailbox',
  'receivername',
  'senderaddress',
  'senderfilename',
  'senderip',
  'sendermailbox',
  'sendername',
  'senderreference',
  'sendertransactionid',
  'servicetype',
  'solutionid',
  'standardversion',
  'status',
  'statusdate',
  'transactionid',
  'transactionlevel',
  'type',
] as const;

/** Searchable as `meta.errorcount` and `meta.ackcode`, but no answer carries them. */
export const hiddenFields = ['errorcount', 'ackcode'] as const;

export type LensField = (typeof lensFields)[number] | (typeof hiddenFields)[number];
export type LensValues = { readonly [field in LensField]?: string | null };

/** One change of a Lens entry. The first one of a timeline is its arrival and carries everything known by then. */
export type LensChange = { readonly at: number; readonly values: LensValues };

export type LensTransaction = {
  readonly transactionid: string;
  /** Business keys by name (`purchase order number`). */
  readonly contentKeys: Readonly<Record<string, string>>;
  /** In order of time, never empty. */
  readonly timeline: readonly [LensChange, ...LensChange[]];
};
