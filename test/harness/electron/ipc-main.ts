import { EventEmitter } from 'node:events';

/** Messages of pages reach this; `window.ts` emits them with the frame they came from. */
export const ipcMain = new EventEmitter();
