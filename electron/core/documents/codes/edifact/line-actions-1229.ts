import type { VerdictCode } from './verdict.ts';

/** LIN action, element 1229: what the response does to one line. Codes 13 to 20 belong to disputes. */
export const lineActions1229: ReadonlyMap<string, VerdictCode> = new Map([
  ['1', { label: 'added by the partner', verdict: 'changed' }],
  ['2', { label: 'deleted', verdict: 'rejected' }],
  ['3', { label: 'changed', verdict: 'changed' }],
  ['4', { label: 'no action', verdict: 'neutral' }],
  ['5', { label: 'accepted', verdict: 'accepted' }],
  ['6', { label: 'accepted with changes', verdict: 'changed' }],
  ['7', { label: 'not accepted', verdict: 'rejected' }],
  ['10', { label: 'not found', verdict: 'rejected' }],
  ['12', { label: 'line number changed', verdict: 'changed' }],
  ['13', { label: 'deducted by the buyer', verdict: 'changed' }],
  ['14', { label: 'claimed by the buyer against the invoice', verdict: 'changed' }],
  ['16', { label: 'to be credited by the seller', verdict: 'changed' }],
  ['19', { label: 'dispute rejected by the seller', verdict: 'changed' }],
  ['20', { label: 'dispute settled', verdict: 'changed' }],
]);
