import type { AcknowledgementStatus } from '#shared/model/edi/edi.ts';

/** CONTRL action, element 0083: what the receiver did with the level it stands on. CONTRL knows no "accepted with errors". */
export const actions0083: ReadonlyMap<string, { readonly label: string; readonly status: AcknowledgementStatus }> =
  new Map([
    ['4', { label: 'rejected, with everything below it', status: 'rejected' }],
    ['7', { label: 'accepted, with everything below it unless rejected by name', status: 'accepted' }],
    ['8', { label: 'received, not yet checked', status: 'received' }],
  ]);
