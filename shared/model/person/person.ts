import { z } from 'zod';
import { personKinds } from './role.ts';

const words = z.string().max(200);

/** What is said of a person; null = not known. `electron/core/contacts/check-person.ts` has what each part may be. */
export const personSchema = z.strictObject({
  kind: z.enum(personKinds),
  name: words,
  email: words.nullable(),
  /** `+4915112345678` */
  mobile: words.nullable(),
  /** Of the roles of this kind. */
  roles: z.array(words).max(50).readonly(),
  /** As browsers name languages: `de`, `pt-BR`. */
  language: words.nullable(),
  /** IANA name: `Europe/Berlin`. */
  zone: words.nullable(),
  /** Names or EDI addresses. A partner contact works there; a colleague looks after them, or after all where there are none. */
  partners: z.array(words).max(500).readonly(),
});
export type Person = z.infer<typeof personSchema>;

/** The same as somebody says it: what is left out is not known. */
export const saidOfPersonSchema = personSchema.extend({
  email: personSchema.shape.email.default(null),
  mobile: personSchema.shape.mobile.default(null),
  roles: personSchema.shape.roles.default([]),
  language: personSchema.shape.language.default(null),
  zone: personSchema.shape.zone.default(null),
  partners: personSchema.shape.partners.default([]),
});
export type SaidOfPerson = z.input<typeof saidOfPersonSchema>;

/** What is to be otherwise about a person: what is left out stays as it is. */
export const personChangeSchema = personSchema.partial();
export type PersonChange = z.infer<typeof personChangeSchema>;

/** One person in the table of people, as it is now. */
export const personRowSchema = personSchema.extend({
  /** `settings`, or the connection that brought it. */
  source: z.string(),
  key: z.string(),
  /** From 1; a change names the one that it was made from. */
  version: z.number().int(),
});
export type PersonRow = z.infer<typeof personRowSchema>;
