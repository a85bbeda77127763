import { readFile } from 'node:fs/promises';
import { type Millis, minute, second } from '#shared/lib/time.ts';
import type { ConnectorContext } from '../connection.ts';
import type { Feed, FeedPage, FileResult, IncomingFile } from '../feed.ts';
import { ConnectorError } from '../sdk/error.ts';
import { bringBackChanged } from './bring-back.ts';
import { folderAway, folderError, isMissing, withRetry } from './folder-error.ts';
import { look, lookAt, sameLook, type Look, type Seen } from './look.ts';
import { createMemory, type Memory } from './memory.ts';
import { moveAway, writeReason } from './move.ts';
import { notesOf, worstTrouble } from './notes.ts';
import { type Folders, readFolders } from './connection-settings.ts';
import { largestFile, tooLargeEvent, tooLargeReason } from './too-large.ts';
import type { FolderWatch } from './watch.ts';

/** Between two looks at a file that must not have changed in between. */
const betweenLooks = second;
/** What goes in one page: at most so many files and bytes. */
const page = { files: 50, bytes: 16 * 1024 * 1024 };
/** A folder that is away is looked for again after this long, twice as long each time, up to a minute. */
const firstReturn: Millis = 2 * second;
/** Files with troubles of their own do not slow down the looks at the others. */
const nextLook: Millis = 5 * second;

/** Waits on the host's clock. Throws the signal's reason when stopped. */
function wait(context: ConnectorContext, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const stop = () => {
      void cancel();
      reject(new ConnectorError('cancelled', 'drop-folder.stopped', 'Reading the folder was stopped.'));
    };
    const cancel = context.clock.after(betweenLooks, () => {
      signal.removeEventListener('abort', stop);
      resolve();
    });
    if (signal.aborted) stop();
    else signal.addEventListener('abort', stop, { once: true });
  });
}

function* batches(files: readonly Seen[]): Generator<readonly Seen[]> {
  let batch: Seen[] = [];
  let bytes = 0;
  for (const file of files) {
    if (batch.length > 0 && (batch.length >= page.files || bytes + file.size > page.bytes)) {
      yield batch;
      batch = [];
      bytes = 0;
    }
    batch.push(file);
    bytes += file.size;
  }
  if (batch.length > 0) yield batch;
}

type Reading = {
  readonly context: ConnectorContext;
  readonly folders: Folders;
  readonly memory: Memory;
  readonly signal: AbortSignal;
};

/** Reads what has come to rest in the folder and moves it away once it is safely in the journal. */
export function createFilesFeed(context: ConnectorContext, watch: Pick<FolderWatch, 'on' | 'off'>): Feed {
  let made: Memory | null = null;
  let wasThere = false;
  let timesAway = 0;
  let lastNotes: string | null = null;

  const lookFor = async (folder: string): Promise<Look> => {
    try {
      const found = await look(folder);
      wasThere = true;
      timesAway = 0;
      return found;
    } catch (error) {
      // What was watched is gone, even where another folder takes its place.
      watch.off();
      const known = wasThere && isMissing(error instanceof ConnectorError ? error.cause : error);
      const told = known ? folderAway(folder, error) : folderError(error, `The folder ${folder}`, 'be read');
      throw withRetry(told, Math.min(minute, firstReturn * 2 ** Math.min(timesAway++, 10)));
    }
  };

  const stable = async (memory: Memory, folder: string, signal: AbortSignal): Promise<readonly Seen[]> => {
    const first = (await lookFor(folder)).files.filter((file) => memory.isDue(file));
    if (first.length > 0) await wait(context, signal);
    const before = new Map(first.map((file) => [file.name, file]));
    const { files, unseen } = await lookFor(folder);
    for (const { name, error } of unseen) memory.trouble(name, folderError(error, `The file ${name}`, 'be looked at'));
    memory.forgetBut(new Set([...files, ...unseen].map(({ name }) => name)));
    return files.filter((file) => sameLook(before.get(file.name), file));
  };

  return async function* files({ signal }) {
    const folders = readFolders(context.settings);
    const memory = (made ??= createMemory(context));
    watch.on(folders.folder);
    await bringBackChanged(context, memory, folders.folder);
    for (const batch of batches(await stable(memory, folders.folder, signal))) {
      yield* readBatch({ context, folders, memory, signal }, batch);
    }
    memory.save();
    const notes = notesOf(memory, context.clock.now());
    // What is the same as before need not be written again.
    if (lastNotes !== JSON.stringify(notes)) yield { events: [], cursor: null, notes };
    lastNotes = JSON.stringify(notes);
    // Told at the end, so that one bad file does not keep the others waiting.
    const worst = worstTrouble(memory, context.clock.now());
    if (worst !== null) throw withRetry(worst, nextLook);
  };
}

