import { bindingField, partnerRuleField, typeRuleField } from '#shared/contract/settings.ts';
import {
  type AcknowledgementRules,
  type Bindings,
  isSettingKey,
  type Setting,
  type SettingKey,
  settingKeys,
  settings,
  type Settings,
  type SettingsChange,
} from '#shared/model/workspace-settings.ts';
import { nearest } from '#shared/lib/nearest.ts';
import { CommandError } from './fail.ts';

const dayNames = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;

const typePrefix = typeRuleField('');
const bindingPrefix = bindingField('');
const partnerPrefix = 'acknowledgement.byPartner.';

const known = [...settingKeys, `${bindingPrefix}ACTION`, `${typePrefix}TYPE`, `${partnerPrefix}PARTNER.TYPE`];

/** What `key=value` words change in the settings of now. Throws `CommandError` with exit code 2. */
export function settingsChange(words: Readonly<Record<string, string>>, now: Settings): SettingsChange {
  let change: SettingsChange = {};
  for (const [key, value] of Object.entries(words)) {
    if (isSettingKey(key)) change = withValue(change, key, value);
    else if (key.startsWith(bindingPrefix)) {
      change = { ...change, bindings: withBinding(change.bindings ?? now.bindings, key, value) };
    } else {
      const rules = change.acknowledgement ?? {};
      change = { ...change, acknowledgement: { ...rules, ...ruleChange(rules, now.acknowledgement, key, value) } };
    }
  }
  return change;
}

function withValue(change: SettingsChange, key: SettingKey, text: string): SettingsChange {
  const setting: Setting = settings[key];
  switch (setting.kind) {
    case 'text':
      return setting.put(change, text);
    case 'number':
      return setting.put(change, numberOf(key, text));
    case 'list':
      return setting.put(change, listOf(text));
    case 'days':
      return setting.put(
        change,
        listOf(text).map((word) => dayOf(key, word)),
      );
  }
}

function inWords(setting: Setting, all: Settings): string {
  switch (setting.kind) {
    case 'text':
      return setting.get(all);
    case 'number':
      return String(setting.get(all));
    case 'list':
      return setting.get(all).join(',');
    case 'days':
      return setting
        .get(all)
        .map((day) => dayNames[day - 1] ?? String(day))
        .join(',');
  }
}

function ruleChange(
  changed: Partial<AcknowledgementRules>,
  now: AcknowledgementRules,
  key: string,
  value: string,
): Partial<AcknowledgementRules> {
  if (key.startsWith(typePrefix)) return { byType: withTypeRule(changed.byType ?? now.byType, key, value) };
  if (key.startsWith(partnerPrefix))
    return { byPartner: withPartnerRule(changed.byPartner ?? now.byPartner, key, value) };
  const meant = nearest(key, known);
  throw new CommandError(`There is no setting "${key}".${meant === null ? '' : ` Did you mean ${meant}?`}`, {
    exitCode: 2,
    next: `There are ${known.join(', ')}. Without --set, the command lists all with their values.`,
  });
}

/** No value takes the binding away. */
function withBinding(bindings: Bindings, key: string, connection: string): Bindings {
  const capability = key.slice(bindingPrefix.length);
  const others = bindings.filter((one) => one.capability !== capability);
  return connection === '' ? others : [...others, { capability, connection }];
}

type TypeRules = AcknowledgementRules['byType'];
type PartnerRules = AcknowledgementRules['byPartner'];

/** No value takes the rule away. */
function withTypeRule(rules: TypeRules, key: string, value: string): TypeRules {
  const documentType = key.slice(typePrefix.length).toUpperCase();
  const others = rules.filter((rule) => rule.documentType !== documentType);
  return value === '' ? others : [...others, { documentType, hours: numberOf(key, value) }];
}

/** `acknowledgement.byPartner.ZZ:ACME.856`: names may hold dots, types do not, so the last dot ends the partner. */
function withPartnerRule(rules: PartnerRules, key: string, value: string): PartnerRules {
  const dot = key.lastIndexOf('.');
  const partner = key.slice(partnerPrefix.length, Math.max(dot, partnerPrefix.length));
  const type = key.slice(dot + 1);
  if (partner === '' || type === '') {
    throw new CommandError(`"${key}" must name a partner and a document type, or * for all types.`, {
      exitCode: 2,
      next: `For example: --set '${partnerPrefix}ZZ:ACME.856=4'`,
    });
  }
  const documentType = type === '*' ? null : type.toUpperCase();
  const same = partnerRuleField(partner, documentType).toLowerCase();
  const others = rules.filter((rule) => partnerRuleField(rule.partner, rule.documentType).toLowerCase() !== same);
  if (value === '') return others;
  return [...others, { partner, documentType, hours: value === 'never' ? null : numberOf(key, value) }];
}

function listOf(value: string): string[] {
  return value
    .split(',')
    .map((word) => word.trim())
    .filter((word) => word !== '');
}

function numberOf(key: string, value: string): number {
  if (/^\d{1,9}(\.\d{1,9})?$/.test(value)) return Number(value);
  throw new CommandError(`${key} must be a number, not "${value}".`, { exitCode: 2 });
}

function dayOf(key: string, word: string): number {
  const at = dayNames.findIndex((name) => name === word.toLowerCase().slice(0, 3));
  return at < 0 ? numberOf(key, word) : at + 1;
}

/** Every setting as a row of key and value, as `--set` takes them. */
export function settingRows(all: Settings): [string, string][] {
  return [
    ...settingKeys.map((key): [string, string] => [key, inWords(settings[key], all)]),
    ...all.bindings.map(({ capability, connection }): [string, string] => [bindingField(capability), connection]),
    ...all.acknowledgement.byType.map((rule): [string, string] => [
      typeRuleField(rule.documentType),
      String(rule.hours),
    ]),
    ...all.acknowledgement.byPartner.map((rule): [string, string] => [
      partnerRuleField(rule.partner, rule.documentType),
      rule.hours === null ? 'never' : String(rule.hours),
    ]),
  ];
}
