import { readFile } from 'node:fs/promises';
import { second } from '#shared/lib/time.ts';
import type { ConnectorContext, Feed, FeedPage, FileResult, IncomingFile } from '../connector.ts';
import { ConnectorError } from '../sdk/error.ts';
import { folderError, isMissing } from './folder-error.ts';
import { look, lookAt, sameLook, type Seen } from './look.ts';
import { moveAway, writeReason } from './move.ts';
import { type Folders, readFolders } from './settings.ts';
import { largestFile, tooLargeEvent, tooLargeReason } from './too-large.ts';

/** Between two looks at a file that must not have changed in between. */
const betweenLooks = second;
/** What goes in one page: at most so many files and bytes. */
const page = { files: 50, bytes: 16 * 1024 * 1024 };

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

/** Reads what has come to rest in the folder and moves it away once it is safely in the journal. */
export function createFilesFeed(context: ConnectorContext, onFolder: (folder: string) => void): Feed {
  const stable = async (folders: Folders, signal: AbortSignal): Promise<readonly Seen[]> => {
    const first = new Map((await look(folders.folder)).map((file) => [file.name, file]));
    if (first.size === 0) return [];
    await wait(context, signal);
    return (await look(folders.folder)).filter((file) => sameLook(first.get(file.name), file));
  };

  return async function* files({ signal }) {
    const folders = readFolders(context.settings);
    onFolder(folders.folder);
    const troubles: ConnectorError[] = [];
    for (const batch of batches(await stable(folders, signal))) {
      yield* readBatch(context, folders, batch, signal, troubles);
    }
    // Told at the end, so that one bad file does not keep the others waiting.
    if (troubles[0] !== undefined) throw troubles[0];
  };
}

async function* readBatch(
  context: ConnectorContext,
  folders: Folders,
  batch: readonly Seen[],
  signal: AbortSignal,
  troubles: ConnectorError[],
): AsyncGenerator<FeedPage> {
  const now = context.clock.now();
  const files: { readonly seen: Seen; readonly file: IncomingFile }[] = [];
  for (const seen of batch) {
    try {
      if (seen.size > largestFile) {
        yield await tooLargePage(seen, folders, now, signal, troubles);
        continue;
      }
      const bytes = await readFile(seen.path, { signal });
      // Somebody has gone on writing: next time.
      if (!sameLook(await lookAt(seen.path), seen)) continue;
      files.push({ seen, file: { name: seen.name, bytes, receivedAt: now } });
    } catch (error) {
      if (signal.aborted) throw error;
      if (!isMissing(error)) troubles.push(folderError(error, `The file ${seen.path}`, 'be read'));
    }
  }
  if (files.length === 0) return;
  yield {
    events: [],
    files: files.map(({ file }) => file),
    cursor: null,
    cursorAt: now,
    async done(results) {
      for (const [at, { seen }] of files.entries()) {
        const result = results[at];
        if (result !== undefined) await putAway(seen, result, folders, troubles);
      }
    },
  };
}

async function tooLargePage(
  seen: Seen,
  folders: Folders,
  now: number,
  signal: AbortSignal,
  troubles: ConnectorError[],
): Promise<FeedPage> {
  const event = await tooLargeEvent(seen, now, signal);
  const result: FileResult = { name: seen.name, outcome: 'rejected', reason: tooLargeReason(seen.size) };
  return { events: [event], cursor: null, cursorAt: now, done: () => putAway(seen, result, folders, troubles) };
}

/** A file that can't be moved stays; it is known by its bytes when it is read again. */
async function putAway(seen: Seen, result: FileResult, folders: Folders, troubles: ConnectorError[]): Promise<void> {
  const rejected = result.outcome === 'rejected';
  try {
    const target = await moveAway(seen, rejected ? folders.rejected : folders.processed);
    if (rejected && target !== null) await writeReason(target, result.reason ?? 'The file can’t be read.');
  } catch (error) {
    troubles.push(folderError(error, `The file ${seen.path}`, 'be moved'));
  }
}
