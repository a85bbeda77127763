import { type FSWatcher, watch } from 'node:fs';
import type { ConnectorContext } from '../connection.ts';
import type { Stop } from '../../ports.ts';

const gather = 100;

export type FolderWatch = {
  on(folder: string): void;
  /** Until the next `on`. */
  off(): void;
  close(): void;
};

/** Tells when something moves in a folder. Only to be quick: where it does not work, the regular looks find everything. */
export function createFolderWatch(context: ConnectorContext): FolderWatch {
  let watcher: FSWatcher | null = null;
  let watched: string | null = null;
  let timer: Stop | null = null;
  let ended = false;

  const close = () => {
    void timer?.();
    timer = null;
    watcher?.close();
    watcher = null;
    watched = null;
  };

  const stir = () => {
    timer ??= context.clock.after(gather, () => {
      timer = null;
      context.changed?.('files');
    });
  };

  const on = (folder: string): void => {
    if (ended || watched === folder) return;
    close();
    try {
      watcher = watch(folder, { persistent: false }, stir);
      watcher.on('error', close);
      watched = folder;
    } catch (error) {
      context.log('debug', 'The folder can’t be watched', { error: String(error) });
    }
  };

  return {
    on,
    off: close,
    close() {
      ended = true;
      close();
    },
  };
}
