import { z } from 'zod';

/** People in three kinds, in one table: who works here, who works at a partner, and who bought from us. */
export const personKinds = ['colleague', 'partner contact', 'customer'] as const;
export type PersonKind = (typeof personKinds)[number];

/** What a person is asked for. An action names a kind and a role; who that is, is looked up when it is sent. */
export const roles = {
  colleague: [
    'owner',
    'on call',
    'account manager',
    'team lead',
    'reviewer',
    'approver',
    'onboarding',
    'finance',
    'content',
    'management',
  ],
  'partner contact': ['edi', 'logistics', 'finance', 'compliance', 'onboarding', 'asked', 'coordinator'],
  customer: ['ordered', 'ship to', 'bill to', 'affected'],
} as const satisfies Record<PersonKind, readonly string[]>;
export type Role<K extends PersonKind = PersonKind> = (typeof roles)[K][number];

export function isRoleOf(kind: PersonKind, role: string): role is Role {
  return roles[kind].some((known) => known === role);
}

/** Whom an effect goes to. */
export type Recipients<K extends PersonKind = PersonKind> = { readonly kind: K; readonly role: Role<K> };

/** What having told somebody counts as. An auditor asks who was told, not by what. */
export const toldWords = {
  colleague: 'told a colleague',
  'partner contact': 'told the partner',
  customer: 'told a customer',
} as const satisfies Record<PersonKind, string>;
export type Told<K extends PersonKind> = (typeof toldWords)[K];

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

/** The source of people that somebody wrote down here; any other is the connection that brought them. */
export const writtenHere = 'settings';

/** One person in the table of people, as it is now. */
export const personRowSchema = personSchema.extend({
  /** `settings`, or the connection that brought it. */
  source: z.string(),
  key: z.string(),
  /** From 1; a change names the one that it was made from. */
  version: z.number().int(),
});
export type PersonRow = z.infer<typeof personRowSchema>;
