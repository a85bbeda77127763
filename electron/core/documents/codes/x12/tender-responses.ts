import type { AcknowledgementStatus } from '#shared/model/edi/edi.ts';

/** B104 (element 558) in a 990: the carrier's answer to a load tender. Labels continue "the carrier ...". */
export const tenderResponses: ReadonlyMap<string, { readonly label: string; readonly status: AcknowledgementStatus }> =
  new Map([
    ['A', { label: 'takes the load', status: 'accepted' }],
    ['B', { label: 'takes the load on conditions', status: 'partial' }],
    ['C', { label: 'makes a counter-offer', status: 'partial' }],
    ['D', { label: 'declined the load', status: 'rejected' }],
    ['E', { label: 'declined the load', status: 'rejected' }],
    ['R', { label: 'withdrew its response', status: 'rejected' }],
    ['S', { label: 'takes the load in several parts', status: 'partial' }],
    ['U', { label: 'takes the load with changes', status: 'partial' }],
  ]);
