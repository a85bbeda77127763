import { z } from 'zod';
import type { ConnectorContext } from '../connectors/connection.ts';
import type { Vault } from '../ports.ts';
import type { Store } from '../store/open.ts';
import { readNote, writeNote } from '../store/tables/notes.ts';

/** One connection's secrets. They live in the vault; the store knows only their names, so that all can be forgotten. */
export type ConnectionSecrets = ConnectorContext['secrets'] & {
  forgetAll(): Promise<void>;
};

export function createSecrets(store: Store, vault: Vault, connection: string): ConnectionSecrets {
  const listKey = `secretNames.${connection}`;
  const place = (key: string) => {
    if (!/^[\w-]+$/.test(key)) throw new Error(`Not the name of a secret: ${key}`);
    return `${connection}.${key}`;
  };
  const names = () =>
    z
      .array(z.string())
      .catch([])
      .parse(store.read((db) => readNote(db, listKey)));
  return {
    get: (key) => vault.get(place(key)),
    async set(key, value) {
      const known = names();
      // Noted first: a secret whose name nobody knows would stay for ever.
      if (!known.includes(key)) store.write((db) => writeNote(db, listKey, [...known, key]));
      await vault.set(place(key), value);
    },
    delete: (key) => vault.delete(place(key)),
    async forgetAll() {
      for (const key of names()) await vault.delete(place(key));
      store.write((db) => writeNote(db, listKey, []));
    },
  };
}
