import { createHlc, formatHlc } from '#shared/lib/hlc.ts';
import type { Desk } from './desk.ts';
import type { Ingest, Person } from './ingest.ts';
import type { ActionContext } from './outbox/requests/request.ts';
import type { Reader } from './outbox/read.ts';
import type { Marker } from './people/mark.ts';
import { mostAhead, putMarksBack } from './people/marks-ahead.ts';
import type { Clock } from './ports.ts';
import { greatestHlc } from './store/journal/journal.ts';
import type { Store } from './store/open.ts';

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
