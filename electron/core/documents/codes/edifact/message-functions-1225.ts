import type { VerdictCode } from './verdict.ts';

/** BGM message function, element 1225: the values that acknowledgements and responses use. */
export const messageFunctions1225: ReadonlyMap<string, VerdictCode> = new Map([
  ['1', { label: 'cancellation', verdict: 'neutral' }],
  ['4', { label: 'change', verdict: 'changed' }],
  ['5', { label: 'replacement', verdict: 'neutral' }],
  ['6', { label: 'confirmation', verdict: 'neutral' }],
  ['7', { label: 'duplicate', verdict: 'neutral' }],
  ['9', { label: 'original', verdict: 'neutral' }],
  ['11', { label: 'response', verdict: 'neutral' }],
  ['12', { label: 'not processed', verdict: 'rejected' }],
  ['27', { label: 'not accepted', verdict: 'rejected' }],
  ['28', { label: 'accepted with changes in the heading', verdict: 'changed' }],
  ['29', { label: 'accepted without changes', verdict: 'accepted' }],
  ['30', { label: 'accepted with changes in the lines', verdict: 'changed' }],
  ['34', { label: 'accepted with changes', verdict: 'changed' }],
  ['35', { label: 'sent again', verdict: 'neutral' }],
  ['44', { label: 'accepted without reserves', verdict: 'accepted' }],
  ['45', { label: 'accepted with reserves', verdict: 'changed' }],
  ['48', { label: 'message accepted, contents rejected', verdict: 'rejected' }],
]);
