import { seenKey, visible } from '#shared/lib/words.ts';
import { ownSources } from '#shared/model/event/event.ts';
import { writtenHere } from '#shared/model/person/source.ts';
import { usedConnections } from '../store/tables/asked-actions.ts';
import { allConnections } from '../store/tables/connections.ts';
import type { ReadDb } from '../store/db.ts';
import { BadInputError } from '../failure.ts';
import type { Manifest } from '../connectors/manifest.ts';

/** Ids that mean something else where a connection's could stand: who else writes to the journal, or to the table of people. */
const taken: ReadonlySet<string> = new Set([...ownSources, writtenHere]);

/** `crm` where it is free, else `crm-2` and so on. One that was disconnected is not given to another. */
export function nextId(db: ReadDb, connector: string): string {
  const used = new Set([
    ...allConnections(db).map(({ id }) => id),
    ...usedConnections(db).flatMap(({ connection }) => (connection === connector ? [] : connection)),
  ]);
  for (let count = 1; ; count++) {
    const id = count === 1 ? connector : `${connector}-${count}`;
    if (!used.has(id)) return id;
  }
}

/**
 * Throws `BadInputError` where a new connection can't have this id: it is not one, or what it stands for already would be
 * taken for this one's (another connector, actions that were asked of another system).
 */
export function checkId(db: ReadDb, id: string, connector: string, connectors: readonly string[]): void {
  if (id.length > 40 || !/^[a-z][a-z\d]*(-[a-z\d]+)*$/.test(id)) {
    throw new BadInputError('connection', 'an id of small letters, digits and dashes, such as emea-orders', id);
  }
  if (taken.has(id) || (id !== connector && connectors.includes(id))) {
    throw new BadInputError('connection', 'an id that stands for nothing else', id);
  }
  const before = usedConnections(db).find((used) => used.connection === id && used.connector !== connector);
  if (before !== undefined) {
    const got = `${id}, of which actions for ${before.connector} were asked before`;
    throw new BadInputError('connection', 'an id that no other system had', got);
  }
}

/** What a connection is called until a person says something else. */
export function defaultName(id: string, manifest: Pick<Manifest, 'id' | 'name'>): string {
  if (id === manifest.id) return manifest.name;
  const count = id.startsWith(`${manifest.id}-`) ? id.slice(manifest.id.length + 1) : '';
  return /^\d+$/.test(count) ? `${manifest.name} ${count}` : `${manifest.name} (${id})`;
}

/** A name as it can be kept: one that no other connection has. Throws `BadInputError`. */
export function checkName(db: ReadDb, id: string, given: string): string {
  const name = visible(given);
  if (seenKey(name) === '' || name.length > 60) {
    throw new BadInputError(
      'name',
      'a name of 1 to 60 characters',
      seenKey(name) === '' ? 'nothing' : `${name.length} of them`,
    );
  }
  const same = (other: string) => seenKey(other) === seenKey(name);
  const other = allConnections(db).find((row) => row.id !== id && same(row.name));
  if (other === undefined) return name;
  throw new BadInputError('name', `a name that no other connection has (${other.id} has it)`, name);
}
