/** How it was proven who somebody is. */
export const proofs = ['this machine’s user', 'sign-in', 'chat click', 'team sign-in'] as const;
