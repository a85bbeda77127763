import { DateTime } from 'luxon';
import { bindingField, partnerRuleField, typeRuleField } from '#shared/contract/settings.ts';
import { capabilityNames, isCapability } from '#shared/model/action/capability.ts';
import type { Held, NumberBounds, Setting, SettingKind, SettingOf } from '#shared/model/setting-kinds.ts';
import {
  isSettingKey,
  settingKeys,
  settings,
  type Settings,
  valueOf,
  withValue,
} from '#shared/model/workspace-settings.ts';
import { nearest } from '#shared/lib/nearest.ts';
import { textKey } from '#shared/lib/words.ts';
import { isZone } from '../deadlines/zone.ts';
import { BadInputError } from '../failure.ts';
import { addressKey } from '../evidence/fingerprint.ts';

/** One setting's value as it can be kept; `all` are in order as far as they come before it. Throws `BadInputError`. */
type Check<Kind extends SettingKind> = (
  value: Held[Kind],
  setting: SettingOf<Kind>,
  key: string,
  all: Settings,
) => Held[Kind];

/** Settings as they can be kept: in order, without repetition. Throws `BadInputError` that names the field. */
export function checkSettings(wanted: Settings): Settings {
  return settingKeys.reduce((all, key) => {
    // Kind by kind a value and its setting fit together, which their unions can't tell.
    const check = checks[settings[key].kind] as (
      ...one: readonly [unknown, Setting, string, Settings]
    ) => Held[SettingKind];
    return withValue(all, key, check(valueOf(all, key), settings[key], key, all));
  }, wanted);
}

/** What each kind of setting asks of its value, beyond its schema. */
export const checks: { readonly [Kind in SettingKind]: Check<Kind> } = {
  number(value, setting, key) {
    checkBounds(value, setting, key);
    return value;
  },
  toggle: (value) => value,
  choice(value, { choices, expected }, key) {
    if (choices.some((one) => one.value === value)) return value;
    throw new BadInputError(key, expected, value || 'nothing');
  },
  zone(value, { expected }, key) {
    if (isZone(value.trim())) return value.trim();
    throw new BadInputError(key, expected, value);
  },
  time(value, { expected, after }, key, all) {
    const time = timeOfDay(value);
    if (time === null || (time === '24:00' && after === undefined)) throw new BadInputError(key, expected, value);
    const start = after !== undefined && isSettingKey(after) ? valueOf(all, after) : '';
    if (typeof start === 'string' && time <= start)
      throw new BadInputError(key, `a time after the start (${start})`, time);
    return time;
  },
  days(value, { expected }, key) {
    const bad = value.find((day) => !Number.isInteger(day) || day < 1 || day > 7);
    if (value.length === 0 || bad !== undefined) throw new BadInputError(key, expected, String(bad ?? ''));
    return [...new Set(value)].toSorted((a, b) => a - b);
  },
  addresses(value, { expected }, key) {
    const known = new Map<string, string>();
    for (const text of value) {
      const address = text.trim();
      if (/[\s,;]/.test(address)) throw new BadInputError(key, expected, address);
      if (address !== '' && !known.has(addressKey(address))) known.set(addressKey(address), address);
    }
    return [...known.values()].toSorted();
  },
  dates(value, { expected }, key) {
    const dates = value.map((text) => {
      const date = text.trim();
      if (/^\d{4}-\d{2}-\d{2}$/.test(date) && DateTime.fromISO(date).isValid) return date;
      throw new BadInputError(key, expected, text);
    });
    return [...new Set(dates)].toSorted();
  },
  bindings: checkBindings,
  typeRules(value, setting) {
    const types = new Set<string>();
    const rules = value.map((rule) => {
      const field = typeRuleField(rule.documentType);
      const documentType = checkType(field, rule.documentType);
      checkBounds(rule.hours, setting, field);
      checkOnce(types, documentType, field, documentType);
      return { documentType, hours: rule.hours };
    });
    return rules.toSorted((a, b) => placeOf(a.documentType) - placeOf(b.documentType));
  },
  partnerRules(value, setting) {
    const pairs = new Set<string>();
    return value.map((rule) => {
      const field = partnerRuleField(rule.partner, rule.documentType);
      const partner = rule.partner.trim();
      if (partner === '') throw new BadInputError(field, 'a partner’s EDI address or name', 'nothing');
      const documentType = rule.documentType === null ? null : checkType(field, rule.documentType);
      if (rule.hours !== null) checkBounds(rule.hours, setting, field);
      checkOnce(pairs, `${textKey(addressKey(partner))}|${documentType ?? ''}`, field, partner);
      return { partner, documentType, hours: rule.hours };
    });
  },
};

/** Whether the connection is there is asked when something is to be done: it may be set up later, or anew. */
function checkBindings(wanted: Held['bindings'], { expected }: SettingOf<'bindings'>): Held['bindings'] {
  const seen = new Set<string>();
  for (const { capability, connection } of wanted) {
    const field = bindingField(capability);
    if (!isCapability(capability)) {
      const meant = nearest(capability, capabilityNames);
      const hint = meant === null ? '' : ` (did you mean ${meant}?)`;
      throw new BadInputError(field, `what a connection can do, such as case.create${hint}`, capability || 'nothing');
    }
    if (!/^[a-z][a-z\d-]*$/.test(connection)) throw new BadInputError(field, expected, connection || 'nothing');
    if (seen.has(capability)) {
      throw new BadInputError(field, 'one connection for each', `a second one for ${capability}`);
    }
    seen.add(capability);
  }
  return wanted.toSorted((a, b) => (a.capability < b.capability ? -1 : 1));
}

/** `8:30` as `08:30`, so that times compare as texts; null where it is none. */
function timeOfDay(text: string): string | null {
  const time = text.trim().padStart(5, '0');
  return /^(([01]\d|2[0-3]):[0-5]\d|24:00)$/.test(time) ? time : null;
}

/** X12's types by number; those with a name after them, as they were written. */
function placeOf(documentType: string): number {
  return /^\d+$/.test(documentType) ? Number(documentType) : Number.MAX_SAFE_INTEGER;
}

function checkBounds(value: number, bounds: NumberBounds & { readonly expected: string }, field: string): void {
  const enough = 'above' in bounds ? value > bounds.above : value >= bounds.least;
  if (!(enough && value <= bounds.most)) throw new BadInputError(field, bounds.expected, String(value));
}

function checkType(field: string, text: string): string {
  const type = text.trim().toUpperCase();
  if (/^[A-Z0-9]{2,12}$/.test(type)) return type;
  throw new BadInputError(field, 'a document type such as 810 or INVOIC', text.trim() === '' ? 'nothing' : text);
}

function checkOnce(seen: Set<string>, key: string, field: string, got: string): void {
  if (seen.has(key)) throw new BadInputError(field, 'one rule for each', `a second one for ${got}`);
  seen.add(key);
}
