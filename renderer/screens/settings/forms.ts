import { bindingField, partnerRuleField, typeRuleField } from '#shared/model/setting-changes.ts';
import type { Held, SettingKind } from '#shared/model/setting-kinds.ts';
import type { Setting } from '#shared/model/setting.ts';
import { aDocument } from './documents.ts';

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

/** How a kind of setting stands in the form while it is edited. */
export type Typed = {
  readonly number: string;
  readonly toggle: boolean;
  readonly choice: string;
  readonly zone: string;
  readonly time: string;
  readonly days: readonly number[];
  /** One in each line. */
  readonly addresses: string;
  readonly dates: string;
  readonly bindings: readonly Binding[];
  readonly typeRules: readonly TypeRule[];
  readonly partnerRules: readonly PartnerRule[];
};

/** A number that was typed; what is none is noted beside the field. */
type ReadNumber = (field: string, text: string) => number;

/** How a kind of setting gets into the form and out of it, and what two people may have changed in it. */
export type Form<Value, Draft> = {
  readonly show: (value: Value) => Draft;
  readonly read: (draft: Draft, key: string, number: ReadNumber) => Value;
  /** As texts, by field: one, or one for each rule. */
  readonly fields: (draft: Draft, key: string) => readonly (readonly [field: string, text: string])[];
  /** Ours, with one field as somebody else has it. */
  readonly withTheirs: (ours: Draft, theirs: Draft, field: string) => Draft;
  /** What a field is called. */
  readonly name: (field: string, setting: Setting) => string;
  /** A field's text for people; null: there is none. */
  readonly words: (text: string | null, setting: Setting) => string;
};

/** One value under the setting's own key. */
const single = <Value, Draft>(
  show: (value: Value) => Draft,
  read: (draft: Draft, key: string, number: ReadNumber) => Value,
  text: (draft: Draft) => string,
  words: (text: string, setting: Setting) => string = (typed) => typed,
): Form<Value, Draft> => ({
  show,
  read,
  fields: (draft, key) => [[key, text(draft)]],
  withTheirs: (_, theirs) => theirs,
  name: (_, setting) => setting.name,
  words: (typed, setting) => words(typed ?? '', setting),
});

/** Rules, each under a field of its own. */
const several = <Value, Rule>(
  show: (value: Value) => readonly Rule[],
  read: (rules: readonly Rule[], number: ReadNumber) => Value,
  row: (rule: Rule) => readonly [field: string, text: string],
  name: (field: string) => string,
  words: (text: string | null) => string,
): Form<Value, readonly Rule[]> => ({
  show,
  read: (rules, _, number) => read(rules, number),
  fields: (rules) => rules.map(row),
  withTheirs: (ours, theirs, field) => withRule(ours, theirs, (rule) => row(rule)[0] === field),
  name,
  words,
});

/** Puts their rule in the place of ours, at the end where we have none, or takes ours away. */
function withRule<R>(ours: readonly R[], theirs: readonly R[], isIt: (rule: R) => boolean): readonly R[] {
  const rule = theirs.find(isIt);
  if (rule === undefined) return ours.filter((one) => !isIt(one));
  return ours.some(isIt) ? ours.map((one) => (isIt(one) ? rule : one)) : [...ours, rule];
}

const same = <T>(value: T): T => value;
const text = () => single<string, string>(same, same, same);
const lines = () =>
  single<readonly string[], string>(
    (value) => value.join('\n'),
    (draft) => draft.split(/[\s,;]+/).filter((word) => word !== ''),
    same,
    (typed) => (typed === '' ? 'None' : typed.split('\n').join(', ')),
  );

/** From Monday on, as 1 to 7 count them. */
export const dayNames = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'] as const;

export function partnerField(rule: PartnerRule): string {
  return partnerRuleField(rule.partner, rule.documentType === '' ? null : rule.documentType);
}

const hoursInWords = (typed: string | null) =>
  typed === null ? 'No rule' : typed === 'never' ? 'Never acknowledges' : `${typed} business hours`;

/** Every kind of setting in the form. */
export const forms: { readonly [Kind in SettingKind]: Form<Held[Kind], Typed[Kind]> } = {
  number: single<number, string>(
    String,
    (draft, key, number) => number(key, draft),
    same,
    (typed, setting) => ('unit' in setting ? `${typed} ${setting.unit}` : typed),
  ),
  toggle: single<boolean, boolean>(same, same, (on) => (on ? 'On' : 'Off')),
  choice: single<string, string>(same, same, same, (typed, setting) =>
    setting.kind === 'choice' ? (setting.choices.find(({ value }) => value === typed)?.label ?? typed) : typed,
  ),
  zone: text(),
  time: text(),
  days: single<readonly number[], readonly number[]>(same, same, (days) =>
    days.map((day) => dayNames[day - 1] ?? String(day)).join(', '),
  ),
  addresses: lines(),
  dates: lines(),
  bindings: several<Held['bindings'], Binding>(
    same,
    (bindings) => bindings.map((binding) => ({ ...binding })),
    ({ capability, connection }) => [bindingField(capability), connection],
    (field) => `Connection for ${field.slice(bindingField('').length)}`,
    (typed) => typed ?? 'Not set',
  ),
  typeRules: several<Held['typeRules'], TypeRule>(
    (value) => value.map(({ documentType, hours }) => ({ id: documentType, documentType, hours: String(hours) })),
    (rules, number) =>
      rules.map(({ documentType, hours }) => ({ documentType, hours: number(typeRuleField(documentType), hours) })),
    (rule) => [typeRuleField(rule.documentType), rule.hours],
    (field) => `Time to acknowledge ${aDocument(field.slice(typeRuleField('').length))}`,
    hoursInWords,
  ),
  partnerRules: several<Held['partnerRules'], PartnerRule>(
    (value) =>
      value.map(({ partner, documentType, hours }) => ({
        id: partnerRuleField(partner, documentType),
        partner,
        documentType: documentType ?? '',
        hours: hours === null ? '' : String(hours),
        never: hours === null,
      })),
    (rules, number) =>
      rules.map((rule) => ({
        partner: rule.partner.trim(),
        documentType: rule.documentType === '' ? null : rule.documentType,
        hours: rule.never ? null : number(partnerField(rule), rule.hours),
      })),
    (rule) => [partnerField(rule).toLowerCase(), rule.never ? 'never' : rule.hours],
    partnerRuleName,
    hoursInWords,
  ),
};

function partnerRuleName(field: string): string {
  const dot = field.lastIndexOf('.');
  const type = field.slice(dot + 1);
  const what = type === '*' ? 'any document' : aDocument(type.toUpperCase());
  return `Time for ${field.slice('acknowledgement.bypartner.'.length, dot)} to acknowledge ${what}`;
}
