import type { ActionPreview, AskedRecipient } from '#shared/contract/actions.ts';

/** What a person has changed of what would be sent. */
export type Draft = {
  /** Changed fields of the preview, by key. */
  readonly fields: Readonly<Record<string, string>>;
  /** Stands below each one's own text. */
  readonly note: string;
  /** Whom it is to go to instead of those that the action names; each with what it is called in the form. */
  readonly to: readonly { readonly label: string; readonly asked: AskedRecipient }[];
  /** Why another one is wanted although there is one; empty for the first. */
  readonly purpose: string;
};

export const noDraft: Draft = { fields: {}, note: '', to: [], purpose: '' };

/** Whether anything would be lost with it. */
export function isWritten({ fields, note, to, purpose }: Draft): boolean {
  return Object.keys(fields).length > 0 || note.trim() !== '' || to.length > 0 || purpose.trim() !== '';
}

/** The issues that would still get one. */
export function openIds(ids: readonly string[], { already }: Pick<ActionPreview, 'already'>): readonly string[] {
  const there = new Set(already);
  return ids.filter((id) => !there.has(id));
}

/** Whether all of what would be sent is about the same, so that every field may be changed. */
export function isOne(ids: readonly string[], preview: ActionPreview): boolean {
  return preview.count === 1 || openIds(ids, preview).length === 1;
}

/** The changed fields that may be sent: those that the action has, and for several only what means the same for each of them. */
export function overridesOf(
  draft: Draft,
  preview: ActionPreview,
  ids: readonly string[],
): Readonly<Record<string, string>> {
  const one = isOne(ids, preview);
  const free = new Set(preview.fields.filter(({ editable, bulk }) => editable && (bulk || one)).map(({ key }) => key));
  return Object.fromEntries(Object.entries(draft.fields).filter(([key]) => free.has(key)));
}

export const recipientsOf = ({ to }: Draft): AskedRecipient[] => to.map(({ asked }) => asked);
