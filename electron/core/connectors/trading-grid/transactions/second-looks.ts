import { z } from 'zod';
import { day, hour, type Millis, minute } from '#shared/lib/time.ts';
import type { ConnectorContext } from '../../connection.ts';

const firstRest: Millis = 5 * minute;
const longestRest: Millis = 6 * hour;
/** Entries that could not be read in this time will not be readable later either. */
const hopeful: Millis = 3 * day;
/** As long as that, people are told of what could never be read. */
const told: Millis = 10 * day;
const mostGaps = 50;

const storedSchema = z
  .array(
    z.object({
      from: z.number(),
      to: z.number(),
      count: z.number(),
      since: z.number(),
      tries: z.number(),
      next: z.number(),
    }),
  )
  .catch([]);

/** A stretch of time in which entries stood that could not be read. */
export type Gap = z.infer<typeof storedSchema>[number];

/** What must be read once more, kept beyond the process: the cursor has passed it. */
export type SecondLooks = {
  /** Entries in this stretch of time could not be read. */
  missed(stretch: { readonly from: Millis; readonly to: Millis }, count: number): void;
  /** The one to read again now; null where none is due. */
  due(): Gap | null;
  /** It was read again, and so many entries still can't be. */
  looked(gap: Gap, count: number): void;
  /** What people should know. */
  notes(): readonly string[];
};

export function createSecondLooks(
  { cache, clock, log }: Pick<ConnectorContext, 'cache' | 'clock' | 'log'>,
  feed: string,
): SecondLooks {
  const key = `second-looks:${feed}`;
  let gaps: readonly Gap[] | null = null;
  const all = (): readonly Gap[] => (gaps ??= storedSchema.parse(cache.get(key)?.value));
  const put = (next: readonly Gap[]): void => {
    gaps = next.filter(({ since }) => Math.abs(clock.now() - since) < told).slice(-mostGaps);
    cache.set(key, [...gaps]);
  };

  return {
    missed({ from, to }, count) {
      log('warn', 'Entries from Lens could not be read; they will be asked for again', { feed, count });
      // The same entry stands in every window that overlaps: one stretch for all of them.
      const touching = all().filter((gap) => gap.from <= to && from <= gap.to && gap.tries === 0);
      const merged = touching.reduce(
        (sum, gap) => ({
          ...sum,
          from: Math.min(sum.from, gap.from),
          to: Math.max(sum.to, gap.to),
          count: Math.max(sum.count, gap.count),
          since: Math.min(sum.since, gap.since),
        }),
        { from, to, count, since: clock.now(), tries: 0, next: clock.now() + firstRest },
      );
      put([...all().filter((gap) => !touching.includes(gap)), merged]);
    },

    due() {
      const now = clock.now();
      const isOpen = ({ since }: Gap) => Math.abs(now - since) < hopeful;
      return all().find((gap) => isOpen(gap) && (gap.next <= now || gap.next > now + longestRest)) ?? null;
    },

    looked(gap, count) {
      const rest = Math.min(longestRest, firstRest * 2 ** (gap.tries + 1));
      const still = { ...gap, count, tries: gap.tries + 1, next: clock.now() + rest };
      put(all().flatMap((other) => (other !== gap ? [other] : count === 0 ? [] : [still])));
    },

    notes: () =>
      all().map(({ from, to, count, since }) => {
        const what = count === 1 ? '1 entry' : `${count} entries`;
        const when = `from ${inWords(from)} to ${inWords(to)}`;
        return Math.abs(clock.now() - since) < hopeful
          ? `${what} could not be read: Lens sent ${count === 1 ? 'it' : 'them'} empty or incomplete. The time ${when} will be read again for up to three days.`
          : `${what} could not be read for three days. Check Lens for failures ${when}.`;
      }),
  };
}

function inWords(at: Millis): string {
  return `${new Date(at).toISOString().slice(0, 16).replace('T', ' ')} UTC`;
}
