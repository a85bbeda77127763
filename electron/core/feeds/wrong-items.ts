import { z } from 'zod';
import { plural } from '#shared/lib/sentence.ts';
import { day, type Millis } from '#shared/lib/time.ts';
import type { NewEvent } from '#shared/model/event/event.ts';
import { BadEventError } from '../failure.ts';
import { checkEvent } from '../evidence/parsed-event.ts';
import { cacheGet, cacheSet } from '../store/tables/cache.ts';
import type { ReadDb, WriteDb } from '../store/db.ts';

/** One item that a feed brought, and in whole sentences what of it could not be used; none = all of it could. */
export type TakenItem = {
  /** A kind of reference data or of event. */
  readonly what: string;
  /** The source's own key; empty text where it came without one. */
  readonly key: string;
  /** The rest of it was taken. */
  readonly kept: boolean;
  readonly faults: readonly string[];
};

type FeedName = { readonly connection: string; readonly name: string };

/** So many are remembered by key, and three of them are told. */
const most = 500;
const told = 3;
/** What happened is not brought again once it was read: its note goes after a while. Records stay until they come right. */
const eventsForMs = 7 * day;

const storedSchema = z
  .array(
    z.object({
      what: z.string(),
      key: z.string(),
      kept: z.boolean(),
      faults: z.array(z.string()),
      at: z.number(),
    }),
  )
  .catch([]);
const cacheKey = (feed: string) => `feed-wrong:${feed}`;

/**
 * The one place that says how a wrong item of a page is treated, whatever it is: it is left out, the page goes on, and
 * the feed says so until the same item comes right or is gone at its source.
 */
export function noteWrongItems(db: WriteDb, feed: FeedName, items: readonly TakenItem[], at: Millis): void {
  const stored = read(db, feed);
  const wrong = items.filter(({ faults }) => faults.length > 0);
  if (stored.length === 0 && wrong.length === 0) return;
  const known = new Map(stored.filter((one) => !isOver(one, at)).map((one) => [idOf(one), one]));
  let changed = known.size !== stored.length;
  // In their order: what comes twice counts as it stands last.
  for (const item of items) {
    const id = idOf(item);
    if (item.faults.length === 0) {
      if (known.delete(id)) changed = true;
    } else {
      known.set(id, { ...item, faults: item.faults.slice(0, told), at });
      changed = true;
    }
  }
  if (!changed) return;
  cacheSet(db, feed.connection, cacheKey(feed.name), at, [...known.values()].slice(0, most));
}

/** What people should know of what was left out, a note for each kind of thing: in its first line what and how many, then which, at its end what to do. `where` = what the connection is called. */
export function wrongItemNotes(db: ReadDb, feed: FeedName, where: string, now: Millis): readonly string[] {
  const all = read(db, feed).filter((one) => !isOver(one, now));
  return [...Map.groupBy(all, ({ what, kept }) => `${what} ${kept}`).values()].map((group) => noteOf(group, where));
}

/** One wrong event costs that event. They are looked at one by one only where `write` throws. */
export function withoutWrong<T>(
  events: readonly NewEvent[],
  write: (wrong: readonly TakenItem[], right: readonly NewEvent[]) => T,
): T {
  try {
    return write([], events);
  } catch (error) {
    const { right, wrong } = partEvents(events);
    if (wrong.length === 0) throw error;
    return write(wrong, right);
  }
}

/** The events of a page that are what their kinds say, and the others. */
function partEvents(events: readonly NewEvent[]): {
  readonly right: readonly NewEvent[];
  readonly wrong: readonly TakenItem[];
} {
  const right: NewEvent[] = [];
  const wrong: TakenItem[] = [];
  for (const event of events) {
    try {
      checkEvent(event);
      right.push(event);
    } catch (error) {
      if (!(error instanceof BadEventError)) throw error;
      wrong.push({ ...itemOf(event), faults: [error.fault] });
    }
  }
  return { right, wrong };
}

/** An event as it is remembered where it is wrong. */
export function itemOf({ kind, sourceId }: NewEvent): TakenItem {
  return { what: kind, key: typeof sourceId === 'string' ? sourceId : '', kept: false, faults: [] };
}

type Remembered = z.infer<typeof storedSchema>[number];

function read(db: ReadDb, { connection, name }: FeedName): readonly Remembered[] {
  return storedSchema.parse(cacheGet(db, connection, cacheKey(name))?.value);
}

function isOver({ what, key, at }: Remembered, now: Millis): boolean {
  return (!isRecord(what) || key === '') && now - at > eventsForMs;
}

function idOf({ what, key }: Pick<TakenItem, 'what' | 'key'>): string {
  return `${what}:${key}`;
}

const nouns: Readonly<Record<string, string>> = {
  person: 'person',
  partner: 'partner',
  agreement: 'agreement',
  content: 'content record',
  'receipt.received': 'receipt',
  'command.received': 'command',
  'business.event': 'business event',
  'exchange.reported': 'report',
  'partner.seen': 'directory entry',
};

function isRecord(what: string): boolean {
  return !what.includes('.');
}

function noteOf(group: readonly Remembered[], where: string): string {
  const [{ what, kept }] = group as readonly [Remembered, ...Remembered[]];
  const count = group.length;
  const one = count === 1;
  const noun = nouns[what] ?? 'entry';
  const number = `${count >= most ? `At least ${most}` : count} ${one ? noun : noun === 'person' ? 'people' : plural(noun)}`;
  const became = kept
    ? 'had parts that can’t be used; the rest was kept'
    : `could not be used and ${one ? 'was' : 'were'} left out`;
  const examples = group
    .slice(0, told)
    .map(({ key, faults }) => `${key === '' ? 'One without a key' : key}: ${faults.join(' ')}`);
  const more = count > told ? [`And ${count - told} more.`] : [];
  const next = isRecord(what)
    ? `Correct ${one ? 'it' : 'them'} in ${where}; this note goes away once ${one ? 'it is' : 'they are'} right.`
    : `Ask whoever looks after ${where} to send ${one ? 'it' : 'them'} again; this note goes away after a week.`;
  return [`${number} ${became}.`, ...examples, ...more, next].join('\n');
}
