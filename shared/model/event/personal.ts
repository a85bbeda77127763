import type { Json } from '../../lib/json.ts';
import type { NewEvent } from './event.ts';

/** What stands where a person's words or name stood until they were erased. */
export const erasedWords = '[erased]';

/** A text in an event that is about a person: where it stands, and who that is, by name or address. */
export type PersonalText = {
  /** `actor`, or the name of a field of the payload. */
  readonly at: string;
  readonly subject: string;
};

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
export function personalTexts(event: NewEvent): readonly PersonalText[] {
  const { actor = null, email = null, kind, payload } = event;
  const subject = email ?? actor;
  const fields = fieldsOf(kind, payload, subject);
  return subject === null || actor === null ? fields : [{ at: 'actor', subject }, ...fields];
}

const none: readonly PersonalText[] = [];

function fieldsOf(kind: NewEvent['kind'], payload: Json, actor: string | null): readonly PersonalText[] {
  switch (kind) {
    case 'issue.marked':
      return textAt(payload, 'field') === 'owner' ? named(payload, 'value') : none;
    case 'issue.commented':
      return actor === null ? none : [{ at: 'text', subject: actor }];
    case 'receipt.received': {
      const who = textAt(payload, 'who');
      const said = textAt(payload, 'words');
      const words = who === null || said === null ? none : [{ at: 'words', subject: who }];
      return [...named(payload, 'who'), ...named(payload, 'owner'), ...words];
    }
    case 'command.received':
      return named(payload, 'who');
    case 'business.event':
    case 'exchange.reported':
    case 'partner.seen':
    case 'file.received':
    case 'document.received':
    case 'acknowledgement.received':
    case 'file.unreadable':
    case 'acknowledgement.overdue':
    case 'subject.pinned':
    case 'action.requested':
    case 'action.approved':
    case 'action.cancelled':
    case 'action.settled':
    case 'person.erased':
    case 'journal.trimmed':
      return none;
  }
}

/** A field that holds somebody's name: the person it is about. */
function named(payload: Json, field: string): readonly PersonalText[] {
  const name = textAt(payload, field);
  return name === null ? none : [{ at: field, subject: name }];
}

function textAt(payload: Json, field: string): string | null {
  const value =
    payload !== null && typeof payload === 'object' && field in payload ? Reflect.get(payload, field) : null;
  return typeof value === 'string' ? value : null;
}
