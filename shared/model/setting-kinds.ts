import { z } from 'zod';

/** Which connection does what, where several could. A capability that is bound to none goes to the only connection that can do it. */
const bindings = z
  .array(z.strictObject({ capability: z.string().max(60), connection: z.string().max(60) }))
  .max(200)
  .readonly();

const typeRules = z
  .array(z.strictObject({ documentType: z.string().max(100), hours: z.number() }))
  .max(500)
  .readonly();

const partnerRules = z
  .array(
    z.strictObject({
      /** An EDI address (`ZZ:ACME`) or a name as the directory or the feed spells it. */
      partner: z.string().max(200),
      /** Null = all types that have no rule of their own for this partner. */
      documentType: z.string().max(100).nullable(),
      /** Null = never overdue: this partner does not acknowledge. */
      hours: z.number().nullable(),
    }),
  )
  .max(5_000)
  .readonly();

/**
 * What a setting of each kind holds, in the contract and in the store. The core checks it further (`settings/check-values.ts`),
 * the command line has words for it, the screen a control: none of them compiles without every kind.
 */
export const settingKinds = {
  number: z.number(),
  toggle: z.boolean(),
  /** One of the setting's choices. */
  choice: z.string().max(100),
  /** An IANA name: `Europe/Berlin`. */
  zone: z.string().max(100),
  /** Local time, `08:00`; `24:00` = the end of the day. */
  time: z.string().max(20),
  /** 1 = Monday to 7 = Sunday. */
  days: z.array(z.number()).max(31).readonly(),
  /** EDI addresses, `ZZ:ACME`. */
  addresses: z.array(z.string().max(200)).max(5_000).readonly(),
  /** `2026-12-25`, in order. */
  dates: z.array(z.string().max(100)).max(2_000).readonly(),
  bindings,
  typeRules,
  partnerRules,
} as const;
export type SettingKind = keyof typeof settingKinds;

/** What a kind of setting holds. */
export type Held = { [Kind in SettingKind]: z.infer<(typeof settingKinds)[Kind]> };
