/** The parts of Electron that the shell uses, typed against Electron's own declarations. */
import type Electron from 'electron';
import { app } from './app.ts';
import { ipcMain } from './ipc-main.ts';
import { safeStorage } from './safe-storage.ts';
import { protocol } from './protocol.ts';
import { MessageChannelMain } from './ports.ts';
import { utilityProcess } from './utility-process.ts';
import { BrowserWindow } from './window.ts';
import { session, shell } from './session.ts';

export { app, BrowserWindow, ipcMain, MessageChannelMain, protocol, safeStorage, session, shell, utilityProcess };

export const Menu: Pick<typeof Electron.Menu, 'buildFromTemplate' | 'setApplicationMenu'> = {
  buildFromTemplate: (template) => template as unknown as Electron.Menu,
  setApplicationMenu: () => undefined,
};

/** The buttons that a test's user presses, in order; after them, whichever lets the app end. */
const presses = (process.env.GRIDLINE_TEST_PRESSES ?? '').split(',').filter((name) => name !== '');

export const dialog: Pick<Electron.Dialog, 'showErrorBox'> & {
  showMessageBox(options: Electron.MessageBoxOptions): Promise<{ readonly response: number }>;
  showMessageBoxSync(window: unknown, options: Electron.MessageBoxSyncOptions): number;
} = {
  showMessageBoxSync(_window, { message, buttons = [] }) {
    process.stdout.write(`ask ${message}\n`);
    return buttons.indexOf(presses.shift() ?? buttons.at(-1) ?? '');
  },
  // The test reads the question and sends the number of the button.
  showMessageBox: (options) =>
    new Promise((resolve) => {
      process.once('message', (response) => resolve({ response: Number(response) }));
      process.stdout.write(`dialog ${JSON.stringify(options)}\n`);
    }),
  showErrorBox: (title, content) => process.stderr.write(`${title}: ${content}\n`),
};
