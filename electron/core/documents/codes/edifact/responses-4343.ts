import type { VerdictCode } from './verdict.ts';

/** BGM response type, element 4343. */
export const responses4343: ReadonlyMap<string, VerdictCode> = new Map([
  ['AC', { label: 'acknowledged with details and changes', verdict: 'changed' }],
  ['AD', { label: 'acknowledged with details, no changes', verdict: 'accepted' }],
  ['AI', { label: 'acknowledged, only the changes are listed', verdict: 'changed' }],
  ['AP', { label: 'accepted', verdict: 'accepted' }],
  ['CA', { label: 'accepted under conditions', verdict: 'changed' }],
  ['NA', { label: 'no acknowledgement needed', verdict: 'neutral' }],
  ['RE', { label: 'rejected', verdict: 'rejected' }],
]);
