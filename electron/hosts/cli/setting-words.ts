import { bindingField, partnerRuleField, typeRuleField } from '#shared/model/setting-changes.ts';
import type { Held, SettingKind } from '#shared/model/setting-kinds.ts';
import type { Setting, SettingOf } from '#shared/model/setting.ts';
import {
  isSettingKey,
  type SettingKey,
  settingKeys,
  settings,
  type Settings,
  type SettingsChange,
  valueOf,
  withValue,
} from '#shared/model/workspace-settings.ts';
import { nearest } from '#shared/lib/nearest.ts';
import { CommandError } from './fail.ts';

const dayNames = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;

/** How a kind of setting that is one value is typed and listed. */
type Value<T> = {
  readonly parse: (text: string, key: string, setting: Setting) => T;
  readonly format: (value: T) => string;
};

/** A kind of rules, each with a key of its own: `acknowledgement.byType.856`. No text takes the rule away. */
type Rules<T> = {
  readonly set: (rules: T, rest: string, text: string, key: string) => T;
  readonly rows: (rules: T) => readonly (readonly [string, string])[];
};

type RuleKind = {
  [Kind in SettingKind]: SettingOf<Kind> extends { readonly rule: string } ? Kind : never;
}[SettingKind];

const asTyped: Value<string> = { parse: (text) => text, format: (value) => value };
const asList: Value<readonly string[]> = { parse: listOf, format: (value) => value.join(',') };

/** How each kind that is one value is typed and listed. */
export const values: { readonly [Kind in Exclude<SettingKind, RuleKind>]: Value<Held[Kind]> } = {
  number: { parse: numberOf, format: String },
  toggle: { parse: onOrOff, format: (value) => (value ? 'on' : 'off') },
  choice: asTyped,
  zone: asTyped,
  time: asTyped,
  days: {
    parse: (text, key) => listOf(text).map((word) => dayOf(word, key)),
    format: (value) => value.map((day) => dayNames[day - 1] ?? String(day)).join(','),
  },
  addresses: asList,
  dates: asList,
};

const rules: { readonly [Kind in RuleKind]: Rules<Held[Kind]> } = {
  bindings: {
    set(bindings, capability, connection) {
      const others = bindings.filter((one) => one.capability !== capability);
      return connection === '' ? others : [...others, { capability, connection }];
    },
    rows: (bindings) => bindings.map(({ capability, connection }) => [bindingField(capability), connection]),
  },
  typeRules: {
    set(typeRules, type, text, key) {
      const documentType = type.toUpperCase();
      const others = typeRules.filter((rule) => rule.documentType !== documentType);
      return text === '' ? others : [...others, { documentType, hours: numberOf(text, key) }];
    },
    rows: (typeRules) => typeRules.map((rule) => [typeRuleField(rule.documentType), String(rule.hours)]),
  },
  partnerRules: {
    set: withPartnerRule,
    rows: (partnerRules) =>
      partnerRules.map((rule) => [
        partnerRuleField(rule.partner, rule.documentType),
        rule.hours === null ? 'never' : String(rule.hours),
      ]),
  },
};

/** Kind by kind words and value fit together, which their unions can't tell. */
const valueWords = values as Readonly<Record<string, Value<unknown> | undefined>>;
const ruleWords = rules as Readonly<Record<string, Rules<unknown> | undefined>>;

/** As keys are listed: `calendar.zone`, `acknowledgement.byType.TYPE`. */
const known = settingKeys.map((key) => {
  const setting = settings[key];
  return 'rule' in setting ? `${key}.${setting.rule}` : key;
});

/** What `key=value` words change in the settings of now. Throws `CommandError` with exit code 2. */
export function settingsChange(words: Readonly<Record<string, string>>, now: Settings): SettingsChange {
  return Object.entries(words).reduce<SettingsChange>((change, [key, text]) => {
    const { of, rest } = settingOf(key);
    const { kind } = settings[of];
    const value =
      rest === null
        ? valueWords[kind]?.parse(text, key, settings[of])
        : ruleWords[kind]?.set(valueOf(change, of) ?? valueOf(now, of), rest, text, key);
    return withValue(change, of, value as Held[SettingKind]);
  }, {});
}

/** The setting that a key names: itself, or one of its rules. */
function settingOf(key: string): { readonly of: SettingKey; readonly rest: string | null } {
  if (isSettingKey(key) && !('rule' in settings[key])) return { of: key, rest: null };
  const of = settingKeys.find((one) => 'rule' in settings[one] && key.startsWith(`${one}.`));
  if (of !== undefined) return { of, rest: key.slice(of.length + 1) };
  const meant = nearest(key, known);
  throw new CommandError(`There is no setting "${key}".${meant === null ? '' : ` Did you mean ${meant}?`}`, {
    exitCode: 2,
    next: `There are ${known.join(', ')}. Without --set, the command lists all with their values.`,
  });
}

type PartnerRules = Held['partnerRules'];

/** `acknowledgement.byPartner.ZZ:ACME.856`: names may hold dots, types do not, so the last dot ends the partner. */
function withPartnerRule(partnerRules: PartnerRules, rest: string, text: string, key: string): PartnerRules {
  const dot = rest.lastIndexOf('.');
  const partner = rest.slice(0, Math.max(dot, 0));
  const type = rest.slice(dot + 1);
  if (partner === '' || type === '') {
    throw new CommandError(`"${key}" must name a partner and a document type, or * for all types.`, {
      exitCode: 2,
      next: "For example: --set 'acknowledgement.byPartner.ZZ:ACME.856=4'",
    });
  }
  const documentType = type === '*' ? null : type.toUpperCase();
  const same = partnerRuleField(partner, documentType).toLowerCase();
  const others = partnerRules.filter(
    (rule) => partnerRuleField(rule.partner, rule.documentType).toLowerCase() !== same,
  );
  if (text === '') return others;
  return [...others, { partner, documentType, hours: text === 'never' ? null : numberOf(text, key) }];
}

function listOf(text: string): string[] {
  return text
    .split(',')
    .map((word) => word.trim())
    .filter((word) => word !== '');
}

function numberOf(text: string, key: string): number {
  if (/^\d{1,9}(\.\d{1,9})?$/.test(text)) return Number(text);
  throw new CommandError(`${key} must be a number, not "${text}".`, { exitCode: 2 });
}

function onOrOff(text: string, key: string): boolean {
  const word = text.trim().toLowerCase();
  if (['on', 'true', 'off', 'false'].includes(word)) return word === 'on' || word === 'true';
  throw new CommandError(`${key} must be on or off, not "${text}".`, { exitCode: 2 });
}

function dayOf(word: string, key: string): number {
  const at = dayNames.findIndex((name) => name === word.toLowerCase().slice(0, 3));
  return at < 0 ? numberOf(word, key) : at + 1;
}

/** Every setting as a row of key and value, as `--set` takes them; rules after what stands alone. */
export function settingRows(all: Settings): [string, string][] {
  const single: [string, string][] = [];
  const several: [string, string][] = [];
  for (const key of settingKeys) {
    const value = valueOf(all, key);
    const { kind } = settings[key];
    const words = valueWords[kind];
    if (words !== undefined) single.push([key, words.format(value)]);
    for (const [rule, text] of ruleWords[kind]?.rows(value) ?? []) several.push([rule, text]);
  }
  return [...single, ...several];
}
