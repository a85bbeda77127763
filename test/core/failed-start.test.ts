import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { createChanges } from '#core/changes.ts';
import { openDesk } from '#core/desk.ts';
import { createMemoryVault } from '#core/memory-vault.ts';
import { requestActions } from '#core/outbox/requests/request.ts';
import type { Ports } from '#core/ports.ts';
import { actionTable } from '#core/store/tables/actions.ts';
import { openWorkspace } from '#core/workspace.ts';
import { newAction } from '#test/core/outbox/outbox-harness.ts';
import { quietLog } from '#test/harness/ears.ts';
import { createManualClock } from '#test/harness/manual-clock.ts';
import { first } from '#test/harness/pick.ts';
import { temporaryFolder } from '#test/harness/temporary-folder.ts';

test('Where the disk is full at the start, the start fails with what to do, and nothing is left running.', async () => {
  const clock = createManualClock();
  const dataFolder = temporaryFolder();
  const ports: Ports = {
    dataFolder,
    clock,
    vault: createMemoryVault(),
    log: quietLog(),
    fetch,
    random: () => 0.5,
    actor: 'pat',
    computer: 'desk-1',
    openExternal: () => Promise.resolve(),
    sandbox: null,
  };
  const workspace = openWorkspace({
    ports,
    desk: openDesk(ports),
    connectors: [],
    path: join(dataFolder, 'gridline.db'),
    changes: createChanges(clock),
  });
  onTestFinished(() => workspace.stop());
  const { store } = workspace;
  // It was being sent when the process died: the start writes what is not known of it, which needs room.
  store.write((db) => {
    const wanted = newAction(1, 'at-most-once');
    const row = first(requestActions(db, [wanted], { ...workspace.acting(), undoMs: 0 }).actions);
    actionTable.update(db, row, { ...row, state: 'sending', attempts: 1, reference: 'R'.repeat(100_000) });
  });
  store.write((db) => db.raw.pragma(`max_page_count = ${String(db.raw.pragma('page_count', { simple: true }))}`));
  expect(() => workspace.start()).toThrow(
    expect.objectContaining({ name: 'StoreError', code: 'full', next: 'Free some space and try again.' }),
  );
  await clock.advance(0);
  expect(clock.nextDue()).toBeNull();
});
