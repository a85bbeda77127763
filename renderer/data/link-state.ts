import { create } from 'zustand';

/** `connecting` = the first time; `lost` = there was a connection and a new one is being made. */
export type LinkState = 'connecting' | 'open' | 'lost';

export const useLinkState = create<{ readonly state: LinkState; readonly attempt: number }>(() => ({
  state: 'connecting',
  attempt: 0,
}));
