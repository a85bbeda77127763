import { create } from 'zustand';

/**
 * `connecting` = the first time; `lost` = there was a connection and a new one is being made; `refused` = somebody answers and
 * wants another key: Gridline was started anew, and has another address.
 */
type LinkState = 'connecting' | 'open' | 'lost' | 'refused';

export type Link = { readonly state: LinkState; readonly attempt: number };

export const useLinkState = create<Link>(() => ({
  state: 'connecting',
  attempt: 0,
}));
