import { DateTime } from 'luxon';
import { bindingField, partnerRuleField, typeRuleField } from '#shared/model/setting-changes.ts';
import { capabilityNames, isCapability } from '#shared/model/action/capability.ts';
import type { Held, SettingKind } from '#shared/model/setting-kinds.ts';
import type { NumberBounds, Setting, SettingOf } from '#shared/model/setting.ts';
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
import { type Fault, refuse } from '../failure.ts';
import { addressKey } from '../evidence/fingerprint.ts';

/** Notes that a field can't be used. */
type Complain = (field: string, expected: string, got: string) => void;

/** One setting's value as it can be kept; `all` are in order as far as they come before it. What it complains of is not kept. */
type Check<Kind extends SettingKind> = (
  value: Held[Kind],
  setting: SettingOf<Kind>,
  key: string,
  complain: Complain,
  all: Settings,
) => Held[Kind];

/** Settings as they can be kept: in order, without repetition. Throws `BadInputError` that names every field that can't. */
export function checkSettings(wanted: Settings): Settings {
  const faults: Fault[] = [];
  const complain: Complain = (field, expected, got) => faults.push({ field, expected, got });
  const checked = settingKeys.reduce((all, key) => {
    // Kind by kind a value and its setting fit together, which their unions can't tell.
    const check = checks[settings[key].kind] as (
      ...one: readonly [unknown, Setting, string, Complain, Settings]
    ) => Held[SettingKind];
    return withValue(all, key, check(valueOf(all, key), settings[key], key, complain, all));
  }, wanted);
  refuse(faults);
  return checked;
}

/** What each kind of setting asks of its value, beyond its schema. */
export const checks: { readonly [Kind in SettingKind]: Check<Kind> } = {
  number(value, setting, key, complain) {
    checkBounds(value, setting, key, complain);
    return value;
  },
  toggle: (value) => value,
  choice(value, { choices, expected }, key, complain) {
    if (!choices.some((one) => one.value === value)) complain(key, expected, value || 'nothing');
    return value;
  },
  zone(value, { expected }, key, complain) {
    if (!isZone(value.trim())) complain(key, expected, value);
    return value.trim();
  },
  time(value, { expected, after }, key, complain, all) {
    const time = timeOfDay(value);
    if (time === null || (time === '24:00' && after === undefined)) {
      complain(key, expected, value);
      return value;
    }
    const start = after !== undefined && isSettingKey(after) ? valueOf(all, after) : '';
    // A start that is none itself was told of already.
    const begins = typeof start === 'string' ? timeOfDay(start) : null;
    if (begins !== null && time <= begins) complain(key, `a time after the start (${begins})`, time);
    return time;
  },
  days(value, { expected }, key, complain) {
    const bad = value.find((day) => !Number.isInteger(day) || day < 1 || day > 7);
    if (value.length === 0 || bad !== undefined) complain(key, expected, String(bad ?? ''));
    return [...new Set(value)].toSorted((a, b) => a - b);
  },
  addresses(value, { expected }, key, complain) {
    const known = new Map<string, string>();
    for (const text of value) {
      const address = text.trim();
      if (/[\s,;]/.test(address)) complain(key, expected, address);
      if (address !== '' && !known.has(addressKey(address))) known.set(addressKey(address), address);
    }
    return [...known.values()].toSorted();
  },
  dates(value, { expected }, key, complain) {
    const dates = value.map((text) => text.trim());
    const wrong = dates.find((date) => !/^\d{4}-\d{2}-\d{2}$/.test(date) || !DateTime.fromISO(date).isValid);
    if (wrong !== undefined) complain(key, expected, wrong);
    return [...new Set(dates)].toSorted();
  },
  bindings: checkBindings,
  typeRules(value, setting, _key, complain) {
    const types = new Set<string>();
    const rules = value.map((rule) => {
      const field = typeRuleField(rule.documentType);
      const documentType = checkType(field, rule.documentType, complain);
      checkBounds(rule.hours, setting, field, complain);
      checkOnce(types, documentType, field, documentType, complain);
      return { documentType, hours: rule.hours };
    });
    return rules.toSorted((a, b) => placeOf(a.documentType) - placeOf(b.documentType));
  },
  partnerRules(value, setting, _key, complain) {
    const pairs = new Set<string>();
    return value.map((rule) => {
      const field = partnerRuleField(rule.partner, rule.documentType);
      const partner = rule.partner.trim();
      const documentType = rule.documentType === null ? null : checkType(field, rule.documentType, complain);
      if (partner === '') complain(field, 'a partner’s EDI address or name', 'nothing');
      else checkOnce(pairs, `${textKey(addressKey(partner))}|${documentType ?? ''}`, field, partner, complain);
      if (rule.hours !== null) checkBounds(rule.hours, setting, field, complain);
      return { partner, documentType, hours: rule.hours };
    });
  },
};

/** Whether the connection is there is asked when something is to be done: it may be set up later, or anew. */
function checkBindings(
  wanted: Held['bindings'],
  { expected }: SettingOf<'bindings'>,
  _key: string,
  complain: Complain,
): Held['bindings'] {
  const seen = new Set<string>();
  for (const { capability, connection } of wanted) {
    const field = bindingField(capability);
    if (!isCapability(capability)) {
      const meant = nearest(capability, capabilityNames);
      const hint = meant === null ? '' : ` (did you mean ${meant}?)`;
      complain(field, `what a connection can do, such as case.create${hint}`, capability || 'nothing');
    }
    if (!/^[a-z][a-z\d-]*$/.test(connection)) complain(field, expected, connection || 'nothing');
    if (seen.has(capability)) complain(field, 'one connection for each', `a second one for ${capability}`);
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

function checkBounds(
  value: number,
  bounds: NumberBounds & { readonly expected: string },
  field: string,
  complain: Complain,
): void {
  const enough = 'above' in bounds ? value > bounds.above : value >= bounds.least;
  if (!(enough && value <= bounds.most)) complain(field, bounds.expected, String(value));
}

function checkType(field: string, text: string, complain: Complain): string {
  const type = text.trim().toUpperCase();
  if (!/^[A-Z0-9]{2,12}$/.test(type)) {
    complain(field, 'a document type such as 810 or INVOIC', type === '' ? 'nothing' : text);
  }
  return type;
}

function checkOnce(seen: Set<string>, key: string, field: string, got: string, complain: Complain): void {
  if (seen.has(key)) complain(field, 'one rule for each', `a second one for ${got}`);
  seen.add(key);
}
