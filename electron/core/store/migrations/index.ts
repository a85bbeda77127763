import type { Migration } from '../migrate.ts';
import { migration0010 } from './0010-journal.ts';
import { migration0030 } from './0030-settings.ts';

/** All of them, oldest first. */
export const migrations: readonly Migration[] = [migration0010, migration0030];
