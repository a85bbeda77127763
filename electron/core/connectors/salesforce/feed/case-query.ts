import type { Millis } from '#shared/lib/time.ts';
import { ConnectorError } from '../../sdk/error.ts';
import { type CaseRow, caseRow } from './case-rows.ts';
import { runQuery, soqlText, soqlTime } from '../org/query.ts';
import type { Org } from '../org/org.ts';
import { isCode } from '../errors/our-codes.ts';

const needed = ['Id', 'CaseNumber', 'Status', 'IsClosed', 'IsDeleted', 'CreatedDate', 'SystemModstamp'];
/** Each may be missing in an org, or hidden from its user: that costs what it tells, no more. */
const optional = ['Priority', 'Owner.Name', 'MasterRecordId', 'MasterRecord.CaseNumber'];

/** Which cases: those changed since a time of the org's; or also every open one, however old. */
export type Wanted = {
  readonly since: Millis;
  readonly openToo: boolean;
  /** Ids of cases that ours were merged into: they come with every poll, whatever their key and stamp. */
  readonly masters: readonly string[];
};

export type CaseQuery = (wanted: Wanted, signal: AbortSignal) => AsyncGenerator<readonly CaseRow[], void, undefined>;

/**
 * Asks for our own cases, deleted ones too (`queryAll`) where the org lets us see them. Remembers what the org does not
 * have, so that it is asked for once.
 */
export function createCaseQuery(org: Org, onUnread: (count: number) => void): CaseQuery {
  let columns: readonly string[] = [...needed, ...optional];
  let all = true;
  /** True where asking differently may help. */
  const learn = (error: unknown): boolean => {
    if (all && isCode(error, 'not-found', 'no-method')) {
      all = false;
      return true;
    }
    if (!isCode(error, 'hidden-field')) return false;
    const refused = optional.filter((column) => isNamed(error.message, column));
    const left = columns.filter((column) => !refused.includes(column));
    if (left.length === columns.length) return false;
    columns = left;
    return true;
  };
  return async function* cases(asked, signal) {
    let wanted = asked;
    for (;;) {
      let begun = false;
      try {
        const { externalIdField: key } = org.settings();
        const query = { soql: soql([...columns, key], key, wanted), row: caseRow(key), what: 'the changed cases' };
        for await (const rows of runQuery(org, { ...query, all, onUnread }, signal)) {
          begun = true;
          yield rows;
        }
        return;
      } catch (error) {
        if (begun) throw error;
        if (learn(error)) continue;
        // An org that does not take the longer question is asked the plain one: changes are not held up for a sweep.
        if (!wanted.openToo || !(error instanceof ConnectorError) || error.kind !== 'set-up') throw error;
        wanted = { ...wanted, openToo: false };
      }
    }
  };
}

/** "No such column 'Priority' on entity 'Case'", "Didn't understand relationship 'Owner' in field path". */
function isNamed(message: string, column: string): boolean {
  const [first = ''] = column.split('.');
  return message.includes(`'${column}'`) || message.includes(`'${first}'`) || message.includes(`'${first}Id'`);
}

function soql(columns: readonly string[], key: string, { since, openToo, masters }: Wanted): string {
  const changed = `SystemModstamp >= ${soqlTime(since)}`;
  const which = openToo ? `(IsClosed = false OR ${changed})` : changed;
  const ours = `${key} LIKE 'GL-%' AND ${which}`;
  const where = masters.length === 0 ? ours : `(${ours}) OR Id IN (${masters.map(soqlText).join(', ')})`;
  return `SELECT ${columns.join(', ')} FROM Case WHERE ${where} ORDER BY SystemModstamp, Id`;
}

/** Comments on our own cases, and on those that ours were merged into. */
export function commentSoql(key: string, since: Millis, masters: readonly string[]): string {
  const ours = `Parent.${key} LIKE 'GL-%'`;
  const which = masters.length === 0 ? ours : `(${ours} OR ParentId IN (${masters.map(soqlText).join(', ')}))`;
  const columns = `Id, ParentId, CommentBody, CreatedBy.Name, CreatedDate, Parent.${key}`;
  return `SELECT ${columns} FROM CaseComment WHERE ${which} AND CreatedDate >= ${soqlTime(since)} ORDER BY CreatedDate, Id`;
}
