import type { Migration } from '../migrate.ts';
import { migration0010 } from './0010-journal.ts';
import { migration0020 } from './0020-issues.ts';
import { migration0030 } from './0030-settings.ts';
import { migration0040 } from './0040-outbox.ts';
import { migration0050 } from './0050-connections.ts';
import { migration0060 } from './0060-awaited.ts';
import { migration0070 } from './0070-document-links.ts';
import { migration0080 } from './0080-action-remark.ts';
import { migration0090 } from './0090-answers.ts';

/** All of them, oldest first. */
export const migrations: readonly Migration[] = [
  migration0010,
  migration0020,
  migration0030,
  migration0040,
  migration0050,
  migration0060,
  migration0070,
  migration0080,
  migration0090,
];
