import { z } from 'zod';
import { complaintWords } from '#shared/lib/misfit.ts';

/** Ours on the left, the Lens field that feeds it on the right (Lens API cheat sheet, June 2025). */
const defaultFields = {
  transactionId: 'transactionid',
  correlationId: 'correlationid',
  level: 'transactionlevel',
  documentType: 'editype',
  senderAddress: 'senderaddress',
  receiverAddress: 'receiveraddress',
  senderName: 'sendername',
  receiverName: 'receivername',
  status: 'status',
  statusAt: 'statusdate',
  acknowledgementStatus: 'fastatus',
  acknowledgementAt: 'fastatusdate',
  deliveryStatus: 'deliverystatus',
  errorCode: 'errorcode',
  message: 'externalerrormessage',
  arrivedAt: 'arrivaltime',
  senderReference: 'senderreference',
} as const;

export type MappedField = keyof typeof defaultFields;
const mappedFields = Object.keys(defaultFields) as MappedField[];

/** Kept as sent beside the mapped ones. All of them are asked for in OpenText's own sample queries. */
const alsoKept = [
  'type',
  'sendertransactionid',
  'parenttransactionid',
  'errortype',
  'clientstatus',
  'clientsource',
  'processingsubstatus',
  'deliveryackstatus',
  'deliveryacktimestamp',
  'deliverycompletedtimestamp',
  'readyforpickuptimestamp',
  'receiveackstatus',
  'deliveryreceipt',
  'receivefilename',
  'deliveryfilename',
  'senderfilename',
  'sendermailbox',
  'receivermailbox',
  'inagent',
  'outagent',
  'informat',
  'outformat',
  'insize',
  'outsize',
  'envelopetype',
  'standardversion',
  'category',
  'platform',
  'solutionid',
] as const;

/** The business keys that OpenText's own sample query asks for. */
export const contentKeys = [
  'purchase order number',
  'invoice number',
  'shipment identification',
  'idoc number',
  'idoc status',
  'reference number',
  'pronum',
  'SCAC',
  'shipment status code',
  'status time',
  'dfi id number',
  'account number',
  'reference id',
  'original message',
  'total transaction count',
  'total ach amount',
  'total wire amount',
  'total amount',
  'sender reference',
] as const;

export type FieldMap = {
  readonly fields: Readonly<Record<MappedField, string | null>>;
  /** Every Lens field to ask for. */
  readonly asked: readonly string[];
};

const lensName = z.string().regex(/^[A-Za-z_]\w*$/, { error: 'a Lens field name has letters, digits and _ only' });
const override = z.strictObject({
  ...(Object.fromEntries(mappedFields.map((field) => [field, lensName.nullable().optional()])) as Record<
    MappedField,
    z.ZodOptional<z.ZodNullable<typeof lensName>>
  >),
  also: z.array(lensName).optional(),
});

/** The `fieldMap` setting: JSON text over the defaults; empty for the defaults alone. */
export const fieldMapSetting = z.string().transform((text, context): FieldMap => {
  if (text.trim() === '') return fieldMap({});
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    context.addIssue({ code: 'custom', message: 'it is not JSON' });
    return z.NEVER;
  }
  const parsed = override.safeParse(value);
  if (parsed.success && parsed.data.transactionId !== null) return fieldMap(parsed.data);
  context.addIssue({
    code: 'custom',
    message: parsed.success ? 'transactionId is needed' : complaintWords(parsed.error, value),
  });
  return z.NEVER;
});

function fieldMap(overrides: z.output<typeof override>): FieldMap {
  const fields: Record<MappedField, string | null> = { ...defaultFields };
  for (const field of mappedFields) {
    const given = overrides[field];
    if (given !== undefined) fields[field] = given;
  }
  const asked = [...Object.values(fields), ...(overrides.also ?? alsoKept)].filter((name) => name !== null);
  return { fields, asked: [...new Set(asked)] };
}
