/** What a code says about the thing answered; `neutral` decides nothing. */
export type Verdict = 'accepted' | 'changed' | 'rejected' | 'neutral';

export type VerdictCode = { readonly label: string; readonly verdict: Verdict };
