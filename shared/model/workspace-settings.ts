import type { Held, SettingKind } from './setting-kinds.ts';
import { setting, type Setting } from './setting.ts';

const hoursToAcknowledge = {
  unit: 'business hours',
  above: 0,
  most: 1_000,
  expected: 'more than 0 and at most 1000 hours',
} as const;

/**
 * What people set for a workspace, said once: contract, core, store, command line and screen go by it. A connection's own are
 * its connection settings. By the key that the command line, errors and the form call it: what stands before its dot is kept,
 * shown and sent together.
 */
const entries = {
  /** They tell what we sent from what we received. Empty = nobody has said. */
  ownAddresses: setting({
    kind: 'addresses',
    name: 'EDI addresses',
    label: 'Your EDI addresses',
    about: 'Used to tell what you sent from what you received.',
    chapter: 'company',
    help: 'One per line, as qualifier:id, such as ZZ:ACME or 01:147678796.',
    default: [],
    expected: 'EDI addresses such as ZZ:ACME',
    takes: 'your own EDI addresses, all of them: `ZZ:ACME,01:147678796`',
    example: '01:147678796,ZZ:ACME',
  }),
  'calendar.days': setting({
    kind: 'days',
    name: 'Working days',
    default: [1, 2, 3, 4, 5],
    expected: 'at least one day, from 1 (Monday) to 7 (Sunday)',
    takes: '`mon,tue,wed,thu,fri`, or 1 (Monday) to 7',
    example: 'mon,sat',
  }),
  'calendar.start': setting({
    kind: 'time',
    name: 'Working hours, from',
    label: 'From',
    default: '08:00',
    expected: 'a time such as 08:00',
    takes: 'a local time: `08:00`',
    example: '07:30',
  }),
  /** Not included. */
  'calendar.end': setting({
    kind: 'time',
    name: 'Working hours, to',
    label: 'To',
    after: 'calendar.start',
    default: '18:00',
    expected: 'a time such as 18:00',
    takes: 'a local time: `18:00`; `24:00` = the end of the day',
    example: '24:00',
  }),
  'calendar.zone': setting({
    kind: 'zone',
    name: 'Time zone',
    default: 'UTC',
    expected: 'a time zone such as Europe/Berlin',
    takes: 'an IANA time zone: `Europe/Berlin`',
    example: 'Europe/Berlin',
  }),
  'calendar.holidays': setting({
    kind: 'dates',
    name: 'Holidays',
    help: 'One date per line, such as 2026-12-25.',
    default: [],
    expected: 'dates such as 2026-12-25',
    takes: 'dates, all of them: `2026-12-25,2026-12-26`; empty = none',
    example: '2026-12-25,2026-12-26',
  }),
  'acknowledgement.default': setting({
    ...hoursToAcknowledge,
    kind: 'number',
    name: 'Time to acknowledge every other document',
    label: 'Business hours for every other document',
    within: 'acknowledgement.byType',
    default: 24,
    takes: 'business hours for every type without a rule, more than 0 and at most 1,000',
    example: '12',
  }),
  /** Ship notices are worth little once the truck is there; everything else has a day. */
  'acknowledgement.byType': setting({
    ...hoursToAcknowledge,
    kind: 'typeRules',
    name: 'Times for document types',
    rule: 'TYPE',
    others: 'acknowledgement.default',
    default: [
      { documentType: '810', hours: 24 },
      { documentType: '850', hours: 24 },
      { documentType: '856', hours: 4 },
      { documentType: 'ORDERS', hours: 24 },
      { documentType: 'INVOIC', hours: 24 },
      { documentType: 'DESADV', hours: 4 },
    ],
    takes: 'the same for one type; empty takes the rule away',
    example: '856=5',
  }),
  /** Goes before a type's. */
  'acknowledgement.byPartner': setting({
    ...hoursToAcknowledge,
    kind: 'partnerRules',
    name: 'Times for individual partners',
    rule: 'PARTNER.TYPE',
    others: 'acknowledgement.default',
    default: [],
    takes: 'the same for one partner',
    example: 'ZZ:ACME.856=4',
  }),
  /** How long an action can be taken back before it leaves. */
  undoSeconds: setting({
    kind: 'number',
    name: 'Time to undo',
    label: 'Time to undo, in seconds',
    about: 'How long an escalation waits before it is sent. 0 sends at once.',
    unit: 's',
    least: 0,
    most: 60,
    default: 10,
    expected: '0 to 60 seconds',
    takes: '0 to 60; 0 = an action leaves at once',
    example: '7',
  }),
  /** The connection that does a capability, where a person has said which: at most one for each. */
  bindings: setting({
    kind: 'bindings',
    name: 'Which connection does what',
    about:
      'Where several connections offer the same action, such as opening a case, this one is used unless another is named.',
    rule: 'ACTION',
    default: [],
    expected: 'the id of a connection',
    takes: 'the id of the connection that does this, where several can: `crm-2`; empty takes the binding away',
    example: 'case.create=crm-2',
  }),
};

