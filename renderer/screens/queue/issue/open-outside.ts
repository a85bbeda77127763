const linkId = 'open-outside';

/** Whether the open issue shows a link to what was made of it in another system. */
export const hasOutside = (): boolean => document.getElementById(linkId) !== null;

/** Follows that link. */
export function openOutside(): void {
  document.getElementById(linkId)?.click();
}

export const outsideLinkId = linkId;
