import { expect, test } from 'vitest';
import { z } from 'zod';
import { parseJson } from '#shared/lib/json.ts';
import { eventKindNames, eventKinds } from '#shared/model/event/kinds.ts';
import { erasePerson } from '#core/projection/erase-person.ts';
import { projections } from '#core/projection/rebuild.ts';
import { append } from '#core/store/journal/journal.ts';
import type { WriteDb } from '#core/store/db.ts';
import { openStore } from '#core/store/open.ts';
import { monday } from '../stories/samples.ts';

const name = 'Peregrine Took';
const email = 'took@grid.example';

const anything = z.record(z.string(), z.unknown());

/** Something that a schema takes, with this text wherever a text may stand. Of what may be one thing or another, what holds most of it. */
function filled(schema: unknown, text: string): unknown {
  const { type, properties = {}, items, const: only, enum: words, anyOf, oneOf } = anything.parse(schema);
  if (only !== undefined) return only;
  if (Array.isArray(words)) return words[0];
  const choices = z.array(z.unknown()).safeParse(anyOf ?? oneOf);
  if (choices.success) return most(choices.data.map((one) => filled(one, text)));
  if (Array.isArray(type)) return most(type.map((one) => filled({ ...anything.parse(schema), type: one }, text)));
  if (type === 'object') {
    return Object.fromEntries(Object.entries(anything.parse(properties)).map(([key, one]) => [key, filled(one, text)]));
  }
  if (type === 'array') return [filled(items, text)];
  if (type === 'string') return text;
  if (type === 'boolean') return true;
  return type === 'null' ? null : 1;
}

function most(made: readonly unknown[]): unknown {
  return made.toSorted((a, b) => JSON.stringify(b).length - JSON.stringify(a).length)[0];
}

/** An event of each kind with the text in every field, said by the person. */
function plantEvents(db: WriteDb, text: string): void {
  for (const kind of eventKindNames) {
    const { payload: schema } = eventKinds[kind];
    const payload = parseJson(JSON.stringify(schema.parse(filled(z.toJSONSchema(schema), text))));
    append(
      db,
      [
        {
          source: 'test',
          sourceId: `${kind} of ${text.length}`,
          kind,
          occurredAt: monday,
          actor: name,
          email,
          payload,
        },
      ],
      monday,
    );
  }
}

const columnSchema = z.object({ name: z.string(), type: z.string(), sql: z.string() });

/** Every column of a table that is not made from the journal by itself. */
function columns(db: WriteDb): Map<string, readonly z.infer<typeof columnSchema>[]> {
  const tables = db.raw
    .prepare("SELECT name, sql FROM sqlite_master WHERE type = 'table' AND sql NOT LIKE '%fts5%'")
    .all();
  return new Map(
    tables
      .map((row) => z.object({ name: z.string(), sql: z.string() }).parse(row))
      .filter(({ name: table }) => !table.startsWith('issues_text') && !projections.some((one) => one === table))
      .map(({ name: table, sql }) => [
        table,
        db.raw
          .prepare(`PRAGMA table_info(${table})`)
          .all()
          .map((row) => columnSchema.parse({ sql, ...anything.parse(row) })),
      ]),
  );
}

/** A row of each of them with the text in every column that takes one. */
function plantRows(db: WriteDb, text: string): void {
  for (const [table, fields] of columns(db)) {
    if (['journal', 'personal', 'journal_removed', 'workspace', 'people'].includes(table)) continue;
    const values = fields.map(({ name: column, type, sql }) => {
      if (type === 'BLOB') return Buffer.from(text);
      if (type !== 'TEXT') return 1;
      return sql.includes(`json_valid(${column})`) ? JSON.stringify({ said: text }) : text;
    });
    db.raw.prepare(`INSERT OR REPLACE INTO ${table} VALUES (${values.map(() => '?').join()})`).run(...values);
  }
}