type Entries = typeof entries;
/** As the command line, errors and the form name a setting: `calendar.zone`. */
export type SettingKey = keyof Entries;
export type KindOf<Key extends SettingKey> = Entries[Key]['kind'];
export type ValueOf<Key extends SettingKey> = Held[KindOf<Key>];
/** A setting that stands alone, or what several have before their dot. */
export type SettingPart = SettingKey extends infer Key ? (Key extends `${infer Part}.${string}` ? Part : Key) : never;
type Within<Part extends SettingPart> = {
  [Key in SettingKey as Key extends `${Part}.${infer Name}` ? Name : never]: ValueOf<Key>;
};

export type Settings = { [Part in SettingPart]: Part extends SettingKey ? ValueOf<Part> : Within<Part> };
/** What is left out keeps its value; a list that is given takes the place of the whole list. */
export type SettingsChange = {
  [Part in SettingPart]?: (Part extends SettingKey ? ValueOf<Part> : Loosely<Within<Part>>) | undefined;
};
type Loosely<T> = { [K in keyof T]?: T[K] | undefined };

export const settings: Readonly<Record<SettingKey, Setting>> = entries;
export const settingKeys = Object.keys(entries) as readonly SettingKey[];

export function isSettingKey(key: string): key is SettingKey {
  return Object.hasOwn(entries, key);
}

/** What stands together on screen: its heading, and what it is for. */
export const settingGroups: Readonly<
  Record<Exclude<SettingPart, SettingKey>, { readonly name: string; readonly about: string }>
> = {
  calendar: {
    name: 'Working hours',
    about:
      'Acknowledgement times and the due times of medium and low issues count in these hours. Critical and high issues are due around the clock.',
  },
  acknowledgement: {
    name: 'Time to acknowledge',
    about:
      'A document without an acknowledgement by then goes into the queue as overdue. A partner’s rule takes precedence over a document type’s.',
  },
};

/** When people work: due times and acknowledgements count in these hours. */
export type WorkingHours = Settings['calendar'];
/** How long partners may take to acknowledge, in business hours. A partner's rule goes before a type's. */
export type AcknowledgementRules = Settings['acknowledgement'];

/** `calendar.zone` is the zone of the calendar; null: the part is the setting. */
export function placeOf(key: SettingKey): { readonly part: SettingPart; readonly name: string | null } {
  const dot = key.indexOf('.');
  return dot < 0
    ? { part: key as SettingPart, name: null }
    : { part: key.slice(0, dot) as SettingPart, name: key.slice(dot + 1) };
}

type AnyParts = { readonly [part: string]: unknown };
/** Held by its key and not by its type: the one place where the types of parts and keys meet. */
const record = (value: unknown): AnyParts => (value ?? {}) as AnyParts;

/** What stands there under a key; undefined where a change leaves it out. */
export function valueOf<Key extends SettingKey>(all: Settings, key: Key): ValueOf<Key>;
export function valueOf<Key extends SettingKey>(all: SettingsChange, key: Key): ValueOf<Key> | undefined;
export function valueOf(all: Settings | SettingsChange, key: SettingKey): unknown {
  const { part, name } = placeOf(key);
  return name === null ? record(all)[part] : record(record(all)[part])[name];
}

/** The same with one value more, or another one. It has to be of the key's kind. */
export function withValue<All extends SettingsChange>(all: All, key: SettingKey, value: Held[SettingKind]): All {
  const { part, name } = placeOf(key);
  return { ...all, [part]: name === null ? value : { ...record(record(all)[part]), [name]: value } };
}

/** What a change gives, in the order of the settings. */
export function givenKeys(change: SettingsChange): readonly SettingKey[] {
  return settingKeys.filter((key) => valueOf(change, key) !== undefined);
}

/** The settings of a part; itself alone where it is one. */
export function keysOf(part: SettingPart): readonly SettingKey[] {
  return settingKeys.filter((key) => placeOf(key).part === part);
}

export const settingParts = [...new Set(settingKeys.map((key) => placeOf(key).part))];
