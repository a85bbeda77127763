import { backOff } from './back-off.ts';
import { areasChanged, connectionIsBack } from './refresh.ts';
import { rpc } from './rpc.ts';

/** Follows the core's live events for as long as the page lives; after a break the first event says "everything". */
export async function followLive(): Promise<never> {
  // The first call of all: what is asked after it is news already.
  let isNews = false;
  for (let attempt = 0; ; attempt += 1) {
    try {
      const events = await rpc.system.live();
      if (isNews) connectionIsBack();
      for await (const event of events) {
        attempt = 0;
        if (isNews) areasChanged(event.areas);
        isNews = true;
      }
    } catch {
      // The connection went: the bar says so and the next round waits for it.
    }
    isNews = true;
    await new Promise((resolve) => setTimeout(resolve, backOff(attempt)));
  }
}
