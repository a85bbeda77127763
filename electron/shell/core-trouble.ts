import { app, dialog, shell } from 'electron';

/** The core ended too often: says so, with the log's place, and leaves it to the person what comes next. */
export async function askAboutCore(options: {
  readonly dataFolder: string;
  readonly logPath: string;
  tryAgain(): void;
}): Promise<void> {
  const buttons = ['Try again', 'Open data folder', 'Quit'] as const;
  for (;;) {
    const { response } = await dialog.showMessageBox({
      type: 'error',
      title: 'Gridline has stopped working',
      message: 'Gridline’s background process stopped five times within ten minutes.',
      detail:
        'Nothing that was recorded is lost, and nothing is sent until it runs again. ' +
        `The end of the log says why: ${options.logPath}. ` +
        'Try again. If it keeps happening, send the log to the people who look after Gridline.',
      buttons: [...buttons],
      defaultId: 0,
      cancelId: 2,
      noLink: true,
    });
    const choice = buttons[response] ?? 'Quit';
    if (choice === 'Try again') return options.tryAgain();
    if (choice === 'Quit') return app.quit();
    // The question stays: looking at the log is no answer to it.
    await shell.openPath(options.dataFolder);
  }
}
