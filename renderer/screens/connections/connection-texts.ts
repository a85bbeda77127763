import type { ConnectionState } from '#shared/model/connection.ts';
import { conflictOf } from '#renderer/data/failure.ts';
import { changedTexts, type Texts, textShape } from '#renderer/kit/form/texts.ts';

/** What is typed into the form of a connection, by setting and secret; `name` and `connection` while it is being added. */
export const connectionShape = textShape((stored: Texts) => stored);

/** Secrets go in and never come out: they are in the form only while they are typed. */
export function textsOf(state: ConnectionState, isNew: boolean): Texts {
  return {
    ...(isNew ? { name: state.name, connection: state.connection } : {}),
    ...Object.fromEntries(state.settings.map(({ key, value }) => [key, value])),
  };
}

/** Only what was changed, and what the settings among it were when they were read. */
export function toConnect({ settings, secrets }: ConnectionState, base: Texts, draft: Texts) {
  const changed = changedTexts(base, draft);
  const among = (fields: readonly { readonly key: string }[], texts: Texts): Texts =>
    Object.fromEntries(fields.flatMap(({ key }) => (changed[key] === undefined ? [] : [[key, texts[key] ?? '']])));
  return { settings: among(settings, draft), secrets: among(secrets, draft), was: among(settings, base) };
}

/** The settings as they are now, where a save was refused because somebody else had saved before. */
export function textsMeanwhile(error: unknown): Texts | undefined {
  const now = conflictOf(error);
  return isState(now) ? textsOf(now, false) : undefined;
}

/** The core has checked it by the contract before it said it, as it does with every answer. */
function isState(now: unknown): now is ConnectionState {
  return typeof now === 'object' && now !== null && 'settings' in now && Array.isArray(now.settings);
}

/** What a field is called on the form. */
export function fieldName({ settings, secrets }: ConnectionState, field: string): string {
  if (field === 'name') return 'Name';
  if (field === 'connection') return 'ID';
  return [...settings, ...secrets].find(({ key }) => key === field)?.label ?? field;
}

/** The field that the core means: the schema says which record it is in. Null where the form has none for it. */
export function fieldMeant({ settings, secrets }: ConnectionState, isNew: boolean, field: string): string | null {
  const key = field.replace(/^(?:settings|secrets)\./, '');
  if (isNew && (key === 'name' || key === 'connection')) return key;
  return [...settings, ...secrets].some((one) => one.key === key) ? key : null;
}
