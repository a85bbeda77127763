import { bindingField, readFor, typeRuleField } from '#shared/contract/settings.ts';
import { type Settings, type SettingsChange, settingsSchema } from '#shared/model/workspace-settings.ts';
import { ORPCError } from '@orpc/client';
import {
  type Draft,
  isPlaced,
  partnerField,
  placedKeys,
  placeOf,
  type Problem,
  toChange,
  toDraft,
} from './service-draft.ts';

/** One thing that two people have changed in different ways. Null = there is no such rule. */
export type Conflict = { readonly field: string; readonly mine: string | null; readonly theirs: string | null };

/** Edits, and what they were made on. */
export type Edit = { readonly base: Settings; readonly draft: Draft; readonly conflicts: readonly Conflict[] };

/** Every value of a draft by its field, as typed: `calendar.zone`, `acknowledgement.byType.856`. */
function valuesOf(draft: Draft): ReadonlyMap<string, string> {
  return new Map<string, string>([
    ...placedKeys.map((key) => {
      const value = draft[placeOf[key]];
      return [key, typeof value === 'string' ? value : value.join(',')] as const;
    }),
    ...draft.bindings.map(({ capability, connection }) => [bindingField(capability), connection] as const),
    ...draft.byType.map((rule) => [typeRuleField(rule.documentType), rule.hours] as const),
    ...draft.byPartner.map((rule) => [partnerKey(rule), rule.never ? 'never' : rule.hours] as const),
  ]);
}

const partnerKey = (rule: Draft['byPartner'][number]): string => partnerField(rule).toLowerCase();

export function isDirty({ base, draft }: Edit): boolean {
  const [before, after] = [valuesOf(toDraft(base)), valuesOf(draft)];
  return before.size !== after.size || [...after].some(([field, value]) => before.get(field) !== value);
}

/** The draft with one field as somebody else has set it. */
function withTheirs(draft: Draft, theirs: Draft, field: string): Draft {
  if (isPlaced(field)) return { ...draft, [placeOf[field]]: theirs[placeOf[field]] };
  return {
    ...draft,
    bindings: withRule(draft.bindings, theirs.bindings, ({ capability }) => bindingField(capability) === field),
    byType: withRule(draft.byType, theirs.byType, (rule) => typeRuleField(rule.documentType) === field),
    byPartner: withRule(draft.byPartner, theirs.byPartner, (rule) => partnerKey(rule) === field),
  };
}

/** Puts their rule in the place of ours, at the end where we have none, or takes ours away. */
function withRule<R>(ours: readonly R[], theirs: readonly R[], isIt: (rule: R) => boolean): readonly R[] {
  const rule = theirs.find(isIt);
  if (rule === undefined) return ours.filter((one) => !isIt(one));
  return ours.some(isIt) ? ours.map((one) => (isIt(one) ? rule : one)) : [...ours, rule];
}

/** Lays edits over what somebody else has stored meanwhile. What only one of both changed is taken as it is. */
export function rebase({ base, draft, conflicts }: Edit, now: Settings): Edit {
  const theirDraft = toDraft(now);
  const [before, mine, theirs] = [valuesOf(toDraft(base)), valuesOf(draft), valuesOf(theirDraft)];
  const open = new Set(conflicts.map(({ field }) => field));
  let merged = draft;
  const found: Conflict[] = [];
  for (const field of new Set([...before.keys(), ...mine.keys(), ...theirs.keys()])) {
    if (mine.get(field) === theirs.get(field)) continue;
    const theyChanged = theirs.get(field) !== before.get(field);
    if (!theyChanged && !open.has(field)) continue;
    if (mine.get(field) === before.get(field) && !open.has(field)) merged = withTheirs(merged, theirDraft, field);
    else found.push({ field, mine: mine.get(field) ?? null, theirs: theirs.get(field) ?? null });
  }
  return { base: now, draft: merged, conflicts: found };
}

/** The conflicts with what stands in the form now: it can be edited on while one is open. */
export function conflictsNow({ draft, conflicts }: Edit): readonly Conflict[] {
  const values = valuesOf(draft);
  return conflicts.map((one) => ({ ...one, mine: values.get(one.field) ?? null }));
}

/** Ends a conflict. What is kept is stored over theirs with the next save, knowingly. */
export function choose(edit: Edit, field: string, whose: 'mine' | 'theirs'): Edit {
  const conflicts = edit.conflicts.filter((one) => one.field !== field);
  const draft = whose === 'mine' ? edit.draft : withTheirs(edit.draft, toDraft(edit.base), field);
  return { ...edit, draft, conflicts };
}

type Sent = SettingsChange & { readonly was: SettingsChange };

/** Only what differs from what was read, and what was read of it. */
export function toSend({ base, draft }: Edit): { readonly sent: Sent } | { readonly problem: Problem } {
  const typed = toChange(draft);
  if ('problem' in typed) return typed;
  const { ownAddresses, undoSeconds, bindings, calendar, acknowledgement } = typed.change;
  const change: SettingsChange = {
    ...differing({ ownAddresses: base.ownAddresses }, { ownAddresses }),
    ...differing({ bindings: base.bindings }, { bindings }),
    ...(undoSeconds === base.undoSeconds ? {} : { undoSeconds }),
    calendar: differing(base.calendar, calendar),
    acknowledgement: differing(base.acknowledgement, acknowledgement),
  };
  return { sent: { ...change, was: readFor(change, base) } };
}

function differing<T extends object>(base: T, wanted: Partial<T>): Partial<T> {
  const same = (key: string, value: unknown) => JSON.stringify(base[key as keyof T]) === JSON.stringify(value);
  return Object.fromEntries(Object.entries(wanted).filter(([key, value]) => !same(key, value))) as Partial<T>;
}

/** What is stored now, where a save was refused because somebody else had saved before. */
export function storedMeanwhile(error: unknown): Settings | undefined {
  if (!(error instanceof ORPCError) || error.code !== 'CONFLICT') return undefined;
  const { now } = error.data as { readonly now?: unknown };
  return settingsSchema.safeParse(now).data;
}
