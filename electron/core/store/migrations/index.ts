import type { Migration } from '../schema/migrate.ts';
import { start } from './0000-start/index.ts';
import { incidents } from './0010-incidents.ts';
import { queueOrders } from './0020-queue-orders.ts';
import { places } from './0030-places.ts';

/** All of them, oldest first. */
export const migrations: readonly Migration[] = [start, incidents, queueOrders, places];
