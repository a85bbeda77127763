import { mkdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { chooseToConnectByKeyboard, connectEverything } from './connect.ts';
import { failedDocuments } from './documents.ts';
import { escalateByKeyboard, escalateTwentyAtOnce, outbox, search, undoInTime } from './escalate.ts';
import { crashAndCarryOn, documentWithFailingSegment, hostileTextIsInert, newExceptionAppearsLive } from './live.ts';
import { createWorld, type StartHost, type World } from './world.ts';

type Journey = readonly [name: string, run: (world: World) => Promise<void>];

/** In this order: one console is used by one person from its first start on. */
const journeys: readonly Journey[] = [
  ['The first choice, to connect, is made by keyboard.', chooseToConnectByKeyboard],
  ['Connections are made and tried on their screen, and secrets never lie open on disk.', connectEverything],
  ['A failed document becomes a case with at most five keys, and the case holds the explanation.', escalateByKeyboard],
  ['What is taken back with u in time never leaves.', undoInTime],
  ['Twenty are chosen and escalated at once, in one go.', escalateTwentyAtOnce],
  ['Search finds, and says where a filter is wrong.', search],
  ['A new exception appears by itself, and the selection stays.', newExceptionAppearsLive],
  ['A refused document is shown with the failing segment marked.', documentWithFailingSegment],
  ['The outbox shows what was sent and what was not.', outbox],
  ['Hostile text is text.', hostileTextIsInert],
  ['The core dies and comes back; the page says so and carries on, and nothing happens twice.', crashAndCarryOn],
];

/** Screenshots of what failed. */
const failures = join(tmpdir(), 'gridline-failures');

/** The journeys of a person, through whichever host. */
export function tellJourneys(host: string, startHost: StartHost): void {
  describe(`a person at ${host}`, () => {
    let world: World | undefined;
    beforeAll(async () => {
      world = await createWorld(startHost, failedDocuments);
      world.page.setDefaultTimeout(15_000);
    }, 60_000);
    afterAll(() => world?.close(), 30_000);

    test.each(journeys)('%s', async (name, run) => {
      if (!world) throw new Error('The console did not start.');
      try {
        expect(await run(world)).toBeUndefined();
      } catch (error) {
        mkdirSync(failures, { recursive: true });
        const path = join(failures, `${host} ${name}`.replace(/[^\w]+/g, '-').slice(0, 100));
        await world.page.screenshot({ path: `${path}.png` }).catch(() => undefined);
        throw error;
      }
    });
  });
}
