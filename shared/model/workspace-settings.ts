import { z } from 'zod';

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

/** Which connection does what, where several could. A capability that is bound to none goes to the only connection that can do it. */
export const bindingsSchema = z
  .array(z.strictObject({ capability: z.string().max(60), connection: z.string().max(60) }))
  .max(200);
export type Bindings = z.infer<typeof bindingsSchema>;

/** What people set for a workspace. A connection's own are its connection settings. */
export const settingsSchema = z.strictObject({
  /** Our own EDI addresses, `ZZ:ACME`: they tell what we sent from what we received. Empty = nobody has said. */
  ownAddresses: z.array(z.string().max(200)).max(5_000),
  /** How long an action can be taken back before it leaves, 0 to 60 seconds; 0 = it leaves at once. */
  undoSeconds: z.number(),
  /** The connection that does a capability, where a person has said which: at most one for each. */
  bindings: bindingsSchema,
  calendar: workingHoursSchema,
  acknowledgement: acknowledgementRulesSchema,
});
export type Settings = z.infer<typeof settingsSchema>;

/** What is left out keeps its value; a list that is given takes the place of the whole list. */
export const settingsChangeSchema = z.strictObject({
  ownAddresses: settingsSchema.shape.ownAddresses.optional(),
  undoSeconds: settingsSchema.shape.undoSeconds.optional(),
  bindings: settingsSchema.shape.bindings.optional(),
  calendar: workingHoursSchema.partial().optional(),
  acknowledgement: acknowledgementRulesSchema.partial().optional(),
});
export type SettingsChange = z.infer<typeof settingsChangeSchema>;

/** Settings that are a list of rules, each with a key of its own: `acknowledgement.byType.856`, `bindings.case.create`. */
type RuleKey = 'bindings' | 'acknowledgement.byType' | 'acknowledgement.byPartner';

type KeysOf<T> = {
  [K in keyof T & string]: T[K] extends string | number | readonly unknown[] ? K : `${K}.${keyof T[K] & string}`;
}[keyof T & string];

/** As the command line, errors and the form name a setting: `calendar.zone`. */
export type SettingKey = Exclude<KeysOf<Settings>, RuleKey>;

/** What a kind of setting holds. */
type Held = { readonly text: string; readonly number: number; readonly list: string[]; readonly days: number[] };

type SettingOf<Kind extends keyof Held> = {
  readonly kind: Kind;
  /** As the screen calls it. */
  readonly name: string;
  /** For the manual. */
  readonly takes: string;
  /** As it is typed on the command line. */
  readonly example: string;
  readonly get: (all: Settings) => Held[Kind];
  readonly put: (change: SettingsChange, value: Held[Kind]) => SettingsChange;
};
export type Setting = { [Kind in keyof Held]: SettingOf<Kind> }[keyof Held];

const calendar = (change: SettingsChange, part: Partial<WorkingHours>): SettingsChange => ({
  ...change,
  calendar: { ...change.calendar, ...part },
});

/** Every setting that is one value, said once: screen, command line and manual go by it. */
export const settings: Readonly<Record<SettingKey, Setting>> = {
  ownAddresses: {
    kind: 'list',
    name: 'Your EDI addresses',
    takes: 'your own EDI addresses, all of them: `ZZ:ACME,01:147678796`',
    example: '01:147678796,ZZ:ACME',
    get: (all) => all.ownAddresses,
    put: (change, ownAddresses) => ({ ...change, ownAddresses }),
  },
  undoSeconds: {
    kind: 'number',
    name: 'Time to undo',
    takes: '0 to 60; 0 = an action leaves at once',
    example: '7',
    get: (all) => all.undoSeconds,
    put: (change, undoSeconds) => ({ ...change, undoSeconds }),
  },
  'calendar.zone': {
    kind: 'text',
    name: 'Time zone',
    takes: 'an IANA time zone: `Europe/Berlin`',
    example: 'Europe/Berlin',
    get: (all) => all.calendar.zone,
    put: (change, zone) => calendar(change, { zone }),
  },
  'calendar.days': {
    kind: 'days',
    name: 'Working days',
    takes: '`mon,tue,wed,thu,fri`, or 1 (Monday) to 7',
    example: 'mon,sat',
    get: (all) => all.calendar.days,
    put: (change, days) => calendar(change, { days }),
  },
  'calendar.start': {
    kind: 'text',
    name: 'Working hours, from',
    takes: 'a local time: `08:00`',
    example: '07:30',
    get: (all) => all.calendar.start,
    put: (change, start) => calendar(change, { start }),
  },
  'calendar.end': {
    kind: 'text',
    name: 'Working hours, to',
    takes: 'a local time: `18:00`; `24:00` = the end of the day',
    example: '24:00',
    get: (all) => all.calendar.end,
    put: (change, end) => calendar(change, { end }),
  },
  'calendar.holidays': {
    kind: 'list',
    name: 'Holidays',
    takes: 'dates, all of them: `2026-12-25,2026-12-26`; empty = none',
    example: '2026-12-25,2026-12-26',
    get: (all) => all.calendar.holidays,
    put: (change, holidays) => calendar(change, { holidays }),
  },
  'acknowledgement.default': {
    kind: 'number',
    name: 'Time to acknowledge every other document',
    takes: 'business hours for every type without a rule, more than 0 and at most 1,000',
    example: '12',
    get: (all) => all.acknowledgement.default,
    put: (change, hours) => ({ ...change, acknowledgement: { ...change.acknowledgement, default: hours } }),
  },
};
export const settingKeys = Object.keys(settings) as readonly SettingKey[];

export function isSettingKey(key: string): key is SettingKey {
  return Object.hasOwn(settings, key);
}
