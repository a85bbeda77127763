import type { Json } from '#shared/lib/json.ts';
import type { NewEvent } from './event.ts';
import type { PersonalText, TextAt } from './kind.ts';
import { eventKinds } from './kinds.ts';

/** What stands where a person's words or name stood until they were erased. */
export const erasedWords = '[erased]';

/** A name or an address as it is compared, however it is written. */
export function plainName(name: string): string {
  return name.normalize('NFKC').trim().toLowerCase();
}

/** A person as one text: `Kim Berg <kim@acme.example>`, or the name alone. */
export function mailbox(name: string, email: string | null): string {
  return email === null ? name : `${name} <${email}>`;
}

/** Name and address of a `mailbox`. */
export function readMailbox(text: string): { readonly name: string; readonly email: string | null } {
  const at = text.endsWith('>') ? text.lastIndexOf(' <') : -1;
  return at < 0 ? { name: text, email: null } : { name: text.slice(0, at), email: text.slice(at + 2, -1) };
}

/** Which texts of an event are kept apart, so that they can be erased. The actor always is, with the address. */
export function personalTexts({ actor = null, email = null, kind, payload }: NewEvent): readonly PersonalText[] {
  const person = email ?? actor;
  const fields = eventKinds[kind].personal?.(textIn(payload), person) ?? none;
  return person === null || actor === null ? fields : [{ at: 'actor', person }, ...fields];
}

const none: readonly PersonalText[] = [];

function textIn(payload: Json): TextAt {
  return (field) => {
    const value =
      payload !== null && typeof payload === 'object' && field in payload ? Reflect.get(payload, field) : null;
    return typeof value === 'string' ? value : null;
  };
}
