import { create } from 'zustand';
import type { SystemInfo } from '#shared/contract/system.ts';
import { rpc } from './rpc.ts';
import { setCoreClock } from './now.ts';

type InfoState = { readonly info: SystemInfo | undefined; readonly error: unknown };

/** What the core says about itself; undefined until its first answer. */
export const useInfo = create<InfoState>(() => ({ info: undefined, error: undefined }));

export function takeInfo(info: SystemInfo): void {
  setCoreClock(info.now);
  useInfo.setState({ info, error: undefined });
}

export async function refreshInfo(): Promise<void> {
  try {
    takeInfo(await rpc.system.info());
  } catch (error) {
    useInfo.setState({ error });
  }
}