/** Where the person stands: `table.column`, or of an event `kind.field`. */
function found(db: WriteDb): ReadonlySet<string> {
  const places = new Set<string>();
  const isIt = (text: unknown): boolean => {
    const plain = Buffer.isBuffer(text) ? text.toString('latin1') : text;
    return typeof plain === 'string' && (plain.includes(name) || plain.includes(email));
  };
  const within = (value: unknown, at: string): void => {
    if (isIt(value)) places.add(at);
    if (Array.isArray(value)) for (const one of value) within(one, at);
    else if (value !== null && typeof value === 'object') {
      for (const [key, one] of Object.entries(value)) within(one, `${at}.${key}`);
    }
  };
  for (const table of columns(db).keys()) {
    for (const row of db.raw.prepare(`SELECT * FROM ${table}`).iterate()) {
      for (const [column, value] of Object.entries(anything.parse(row))) {
        if (table === 'journal' && column === 'payload') {
          within(JSON.parse(z.string().parse(value)), z.object({ kind: z.string() }).parse(row).kind);
        } else if (isIt(value)) places.add(`${table}.${column}`);
      }
    }
  }
  return places;
}

/** Kinds of events that say what files, documents and networks said: all of them keeps what it says, and goes with its issue. */
const business = new Set([
  'exchange.reported',
  'partner.seen',
  'file.received',
  'file.unreadable',
  'document.received',
  'acknowledgement.received',
  'acknowledgement.overdue',
  'business.event',
]);

/** What the decision on erasure says it does not reach, by its reasons there. */
const notReached = {
  'what outside systems say where no person is known': `
    action.settled.remark action.settled.error.code action.settled.error.message action.settled.error.next
    action.settled.reference action.settled.url action.settled.remoteId
    receipt.received.id receipt.received.reference receipt.received.link receipt.received.status
    receipt.received.replacedBy.id receipt.received.replacedBy.reference receipt.received.replacedBy.link
    actions.reference actions.url actions.remote_id`,
  'why another one was wanted': 'action.requested.purpose actions.purpose',
  'what a connection signs in with': 'connections.settings feeds.cursor',
  'bytes that are kept': 'blobs.bytes',
  'ids, and words that the product itself chose': `
    issue.marked.issueId issue.marked.insteadOf issue.marked.value.alike issue.marked.value.partner issue.commented.issueId subject.pinned.subject subject.pinned.issues.id subject.pinned.issues.mark
    action.requested.actionId action.requested.issueId action.requested.connector action.requested.connection
    action.requested.action action.requested.did action.requested.noun action.requested.idempotencyKey action.requested.after.key
    action.approved.actionId action.approved.issueId action.approved.connector action.approved.connection action.approved.action
    action.cancelled.actionId action.cancelled.issueId action.cancelled.connector action.cancelled.connection
    action.cancelled.action action.settled.actionId action.settled.issueId action.settled.connector action.settled.connection
    action.settled.action receipt.received.key receipt.received.noun command.received.command command.received.issueId
    command.received.action command.settled.command command.settled.issueId
    person.erased.person person.erased.digest journal.trimmed.digest
    actions.step actions.id actions.issue_id actions.connector actions.connection actions.action actions.capability actions.counts_as
    actions.did actions.noun actions.state actions.delivery_class actions.idempotency_key actions.recipient actions.approval
    opt-out.lifted.recipient opt_outs.key opt_outs.capability opt_outs.recipient actions.after actions.heard actions.requested_on actions.overtaken action_counts.state
    connections.id connections.connector connections.pause_kind feeds.id devices.id records.kind records.key notes.key notes.value
    due_steps.id due_steps.kind due_steps.about reference_data.connection reference_data.kind reference_data.key
    blobs.id blobs.media_type blob_owners.blob_id blob_owners.kind blob_owners.owner_id
    awaited.fingerprint answered_pairs.sender answered_pairs.receiver`,
};

test('A person who stands in every text that is kept is nowhere once erased, but where the decision says that it does not reach', () => {
  const store = openStore({ path: ':memory:', log: () => {} });
  store.write((db) => {
    for (const text of [name, email]) {
      plantEvents(db, text);
      plantRows(db, text);
    }
  });
  const before = store.write(found);
  erasePerson(store, { name: email, by: null, now: monday });
  const after = [...store.write(found)].filter((place) => !business.has(place.split('.', 2).join('.')));
  const named = Object.values(notReached).flatMap((places) => places.trim().split(/\s+/));
  expect(after.toSorted()).toEqual(named.toSorted());
  // It had stood there.
  expect([...before]).toEqual(expect.arrayContaining(['personal.text', 'actions.draft', 'records.value', ...named]));
  store.close();
});