async function* readBatch(reading: Reading, batch: readonly Seen[]): AsyncGenerator<FeedPage> {
  const { context, memory, signal } = reading;
  const now = context.clock.now();
  const files: { readonly seen: Seen; readonly file: IncomingFile }[] = [];
  for (const seen of batch) {
    try {
      if (seen.size > largestFile) {
        yield await tooLargePage(reading, seen, now);
        continue;
      }
      const bytes = await readFile(seen.at, { signal });
      // Somebody has gone on writing: next time.
      if (!sameLook(await lookAt(seen), seen) || bytes.length !== seen.size) continue;
      const replaces = memory.waiting(seen.name)?.replaces ?? null;
      const mayGrow = !memory.isCutOff(seen);
      const file = { name: seen.name, bytes, receivedAt: now, mayGrow, ...(replaces === null ? {} : { replaces }) };
      files.push({ seen, file });
    } catch (error) {
      if (signal.aborted) throw error;
      if (!isMissing(error)) memory.trouble(seen.name, folderError(error, `The file ${seen.path}`, 'be read'));
    }
  }
  if (files.length === 0) return;
  yield {
    events: [],
    files: files.map(({ file }) => file),
    cursor: null,
    cursorAt: now,
    async done(results) {
      for (const [at, { seen, file }] of files.entries()) {
        const result = results[at];
        if (result !== undefined) await settle(reading, seen, file, result);
      }
    },
  };
}

async function tooLargePage(reading: Reading, seen: Seen, now: Millis): Promise<FeedPage> {
  const event = await tooLargeEvent(seen, now, reading.signal);
  const result: FileResult = {
    name: seen.name,
    outcome: 'rejected',
    reason: tooLargeReason(seen.size),
    fileId: event.sourceId,
  };
  return { events: [event], cursor: null, cursorAt: now, done: () => putAway(reading, seen, result) };
}

/** What becomes of a file after the intake has seen it: it waits, is tried again, stays as cut off, or is moved away. */
async function settle(reading: Reading, seen: Seen, file: IncomingFile, result: FileResult): Promise<void> {
  const { memory } = reading;
  switch (result.outcome) {
    case 'unfinished':
      memory.noTrouble(seen.name);
      return memory.wait(seen, result.reason ?? 'It has no end yet.');
    case 'failed':
      return memory.trouble(
        seen.name,
        new ConnectorError(
          'unavailable',
          'drop-folder.not-taken',
          `The file ${seen.path} was not imported: ${result.reason ?? 'something went wrong'}.`,
          { next: 'It stays where it is and will be retried automatically.' },
        ),
      );
    case 'read':
    case 'duplicate':
    case 'rejected': {
      if (file.mayGrow === false) {
        memory.noTrouble(seen.name);
        return memory.cutOff(seen, result.fileId ?? null);
      }
      return putAway(reading, seen, result);
    }
  }
}

/** A file that can't be moved stays; it is known by its bytes when it is read again. */
async function putAway({ context, folders, memory }: Reading, seen: Seen, result: FileResult): Promise<void> {
  const rejected = result.outcome === 'rejected';
  try {
    const target = await moveAway(seen, rejected ? folders.rejected : folders.processed, context.clock.now());
    memory.noTrouble(seen.name);
    if (target === null) return;
    memory.done(seen.name);
    if (result.fileId !== undefined) memory.file(seen, target, result.fileId);
    if (rejected) await writeReason(target, result.reason ?? 'The file can’t be read.');
  } catch (error) {
    memory.trouble(seen.name, folderError(error, `The file ${seen.path}`, 'be moved'));
  }
}
