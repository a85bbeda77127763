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

/** Who owns an issue says that issue: nobody has the role by being given it. */
const saidElsewhere: ReadonlySet<string> = new Set<Role>(['owner']);

/** The roles that a person can be given. */
export function givenRoles(kind: PersonKind): readonly Role[] {
  return roles[kind].filter((role) => !saidElsewhere.has(role));
}

export function isGivenRole(kind: PersonKind, role: string): role is Role {
  return givenRoles(kind).some((known) => known === role);
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
