import { oc } from '@orpc/contract';
import { z } from 'zod';
import type { PreferenceOffer } from '#shared/model/connection.ts';
import { badInput } from './errors.ts';

/** When people work: due times and acknowledgements count in these hours. */
export const workingHoursSchema = z.strictObject({
  /** IANA name: `Europe/Berlin`. */
  zone: z.string().max(100),
  /** 1 = Monday to 7 = Sunday. */
  days: z.array(z.number()).max(31),
  /** Local time, `08:00`. */
  start: z.string().max(20),
  /** Local time after `start`, not included; `24:00` = the end of the day. */
  end: z.string().max(20),
  /** `2026-12-25`, in order. */
  holidays: z.array(z.string().max(100)).max(2_000),
});
export type WorkingHours = z.infer<typeof workingHoursSchema>;

/** How long partners may take to acknowledge, in business hours. A partner's rule goes before a type's. */
export const acknowledgementRulesSchema = z.strictObject({
  default: z.number(),
  byType: z.array(z.strictObject({ documentType: z.string().max(100), hours: z.number() })).max(500),
  byPartner: z
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
    .max(5_000),
});
export type AcknowledgementRules = z.infer<typeof acknowledgementRulesSchema>;

export const preferencesSchema = z.strictObject({
  /** Our own EDI addresses, `ZZ:ACME`: they tell what we sent from what we received. Empty = nobody has said. */
  ownAddresses: z.array(z.string().max(200)).max(5_000),
  /** How long an action can be taken back before it leaves, 0 to 60 seconds; 0 = it leaves at once. */
  undoSeconds: z.number(),
  calendar: workingHoursSchema,
  acknowledgement: acknowledgementRulesSchema,
});
export type Preferences = z.infer<typeof preferencesSchema>;

/** What is left out keeps its value; a list that is given takes the place of the whole list. */
export const preferencesChangeSchema = z.strictObject({
  ownAddresses: preferencesSchema.shape.ownAddresses.optional(),
  undoSeconds: z.number().optional(),
  calendar: workingHoursSchema.partial().optional(),
  acknowledgement: acknowledgementRulesSchema.partial().optional(),
});
export type PreferencesChange = z.infer<typeof preferencesChangeSchema>;

/** The parts of `preferences` that `change` changes: what a caller hands on as `was`, so that it overwrites nobody. */
export function readFor(change: PreferencesChange, preferences: Preferences): PreferencesChange {
  const { ownAddresses, undoSeconds, calendar, acknowledgement } = preferences;
  return {
    ...(change.ownAddresses === undefined ? {} : { ownAddresses }),
    ...(change.undoSeconds === undefined ? {} : { undoSeconds }),
    ...(change.calendar === undefined ? {} : { calendar: sameKeys(change.calendar, calendar) }),
    ...(change.acknowledgement === undefined
      ? {}
      : { acknowledgement: sameKeys(change.acknowledgement, acknowledgement) }),
  };
}

/** The change that takes what a connection has found outside for these preferences. */
export function changeFor(offers: readonly PreferenceOffer[], now: Preferences): PreferencesChange {
  const change: PreferencesChange = {};
  for (const { preference, values } of offers)
    change[preference] = [...(change[preference] ?? now[preference]), ...values];
  return change;
}

function sameKeys<T extends object>(change: Partial<T>, from: T): Partial<T> {
  const given = Object.entries(from).filter(([key]) => key in change && change[key as keyof T] !== undefined);
  return Object.fromEntries(given) as Partial<T>;
}

/** What BAD_INPUT calls the rule of a type, which is also its key on the command line. */
export function typeRuleField(documentType: string): string {
  return `acknowledgement.byType.${documentType.trim()}`;
}

export function partnerRuleField(partner: string, documentType: string | null): string {
  return `acknowledgement.byPartner.${partner.trim()}.${documentType?.trim() ?? '*'}`;
}

const changedMeanwhile = {
  CONFLICT: {
    message: 'Somebody else has changed this meanwhile',
    data: z.object({ now: preferencesSchema, next: z.string() }),
  },
} as const;

/** Set by people for the data folder at hand. Not in the journal and not shared with other desks. */
export const preferencesContract = {
  get: oc.output(preferencesSchema),

  /**
   * Answers when everything that hangs on it is worked out anew: due times of unresolved issues, and what is overdue.
   * BAD_INPUT names the field as `calendar.zone`, `acknowledgement.byType.856`; nothing is stored then.
   */
  set: oc
    .errors({ ...badInput, ...changedMeanwhile })
    .input(
      preferencesChangeSchema.extend({
        /**
         * What the parts to be changed were when they were read. Where one of them is no longer so, nothing is stored and
         * CONFLICT tells what it is now. Left out: whatever is there is overwritten.
         */
        was: preferencesChangeSchema.optional(),
      }),
    )
    .output(preferencesSchema),
};
