import {
  type AcknowledgementRules,
  partnerRuleField,
  type Preferences,
  type PreferencesChange,
  typeRuleField,
  type WorkingHours,
} from '#shared/contract/preferences.ts';
import { nearest } from '#shared/lib/nearest.ts';
import { CommandError } from './fail.ts';

const dayNames = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;

const known = [
  'ownAddresses',
  'undoSeconds',
  'calendar.zone',
  'calendar.days',
  'calendar.start',
  'calendar.end',
  'calendar.holidays',
  'acknowledgement.default',
  'acknowledgement.byType.TYPE',
  'acknowledgement.byPartner.PARTNER.TYPE',
];

const typePrefix = typeRuleField('');
const partnerPrefix = 'acknowledgement.byPartner.';

/** What `key=value` words change in the preferences of now. Throws `CommandError` with exit code 2. */
export function preferencesChange(words: Readonly<Record<string, string>>, now: Preferences): PreferencesChange {
  let ownAddresses: string[] | undefined;
  let undoSeconds: number | undefined;
  let calendar: Partial<WorkingHours> = {};
  let rules: Partial<AcknowledgementRules> = {};
  for (const [key, value] of Object.entries(words)) {
    if (key === 'ownAddresses') ownAddresses = listOf(value);
    else if (key === 'undoSeconds') undoSeconds = numberOf(key, value);
    else if (key === 'calendar.days') calendar = { ...calendar, days: listOf(value).map((word) => dayOf(key, word)) };
    else if (key === 'calendar.holidays') calendar = { ...calendar, holidays: listOf(value) };
    else if (key === 'calendar.zone') calendar = { ...calendar, zone: value };
    else if (key === 'calendar.start') calendar = { ...calendar, start: value };
    else if (key === 'calendar.end') calendar = { ...calendar, end: value };
    else if (key === 'acknowledgement.default') rules = { ...rules, default: numberOf(key, value) };
    else if (key.startsWith(typePrefix)) {
      rules = { ...rules, byType: withTypeRule(rules.byType ?? now.acknowledgement.byType, key, value) };
    } else if (key.startsWith(partnerPrefix)) {
      rules = { ...rules, byPartner: withPartnerRule(rules.byPartner ?? now.acknowledgement.byPartner, key, value) };
    } else {
      const meant = nearest(key, known);
      throw new CommandError(`There is no preference "${key}".${meant === null ? '' : ` Did you mean ${meant}?`}`, {
        exitCode: 2,
        next: `There are ${known.join(', ')}. Without --set, the command lists all with their values.`,
      });
    }
  }
  return { ownAddresses, undoSeconds, calendar, acknowledgement: rules };
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

/** Every preference as a row of key and value, as `--set` takes them. */
export function preferenceRows({
  ownAddresses,
  undoSeconds,
  calendar,
  acknowledgement,
}: Preferences): [string, string][] {
  return [
    ['ownAddresses', ownAddresses.join(',')],
    ['undoSeconds', String(undoSeconds)],
    ['calendar.zone', calendar.zone],
    ['calendar.days', calendar.days.map((day) => dayNames[day - 1] ?? String(day)).join(',')],
    ['calendar.start', calendar.start],
    ['calendar.end', calendar.end],
    ['calendar.holidays', calendar.holidays.join(',')],
    ['acknowledgement.default', String(acknowledgement.default)],
    ...acknowledgement.byType.map((rule): [string, string] => [typeRuleField(rule.documentType), String(rule.hours)]),
    ...acknowledgement.byPartner.map((rule): [string, string] => [
      partnerRuleField(rule.partner, rule.documentType),
      rule.hours === null ? 'never' : String(rule.hours),
    ]),
  ];
}
