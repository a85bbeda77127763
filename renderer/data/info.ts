import type { SystemInfo } from '#shared/contract/system.ts';
import { client } from './client.ts';
import { setCoreClock } from './now.ts';
import { queries } from './queries.ts';

const { queryKey } = queries.info();

/** What the core has said about itself so far; undefined until its first answer. */
export function infoNow(): SystemInfo | undefined {
  return client.getQueryData(queryKey);
}

/** Asks the core again what it says of itself. */
export async function refreshInfo(): Promise<void> {
  await client.refetchQueries({ queryKey, exact: true });
}

/** Takes over what the core says of itself in the answer to a change. */
export function takeInfo(info: SystemInfo): void {
  setCoreClock(info.now);
  client.setQueryData(queryKey, info);
}
