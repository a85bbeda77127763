import { randomBytes } from 'node:crypto';
import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { createHlc, formatHlc } from '#shared/lib/hlc.ts';
import type { Acting, Ingest, Person } from './ingest.ts';
import type { Reader } from './outbox/read.ts';
import type { ActionContext } from './outbox/requests/request.ts';
import type { Marker } from './people/mark.ts';
import { mostAhead, putMarksBack } from './people/marks-ahead.ts';
import type { Clock, Ports } from './ports.ts';
import { greatestHlc } from './store/journal/journal.ts';
import type { Store } from './store/open.ts';

const meSchema = z.object({ name: z.string(), email: z.string() });
/** A person as they told of themselves. */
export type Me = z.infer<typeof meSchema>;

const fileSchema = z.object({
  device: z.string().min(8),
  computer: z.string(),
  key: z.string(),
  me: meSchema.nullable(),
});

/** Whose desk this is: kept in the data folder, and in no backup, which may be put back at another desk. */
export type Desk = {
  /** Random, made once for each data folder and computer: names of computers are often names of people. */
  readonly device: string;
  /** Their key in the table of people. */
  readonly key: string;
  /** Null = nobody has said so. */
  me(): Me | null;
  /** Null takes it away. Throws where the file can't be written. */
  setMe(me: Me | null): void;
  /** Who acts now: until somebody has said who they are, this machine's user. */
  acting(): Acting;
};

export function openDesk({ dataFolder, actor, computer }: Pick<Ports, 'dataFolder' | 'actor' | 'computer'>): Desk {
  const path = join(dataFolder, 'desk.json');
  const id = (bytes: number) => randomBytes(bytes).toString('hex');
  const write = (): void => {
    writeFileSync(`${path}.new`, JSON.stringify(desk), { mode: 0o600 });
    renameSync(`${path}.new`, path);
  };
  const known = read(path);
  let desk = known ?? { device: id(8), computer, key: id(5), me: null };
  // The folder came here from another computer: what that one still writes must not look like what is done here.
  if (desk.computer !== computer) desk = { ...desk, device: id(8), computer };
  if (desk !== known) write();
  return {
    device: desk.device,
    key: desk.key,
    me: () => desk.me,
    setMe(me) {
      desk = { ...desk, me };
      write();
    },
    acting: () => ({
      actor: desk.me?.name ?? actor,
      email: desk.me?.email ?? null,
      proof: 'this machine’s user',
      device: desk.device,
    }),
  };
}

/** Null where there is none, or none that can be read. */
function read(path: string): z.infer<typeof fileSchema> | null {
  try {
    return fileSchema.parse(JSON.parse(readFileSync(path, 'utf8')));
  } catch {
    return null;
  }
}

/** Who acts at this desk, each time with a stamp that orders what people do across desks. */
export type WhoActs = {
  /** For what people do to actions. */
  acting(): ActionContext;
  /** For who looks at actions. */
  reader(): Reader;
  /** For what they do to issues. */
  marker(): Marker;
  /** For others that have said who it is. */
  stamp(): Pick<Marker, 'device' | 'hlc' | 'now'>;
  /** The clock was put back: what was stamped ahead of it is put back too. Gives the issues that this changed. */
  marksBack(): readonly string[];
};

export function createWhoActs({
  desk,
  clock,
  store,
  ingest,
}: {
  readonly desk: Desk;
  readonly clock: Clock;
  readonly store: Store;
  readonly ingest: Ingest;
}): WhoActs {
  const startHlc = () => {
    // Later than that only a clock that was ahead can have been.
    const before = formatHlc({ at: clock.now() + mostAhead, counter: 0, device: '' });
    return createHlc({
      device: desk.device,
      now: () => clock.now(),
      resumeFrom: store.read((db) => greatestHlc(db, before)),
    });
  };
  let hlc = startHlc();
  const person = (): Person => ({ ...desk.acting(), hlc: hlc.next() });
  return {
    acting: () => ({ ingest, person: person(), now: clock.now() }),
    reader: () => ({ ...desk.acting(), now: clock.now() }),
    marker: () => ({ ...desk.acting(), hlc, now: clock.now() }),
    stamp: () => ({ device: desk.device, hlc, now: clock.now() }),
    marksBack() {
      const issueIds = store.write((db) => putMarksBack(db, clock.now(), ingest));
      hlc = startHlc();
      return issueIds;
    },
  };
}
