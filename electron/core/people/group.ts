import { canonicalJson } from '#shared/lib/json.ts';
import type { NewEvent } from '#shared/model/event/event.ts';
import type { Grouping, Regrouped } from '#shared/model/issue/grouping.ts';
import type { Place } from '#shared/model/issue/place.ts';
import { BadInputError, NotFoundError } from '../failure.ts';
import { incidentOf } from '../incidents/incident-of.ts';
import { readIssue } from '../reading/issue-report.ts';
import type { ReadDb } from '../store/db.ts';
import { readContext } from '../verdict/context.ts';
import { partnerMark } from '../verdict/cause-key.ts';
import type { IssueRecord } from '../verdict/derive.ts';
import { type Marker, personEvent } from './mark.ts';

type Member = { readonly record: IssueRecord; readonly partner: string | null };
type Moved = { readonly record: IssueRecord; readonly place: Place | null };

/**
 * Puts issues where a person wants them among the incidents. Unknown ids, and those that are there already, are left out.
 * Throws `NotFoundError` for an incident that is not there, and `BadInputError` where one incident would have two partners.
 */
export function groupIssues(
  db: ReadDb,
  { ids, to }: { readonly ids: readonly string[]; readonly to: Grouping },
  marker: Marker,
): Regrouped & { readonly events: readonly NewEvent[] } {
  const context = readContext(db);
  const memberOf = (id: string): Member | null => {
    const found = readIssue(db, id, context);
    return found && { record: found.record, partner: found.partnerKey };
  };
  const members = [
    ...new Map(ids.flatMap((id) => memberOf(id) ?? []).map((member) => [member.record.id, member])).values(),
  ];
  const { moved, left } = move(db, members, to, memberOf, marker);
  const changed = new Map<string, { before: Place | null; after: Place | null; ids: string[] }>();
  for (const { record, place } of moved) {
    const key = canonicalJson([record.place, place]);
    const same = changed.get(key);
    if (same === undefined) changed.set(key, { before: record.place, after: place, ids: [record.id] });
    else same.ids.push(record.id);
  }
  const events = moved.map(({ record, place }) =>
    personEvent('issue.marked', { issueId: record.id, field: 'incident', value: place }, record, marker),
  );
  return { events, changed: [...changed.values()], left };
}

type Moves = { readonly moved: readonly Moved[]; readonly left: readonly string[] };

function move(
  db: ReadDb,
  members: readonly Member[],
  to: Grouping,
  memberOf: (id: string) => Member | null,
  marker: Marker,
): Moves {
  switch (to.kind) {
    case 'rules':
      return all(members.filter(({ record }) => record.place !== null).map(({ record }) => ({ record, place: null })));
    case 'alone':
      // Of which nobody knows the partner stands by itself as it is.
      return all(
        members.flatMap(({ record, partner }) =>
          partner === null || record.alike === null
            ? []
            : { record, place: { partner, alike: null, at: record.openedAt } },
        ),
      );
    case 'together':
      return all(putTogether(members, marker));
    case 'with':
      return all(putWith(db, members, to.id, memberOf, marker));
    case 'back': {
      const isMeant = ({ record }: Member) => canonicalJson(record.place) === canonicalJson(to.from);
      return {
        moved: members.filter(isMeant).map(({ record }) => ({ record, place: to.place })),
        left: members.filter((member) => !isMeant(member)).map(({ record }) => record.id),
      };
    }
  }
}

const all = (moved: readonly Moved[]): Moves => ({ moved, left: [] });

function putTogether(members: readonly Member[], { hlc, now }: Marker): readonly Moved[] {
  if (members.length < 2) throw new BadInputError('ids', 'at least two issues to put together', `${members.length}`);
  const partner = onePartner(members);
  const at = Math.min(...members.map(({ record }) => record.nearAt));
  const place: Place = { partner, alike: `${partnerMark(partner)} by hand ${hlc.next(now)}`, at };
  return members.map(({ record }) => ({ record, place }));
}

function putWith(
  db: ReadDb,
  members: readonly Member[],
  id: string,
  memberOf: (id: string) => Member | null,
  marker: Marker,
): readonly Moved[] {
  const target = memberOf(id);
  if (target === null) throw new NotFoundError('issue', id);
  const others = members.filter(({ record }) => record.id !== target.record.id);
  const partner = onePartner([target, ...others]);
  const { alike, nearAt: at } = target.record;
  // Taken out by hand it has nothing in common with any: both go into one of their own.
  if (alike === null) return others.length === 0 ? [] : putTogether([target, ...others], marker);
  const incident = incidentOf(db, target.record.id)?.id ?? null;
  const isThere = ({ record }: Member) => incident !== null && incidentOf(db, record.id)?.id === incident;
  return others.filter((each) => !isThere(each)).map(({ record }) => ({ record, place: { partner, alike, at } }));
}

/** What leaves about an incident goes to its partner: it must be known, and one. */
function onePartner(members: readonly Member[]): string {
  const partners = new Set(members.map(({ partner }) => partner));
  const [partner] = partners;
  if (partners.has(null) || partner === undefined || partner === null)
    throw new BadInputError('ids', 'issues whose partner is known', 'an issue without a partner');
  if (partners.size > 1) throw new BadInputError('ids', 'issues of one partner', `issues of ${partners.size} partners`);
  return partner;
}
