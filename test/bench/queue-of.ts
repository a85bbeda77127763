import { join } from 'node:path';
import { minute } from '#shared/lib/time.ts';
import { type Severity, severities } from '#shared/model/issue/issue.ts';
import { type IssueKind, issueKinds } from '#shared/model/issue/issue-kind.ts';
import { gatherChanges, writeIssue } from '#core/queue/write-issue.ts';
import type { IssueRecord } from '#core/verdict/derive.ts';
import { openStore, type Store } from '#core/store/open.ts';
import { random } from './feed.ts';

const start = Date.UTC(2026, 0, 1);
const types = ['810', '850', '856', '855', '940', '945', '846', '214', 'INVOIC', 'DESADV'];
const reasons = [
  'currency code is not valid',
  'mandatory segment N1 is missing',
  'connection refused',
  'certificate expired',
];
const names = ['Northwind', 'Contoso', 'Fabrikam', 'Tailspin', 'Litware'];

function pick<T>(items: readonly T[], share: number, otherwise: T): T {
  return items[Math.floor(share * items.length)] ?? otherwise;
}

/** Issues as they would lie there after a busy year: a tenth resolved, a third owned, 2,000 partners. */
function issue(n: number, next: () => number): IssueRecord {
  const severity: Severity = pick(severities, next() ** 0.6, 'low');
  const kind: IssueKind = pick(issueKinds, next(), 'rejected');
  const type = pick(types, next(), '810');
  const partner = Math.floor(next() ** 2 * 2_000);
  const resolved = next() < 0.1;
  const firstSeenAt = start + n * 30_000;
  const reason = pick(reasons, next(), 'refused');
  const partnerAddress = `01:${100_000_000 + partner}`;
  return {
    id: `i${n.toString(36).padStart(15, '0')}`,
    kind,
    severity,
    status: resolved ? 'resolved' : next() < 0.2 ? 'acknowledged' : 'open',
    resolvedBy: resolved ? 'source' : null,
    partner: `${pick(names, (partner % 5) / 5, 'Northwind')} ${partner} Foods`,
    partnerAddress,
    direction: 'outbound',
    documentType: type,
    documentNumber: `${4_000_000 + n}`,
    title: `Document ${4_000_000 + n} rejected: ${reason}`,
    explanation: `The partner rejected it because the ${reason}. Batch ${n % 5_000}.`,
    owner: next() < 0.3 ? `person${Math.floor(next() * 50)}` : null,
    dueAt: resolved ? null : firstSeenAt + Math.floor(next() * 60 * 24 * 4) * minute,
    firstSeenAt,
    lastSeenAt: firstSeenAt + Math.floor(next() * 1e7),
    occurrences: 1,
    test: false,
    source: 'trading-grid',
    senderAddress: 'ZZ:ACME',
    receiverAddress: partnerAddress,
    openedAt: firstSeenAt,
    episode: 1,
    cause: `${kind} | ${reason}`,
    alike: `${partnerAddress} ${kind} ${reason}`,
    nearAt: firstSeenAt,
    place: null,
    escalated: next() < 0.02,
  };
}

const page = 5_000;

/** A store with `count` issues in its queue and nothing in its journal. */
export function queueOf(count: number, folder: string): { readonly store: Store; readonly now: number } {
  const store = openStore({ path: join(folder, `queue-${count}-${performance.now()}.db`), log: () => {} });
  const next = random(7);
  for (let from = 0; from < count; from += page) {
    store.write((db) => {
      const changes = gatherChanges();
      for (let n = from; n < Math.min(count, from + page); n++) writeIssue(db, null, issue(n, next), changes);
      changes.write(db);
    });
  }
  return { store, now: start + count * 30_000 };
}
