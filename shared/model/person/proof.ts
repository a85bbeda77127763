/**
 * How it was proven who somebody is: by being at this machine as its user, by a sign-in of their own to an outside system,
 * by an account of a chat, by a team's sign-in. Said of who does something here, and of who asked for something outside.
 */
export const proofs = ['this machine’s user', 'sign-in', 'chat click', 'team sign-in'] as const;
export type Proof = (typeof proofs)[number];

/** To stand after a name where it was not proven here; null = nothing needs to be said. */
export const proofWords = {
  'this machine’s user': null,
  'sign-in': 'by a sign-in outside',
  'chat click': 'by a click in a chat',
  'team sign-in': null,
} as const satisfies Record<Proof, string | null>;
