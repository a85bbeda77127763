import { type BrowserWindow, dialog } from 'electron';

/**
 * Asks when a window is closed or reloaded while something in it is not saved. The page refuses then, and without a
 * question Electron would obey it and say nothing: the window could not be closed.
 */
export function askAboutUnsaved(window: BrowserWindow): void {
  window.webContents.on('will-prevent-unload', (event) => {
    const answer = dialog.showMessageBoxSync(window, {
      type: 'question',
      title: 'Gridline',
      message: 'You have unsaved changes.',
      detail: 'Anything you have not saved will be lost if you leave.',
      buttons: ['Stay', 'Leave without saving'],
      defaultId: 0,
      cancelId: 0,
      noLink: true,
    });
    // To prevent what prevents the end of the page is to let it end.
    if (answer === 1) event.preventDefault();
  });
}
