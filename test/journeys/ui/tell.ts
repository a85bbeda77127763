import { mkdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { temporaryFolder } from '#test/harness/temporary-folder.ts';
import { addRenameAndDisconnect } from './another-connection.ts';
import { chooseToConnectByKeyboard, connectEverything } from './connect.ts';
import { failedDocuments } from './documents.ts';
import {
  escalateByKeyboard,
  escalateTwentyAtOnce,
  manyKeepTheirOwnWords,
  outbox,
  search,
  undoInTime,
} from './escalate.ts';
import { crashAndCarryOn, documentWithFailingSegment, hostileTextIsInert, newExceptionAppearsLive } from './live.ts';
import {
  answerBeforeDocument,
  burst,
  orderIsOverdue,
  orderIsSent,
  pagesInDisorder,
  sessionEndsMidBatch,
} from './trouble.ts';
import { createWorld, type Host, type StartHost, type World } from './world.ts';

type Journey = readonly [name: string, run: (world: World) => Promise<void>];

/** In this order: one console is used by one person from its first start on. */
const journeys: readonly Journey[] = [
  ['The first choice, to connect, is made by keyboard.', chooseToConnectByKeyboard],
  ['Connections are made and tried on their screen, and secrets never lie open on disk.', connectEverything],
  ['Another connection of a kind is added, renamed and taken away by keyboard.', addRenameAndDisconnect],
  ['A failed document becomes a case with at most five keys, and the case holds the explanation.', escalateByKeyboard],
  ['What is taken back with u in time never leaves.', undoInTime],
  ['Twenty are chosen and escalated at once, in one go.', escalateTwentyAtOnce],
  ['Search finds, and says where a filter is wrong.', search],
  ['A new exception appears by itself, and the selection stays.', newExceptionAppearsLive],
  ['A refused document is shown with the failing segment marked.', documentWithFailingSegment],
  ['The outbox shows what was sent and what was not.', outbox],
  ['Hostile text is text.', hostileTextIsInert],
  ['Cases of two partners share a priority and a note, and each keeps its own words.', manyKeepTheirOwnWords],
  ['The core dies and comes back; the page says so and carries on, and nothing happens twice.', crashAndCarryOn],
  ['An order is sent, and nothing is said of it yet.', orderIsSent],
  ['Pages in disorder show each document once.', pagesInDisorder],
  ['A refusal that comes before its document finds it when it comes.', answerBeforeDocument],
  ['Five hundred fail at once, and two hundred of them are escalated in one call.', burst],
  ['A session that ends between two calls is renewed, and no case is lost or doubled.', sessionEndsMidBatch],
  ['An order that nobody acknowledges becomes overdue.', orderIsOverdue],
];

/** Screenshots of what failed. */
const failures = join(tmpdir(), 'gridline-failures');

/** With nothing connected and nothing asked, the sandbox is there, says what it is, and can be left. */
async function startInSandbox({ page }: Host): Promise<void> {
  const banner = page.getByRole('complementary', { name: 'Sandbox' });
  await banner.getByText('Sandbox: invented partners and data. Nothing leaves this machine.').waitFor();
  await page.locator('[data-issue-id]').nth(5).waitFor();
  await banner.getByRole('button', { name: 'Connect your own' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Leave and connect' }).click();
  await page.getByRole('heading', { name: 'Connections', level: 1 }).waitFor();
  await banner.waitFor({ state: 'detached' });
}

/** Lines at error level in the core's log that the journey is not about. */
function troubleOf(world: World, run: Journey[1]): readonly string[] {
  const lines = world.heard().filter((line) => line.includes('"level":"error"'));
  return run === crashAndCarryOn ? lines.filter((line) => !line.includes('The core ended')) : lines;
}

/** The journeys of a person, through whichever host. */
export function tellJourneys(host: string, startHost: StartHost): void {
  describe(`a person at ${host}`, () => {
    let world: World | undefined;
    beforeAll(async () => {
      world = await createWorld(startHost, failedDocuments);
      world.page.setDefaultTimeout(30_000);
    }, 60_000);
    afterAll(() => world?.close(), 30_000);

    test.each(journeys)(
      '%s',
      async (name, run) => {
        if (!world) throw new Error('The console did not start.');
        try {
          expect(await run(world)).toBeUndefined();
          expect([...troubleOf(world, run), ...world.surprises()]).toEqual([]);
        } catch (error) {
          mkdirSync(failures, { recursive: true });
          const path = join(failures, `${host} ${name}`.replace(/[^\w]+/g, '-').slice(0, 100));
          await world.page.screenshot({ path: `${path}.png` }).catch(() => undefined);
          throw error;
        }
      },
      180_000,
    );

    test('Without a choice the sandbox is there, says what it is, and can be left.', async () => {
      const folder = temporaryFolder();
      const sandbox = await startHost(folder, []);
      onTestFinished(() => sandbox.close());
      sandbox.page.setDefaultTimeout(30_000);
      expect(await startInSandbox(sandbox)).toBeUndefined();
    }, 60_000);
  });
}
