import { conflictOf } from '#renderer/data/failure.ts';
import { readFor } from '#shared/model/setting-changes.ts';
import {
  isSettingKey,
  type SettingKey,
  settingKeys,
  settingParts,
  type Settings,
  type SettingsChange,
  valueOf,
  withValue,
} from '#shared/model/workspace-settings.ts';
import { type Draft, formOf, type Problem, toChange, toDraft } from './service-draft.ts';

/** One thing that two people have changed in different ways. Null = there is no such rule. */
export type Conflict = { readonly field: string; readonly mine: string | null; readonly theirs: string | null };

/** Edits, and what they were made on. */
export type Edit = { readonly base: Settings; readonly draft: Draft; readonly conflicts: readonly Conflict[] };

/** Every value of a draft by its field, as typed: `calendar.zone`, `acknowledgement.byType.856`. */
function valuesOf(draft: Draft): ReadonlyMap<string, string> {
  return new Map(settingKeys.flatMap((key) => formOf(key).fields(draft[key], key)));
}

export function isDirty({ base, draft }: Edit): boolean {
  const [before, after] = [valuesOf(toDraft(base)), valuesOf(draft)];
  return before.size !== after.size || [...after].some(([field, value]) => before.get(field) !== value);
}

/** The setting that a field stands for: itself, or the rules that it is one of. */
export function keyOf(field: string): SettingKey | undefined {
  if (isSettingKey(field)) return field;
  return settingKeys.find((key) => field.toLowerCase().startsWith(`${key.toLowerCase()}.`));
}

/** The draft with one field as somebody else has set it. */
function withTheirs(draft: Draft, theirs: Draft, field: string): Draft {
  const key = keyOf(field);
  if (key === undefined) return draft;
  return { ...draft, [key]: formOf(key).withTheirs(draft[key], theirs[key], field) };
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
  const change = settingKeys.reduce<SettingsChange>((all, key) => {
    const value = valueOf(typed.change, key);
    const same = value === undefined || JSON.stringify(value) === JSON.stringify(valueOf(base, key));
    return same ? all : withValue(all, key, value);
  }, {});
  return { sent: { ...change, was: readFor(change, base) } };
}

/** What is stored now, where a save was refused because somebody else had saved before. */
export function storedMeanwhile(error: unknown): Settings | undefined {
  const now = conflictOf(error);
  return isSettings(now) ? now : undefined;
}

/** The core has checked them by the contract before it said them, as it does with every answer. */
function isSettings(now: unknown): now is Settings {
  return typeof now === 'object' && now !== null && settingParts.every((part) => part in now);
}
