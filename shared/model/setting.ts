import type { Held, SettingKind } from './setting-kinds.ts';

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
