import type { Millis } from '#shared/lib/time.ts';
import { ConnectorError } from '../sdk/error.ts';
import type { SalesforceApi } from './api.ts';
import { type CaseRow, caseRow } from './case-rows.ts';
import { runQuery } from './query.ts';
import { soqlTime } from './soql.ts';

/** Ways to ask for cases, best first: `queryAll` alone sees what was deleted, and not every org has `MasterRecordId` on Case. */
const ways = [
  { all: true, merged: true },
  { all: true, merged: false },
  { all: false, merged: false },
] as const;

/** Which cases: those changed since a time of the org's; or also every open one, however old. */
export type Wanted = { readonly since: Millis; readonly openToo: boolean };

export type CaseQuery = (wanted: Wanted, signal: AbortSignal) => AsyncGenerator<readonly CaseRow[], void, undefined>;

/** Asks for our own cases, deleted ones too where the org lets us see them. Remembers which way of asking the org understands. */
export function createCaseQuery(api: SalesforceApi, readKeyField: () => string): CaseQuery {
  let way = 0;
  return async function* cases(wanted, signal) {
    for (;;) {
      const { all, merged } = ways[way] ?? ways[2];
      const options = { what: 'the changed cases', signal, all };
      let begun = false;
      try {
        const key = readKeyField();
        for await (const rows of runQuery(api, soql(key, merged, wanted), caseRow(key), options)) {
          begun = true;
          yield rows;
        }
        return;
      } catch (error) {
        if (begun || way === ways.length - 1 || !isNotUnderstood(error)) throw error;
        way = /MasterRecord/i.test(error.message) ? way + 1 : ways.length - 1;
      }
    }
  };
}

/** The org does not know the field or the resource; anything else is no matter of how it is asked. */
function isNotUnderstood(error: unknown): error is ConnectorError {
  return (
    error instanceof ConnectorError &&
    ((error.code === 'salesforce.hidden-field' && /MasterRecord/i.test(error.message)) ||
      error.code === 'salesforce.not-found' ||
      error.code === 'salesforce.no-method')
  );
}

function soql(key: string, merged: boolean, { since, openToo }: Wanted): string {
  const fields = [
    'Id, CaseNumber, Status, Priority, IsClosed, IsDeleted, Owner.Name, CreatedDate, SystemModstamp',
    key,
    ...(merged ? ['MasterRecordId, MasterRecord.CaseNumber'] : []),
  ].join(', ');
  const changed = `SystemModstamp >= ${soqlTime(since)}`;
  const which = openToo ? `(IsClosed = false OR ${changed})` : changed;
  return `SELECT ${fields} FROM Case WHERE ${key} LIKE 'GL-%' AND ${which} ORDER BY SystemModstamp, Id`;
}
