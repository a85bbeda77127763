import { z } from 'zod';
import { textKey } from '#shared/lib/words.ts';
import { addressKey } from '../evidence/fingerprint.ts';
import type { ReadDb } from '../store/db.ts';
import { readSetting } from '../store/tables/records.ts';

const hours = z.number().min(0).max(10_000);

/** How long partners may take to acknowledge, in business hours. Stored as the setting `acknowledgementPolicy`. */
export const acknowledgementPolicySchema = z.object({
  /** By document type: `850`, `DESADV`. */
  byType: z.record(z.string(), hours),
  others: hours,
  /**
   * `partner` is an address or a name; `type` null = all types, `hours` null = never overdue. One for the type goes
   * before one for all types.
   */
  overrides: z.array(z.object({ partner: z.string(), type: z.string().nullable(), hours: hours.nullable() })),
});
export type AcknowledgementPolicy = z.infer<typeof acknowledgementPolicySchema>;

export const policySetting = 'acknowledgementPolicy';

/** Ship notices are worth little once the truck is there; everything else has a day. */
export const defaultPolicy: AcknowledgementPolicy = {
  byType: { '850': 24, '810': 24, '856': 4, ORDERS: 24, INVOIC: 24, DESADV: 4 },
  others: 24,
  overrides: [],
};

export function readPolicy(db: ReadDb): AcknowledgementPolicy {
  const parsed = acknowledgementPolicySchema.safeParse(readSetting(db, policySetting));
  return parsed.success ? parsed.data : defaultPolicy;
}

/** Business hours this partner, known under `names`, has for this type; null = as long as it likes. */
export function hoursAllowed(
  policy: AcknowledgementPolicy,
  partner: string | null,
  type: string | null,
  names: readonly string[] = [],
): number | null {
  const kind = type?.trim().toUpperCase() ?? null;
  const address = partner === null ? null : addressKey(partner);
  const known = new Set(names.map(textKey));
  const theirs = policy.overrides.filter(
    (entry) => addressKey(entry.partner) === address || known.has(textKey(entry.partner)),
  );
  const override =
    theirs.find((entry) => entry.type !== null && entry.type.trim().toUpperCase() === kind) ??
    theirs.find((entry) => entry.type === null);
  if (override !== undefined) return override.hours;
  return (kind === null ? undefined : policy.byType[kind]) ?? policy.others;
}
