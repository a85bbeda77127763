import { partnerRuleField, typeRuleField } from '#shared/contract/settings.ts';
import type { SettingKey, Settings, SettingsChange } from '#shared/model/workspace-settings.ts';
import { documentType, documentTypes } from '#shared/model/edi/document-types.ts';

/** A rule while it is edited: hours as typed. `id` stays the same while it is edited, and after it was saved. */
export type TypeRule = { readonly id: string; readonly documentType: string; readonly hours: string };
export type PartnerRule = {
  readonly id: string;
  readonly partner: string;
  /** Empty = any document. */
  readonly documentType: string;
  readonly hours: string;
  readonly never: boolean;
};

/** Which connection does something. */
export type Binding = { readonly capability: string; readonly connection: string };

/** The settings as they stand in the form. */
export type Draft = {
  /** One in each line. */
  readonly ownAddresses: string;
  readonly undoSeconds: string;
  readonly zone: string;
  readonly days: readonly number[];
  readonly start: string;
  readonly end: string;
  readonly holidays: string;
  readonly others: string;
  readonly bindings: readonly Binding[];
  readonly byType: readonly TypeRule[];
  readonly byPartner: readonly PartnerRule[];
};

/** Where each setting stands in the form. */
export const placeOf = {
  ownAddresses: 'ownAddresses',
  undoSeconds: 'undoSeconds',
  'calendar.zone': 'zone',
  'calendar.days': 'days',
  'calendar.start': 'start',
  'calendar.end': 'end',
  'calendar.holidays': 'holidays',
  'acknowledgement.default': 'others',
} as const satisfies Readonly<
  Record<
    Exclude<SettingKey, 'bindings' | 'acknowledgement.byType' | 'acknowledgement.byPartner'>,
    Exclude<keyof Draft, 'bindings' | 'byType' | 'byPartner'>
  >
>;

type Placed = keyof typeof placeOf;
export const placedKeys = Object.keys(placeOf) as readonly Placed[];
export const isPlaced = (key: string): key is Placed => Object.hasOwn(placeOf, key);

/** From Monday on, as 1 to 7 count them. */
export const dayNames = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'] as const;

export type Problem = { readonly field: string; readonly words: string };

export function toDraft({ ownAddresses, undoSeconds, bindings, calendar, acknowledgement }: Settings): Draft {
  return {
    ownAddresses: ownAddresses.join('\n'),
    undoSeconds: String(undoSeconds),
    bindings,
    zone: calendar.zone,
    days: calendar.days,
    start: calendar.start,
    end: calendar.end,
    holidays: calendar.holidays.join('\n'),
    others: String(acknowledgement.default),
    byType: acknowledgement.byType.map((rule) => ({
      id: rule.documentType,
      documentType: rule.documentType,
      hours: String(rule.hours),
    })),
    byPartner: acknowledgement.byPartner.map(({ partner, documentType: type, hours }) => ({
      id: partnerRuleField(partner, type),
      partner,
      documentType: type ?? '',
      hours: hours === null ? '' : String(hours),
      never: hours === null,
    })),
  };
}

export function partnerField(rule: PartnerRule): string {
  return partnerRuleField(rule.partner, rule.documentType === '' ? null : rule.documentType);
}

/** What is typed as a change; or the first field that holds no number. */
export function toChange(draft: Draft): { readonly change: Required<SettingsChange> } | { readonly problem: Problem } {
  const problems: Problem[] = [];
  const number = (field: string, text: string): number => {
    const value = text.trim() === '' ? Number.NaN : Number(text.trim().replace(',', '.'));
    if (Number.isFinite(value)) return value;
    problems.push({ field, words: text.trim() === '' ? 'Enter a number.' : `"${text.trim()}" is no number.` });
    return 0;
  };
  const change: Required<SettingsChange> = {
    ownAddresses: draft.ownAddresses.split(/[\s,;]+/).filter((address) => address !== ''),
    undoSeconds: number('undoSeconds', draft.undoSeconds),
    bindings: draft.bindings.map((binding) => ({ ...binding })),
    calendar: {
      zone: draft.zone,
      days: [...draft.days],
      start: draft.start,
      end: draft.end,
      holidays: draft.holidays.split(/[\s,;]+/).filter((date) => date !== ''),
    },
    acknowledgement: {
      default: number('acknowledgement.default', draft.others),
      byType: draft.byType.map((rule) => ({
        documentType: rule.documentType,
        hours: number(typeRuleField(rule.documentType), rule.hours),
      })),
      byPartner: draft.byPartner.map((rule) => ({
        partner: rule.partner.trim(),
        documentType: rule.documentType === '' ? null : rule.documentType,
        hours: rule.never ? null : number(partnerField(rule), rule.hours),
      })),
    },
  };
  const [problem] = problems;
  return problem === undefined ? { change } : { problem };
}

/** What there is no single one of: `routing instructions`. */
const uncounted = /(?:instructions|relationships|information|activity)$/i;

/** `an invoice (810)`, `routing instructions (754)`, `a document of type 831`. */
export function aDocument(type: string): string {
  const known = documentType(type);
  if (known === undefined) return `a document of type ${type}`;
  const name = `${known.name.toLowerCase()} (${known.type})`;
  if (uncounted.test(known.name)) return name;
  return `${/^[aeiou]/.test(name) ? 'an' : 'a'} ${name}`;
}

/** The types that somebody may wait for an acknowledgement of, as choices; `present` ones are among them in any case. */
export function typeChoices(present: readonly string[]): { readonly value: string; readonly label: string }[] {
  const known = documentTypes.filter((entry) => !entry.acknowledgement).map(({ type }) => type);
  const others = present.filter((type) => type !== '' && !known.includes(type));
  return [...known, ...new Set(others)].map((value) => ({ value, label: aDocument(value) }));
}
