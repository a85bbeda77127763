import { z } from 'zod';

/** Which connection does what, where several could. A capability that is bound to none goes to the only connection that can do it. */
const bindings = z.array(z.strictObject({ capability: z.string().max(60), connection: z.string().max(60) })).max(200);

const typeRules = z.array(z.strictObject({ documentType: z.string().max(100), hours: z.number() })).max(500);

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
  .max(5_000);

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
  days: z.array(z.number()).max(31),
  /** EDI addresses, `ZZ:ACME`. */
  addresses: z.array(z.string().max(200)).max(5_000),
  /** `2026-12-25`, in order. */
  dates: z.array(z.string().max(100)).max(2_000),
  bindings,
  typeRules,
  partnerRules,
} as const;
export type SettingKind = keyof typeof settingKinds;

/** What a kind of setting holds. */
export type Held = { [Kind in SettingKind]: z.infer<(typeof settingKinds)[Kind]> };

/** Bounds of a number: both included, or `above` not. */
export type NumberBounds = {
  /** As it stands after the number: `s`, `business hours`. */
  readonly unit: string;
  readonly most: number;
} & ({ readonly least: number } | { readonly above: number });

/** What only a kind has to say. A kind that is not here says nothing more. */
type Said = {
  readonly number: NumberBounds & {
    /** The setting that shows it in its own words on screen; without it, it stands on its own. */
    readonly within?: string;
  };
  readonly choice: { readonly choices: readonly { readonly value: string; readonly label: string }[] };
  readonly time: {
    /** The setting whose time it has to come after. */
    readonly after?: string;
  };
  /** Rules with a key of their own each, `bindings.case.create`: what stands in the key's place when keys are listed. */
  readonly bindings: { readonly rule: string };
  readonly typeRules: NumberBounds & { readonly rule: string; readonly others: string };
  readonly partnerRules: NumberBounds & { readonly rule: string; readonly others: string };
};

export type SettingOf<Kind extends SettingKind> = {
  readonly kind: Kind;
  /** As people call it, wherever it is named. */
  readonly name: string;
  /** Its control on screen, where the name is not what fits there. */
  readonly label?: string;
  /** What it is for, where it stands alone on screen. */
  readonly about?: string;
  /** Under which heading it stands there alone; left out: with the service levels. */
  readonly chapter?: 'company';
  /** Below its control on screen. */
  readonly help?: string;
  /** What holds where nobody has set it. */
  readonly default: Held[Kind];
  /** What would fit, as in "expected 0 to 60 seconds, got 61". */
  readonly expected: string;
  /** For the manual. */
  readonly takes: string;
  /** As it is typed on the command line; not what is there by default. */
  readonly example: string;
} & (Kind extends keyof Said ? Said[Kind] : unknown);

/** A setting of whatever kind. */
export type Setting = { [Kind in SettingKind]: SettingOf<Kind> }[SettingKind];

/** What makes the compiler hold an entry to its kind. */
export function setting<Kind extends SettingKind>(one: SettingOf<Kind>): SettingOf<Kind> {
  return one;
}
