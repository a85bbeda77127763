import { z } from 'zod';

const headers = z.record(z.string(), z.string()).optional();

/**
 * A way for one call to go wrong. `before` means that nothing took effect, `after` that it did and only the answer is
 * lost or spoilt; truncated, malformed, wrong-schema and slow answers come after the effect.
 */
const faultSchema = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('status'),
    status: z.int().min(200).max(599),
    headers,
    /** Text goes out as it is, anything else as JSON. */
    body: z.json().optional(),
    when: z.enum(['before', 'after']).default('before'),
  }),
  z.strictObject({ type: z.literal('html'), status: z.int().min(200).max(599).default(503), headers }),
  z.strictObject({ type: z.literal('hang-before') }),
  z.strictObject({ type: z.literal('hang-after') }),
  z.strictObject({ type: z.literal('reset-before') }),
  z.strictObject({ type: z.literal('reset-after') }),
  z.strictObject({ type: z.literal('truncate') }),
  z.strictObject({ type: z.literal('malformed') }),
  z.strictObject({ type: z.literal('wrong-schema') }),
  z.strictObject({ type: z.literal('slow'), ms: z.int().min(0).max(600_000) }),
  /** A fault only the vendor knows; the route plays it. */
  z.strictObject({
    type: z.literal('vendor'),
    name: z.string().min(1),
    options: z.record(z.string(), z.json()).optional(),
  }),
]);

export const faultRequestSchema = z.strictObject({
  /** An exact call (`salesforce.collections.upsert`), a family (`salesforce.*`) or `*`. */
  call: z.string().min(1),
  fault: faultSchema,
  /** How often; null until cleared. */
  times: z.int().min(1).nullable().default(1),
  /** How many matching calls go through first. */
  after: z.int().min(0).default(0),
});

export type Fault = z.output<typeof faultSchema>;
export type VendorFault = Extract<Fault, { type: 'vendor' }>;
export type FaultRequest = z.input<typeof faultRequestSchema>;

/** The name of a fault in the ledger: its type, and for a vendor's own fault that name. */
export function faultName(fault: Fault): string {
  return fault.type === 'vendor' ? fault.name : fault.type;
}
