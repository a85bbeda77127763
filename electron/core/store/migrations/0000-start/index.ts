import type { Migration } from '../../schema/migrate.ts';
import { awaited } from './awaited.ts';
import { blobs } from './blobs.ts';
import { connections } from './connections.ts';
import { counters } from './counters.ts';
import { dueSteps } from './due-steps.ts';
import { evidence } from './evidence.ts';
import { feeds } from './feeds.ts';
import { files } from './files.ts';
import { issues } from './issues.ts';
import { journal } from './journal.ts';
import { outbox } from './outbox.ts';
import { partners } from './partners.ts';
import { people } from './people.ts';
import { records } from './records.ts';
import { reference } from './reference.ts';
import { workspace } from './workspace.ts';

const aggregates = [
  workspace,
  journal,
  evidence,
  issues,
  counters,
  partners,
  files,
  blobs,
  records,
  people,
  outbox,
  connections,
  feeds,
  awaited,
  reference,
  dueSteps,
];

/** The database as it is made new: one file for each aggregate, in an order in which references find their tables. */
export const start: Migration = {
  version: 0,
  name: 'start',
  up(db) {
    for (const sql of aggregates) db.raw.exec(sql);
  },
};
