import type { Millis } from '#shared/lib/time.ts';
import type { BusinessEventReceived } from '#shared/model/event/kinds/business.ts';
import type { BusinessEvent } from '#shared/model/feed/business-event.ts';
import { addressKey } from '../evidence/fingerprint.ts';
import { type EventOf, parseEvent } from '../evidence/parsed-event.ts';
import { partnerNames } from '../partners/partners.ts';
import { prepare, type ReadDb } from '../store/db.ts';
import { journalColumns, readJournalRow } from '../store/journal/journal.ts';

/** By the index of what went well alone; of a workspace's events those are few. */
const newestSql = `SELECT ${journalColumns} FROM journal INDEXED BY journal_business
  WHERE kind = 'business.event' AND seq < @before AND occurred_at >= @since
    AND (@connection IS NULL OR source = @connection)
    AND (@what IS NULL OR payload ->> 'what' = @what)
    AND (@partners IS NULL OR upper(payload ->> 'partner') IN (SELECT value FROM json_each(@partners)))
  ORDER BY seq DESC LIMIT @limit`;

/** By the number that people quote and whoever it is about: a number alone is another partner's too. */
const aboutSql = `SELECT ${journalColumns} FROM journal INDEXED BY journal_business_number
  WHERE kind = 'business.event' AND upper(payload ->> 'reference') = upper(@number)
    AND upper(payload ->> 'partner') IN (SELECT upper(value) FROM json_each(@partners))
  ORDER BY seq DESC LIMIT @limit`;

export type BusinessEventRow = BusinessEventReceived & {
  readonly seq: number;
  /** Who told of it. */
  readonly connection: string;
  readonly at: Millis;
};

/** Which of what went well is wanted; null = any. */
export type WantedEvents = {
  readonly connection: string | null;
  /** Its name in the directory, its address, or what else a connection calls it. */
  readonly partner: string | null;
  readonly what: BusinessEvent | null;
  /** Happened then or later. */
  readonly since: Millis | null;
  /** Heard before the event of this `seq`: the next page. */
  readonly before: number | null;
  readonly limit: number;
};

/** What went well, as connections told of it, the latest that was heard first. */
export function businessEventsOf(db: ReadDb, wanted: WantedEvents): readonly BusinessEventRow[] {
  const { connection, partner, what, since, before, limit } = wanted;
  const partners = partner === null ? null : JSON.stringify(namesOf(db, partner));
  return prepare(db, newestSql)
    .all({ connection, what, partners, since: since ?? 0, before: before ?? Number.MAX_SAFE_INTEGER, limit })
    .flatMap((row) => {
      const event = parseEvent(readJournalRow(db, row));
      if (event.kind !== 'business.event') return [];
      return [{ ...event.payload, seq: event.seq, connection: event.source, at: event.occurredAt }];
    });
}

/** What went well with a document of this number, of a partner known by any of these; the latest that was heard first. */
export function businessEventsAbout(
  db: ReadDb,
  {
    number,
    partners,
    limit,
  }: { readonly number: string; readonly partners: readonly string[]; readonly limit: number },
): readonly EventOf<'business.event'>[] {
  return prepare(db, aboutSql)
    .all({ number, partners: JSON.stringify(partners), limit })
    .flatMap((row) => {
      const event = parseEvent(readJournalRow(db, row));
      return event.kind === 'business.event' ? [event] : [];
    });
}

/** All that a partner goes by: what was asked for, and where that is a name, its addresses. */
function namesOf(db: ReadDb, partner: string): readonly string[] {
  const asked = partner.trim().toUpperCase();
  const addresses = partnerNames(db).flatMap(({ name, address }) => (name.toUpperCase() === asked ? [address] : []));
  return [asked, addressKey(partner), ...addresses];
}
