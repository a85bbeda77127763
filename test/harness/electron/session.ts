import type Electron from 'electron';

type RequestHandler = Parameters<Electron.Session['setPermissionRequestHandler']>[0];
type CheckHandler = Parameters<Electron.Session['setPermissionCheckHandler']>[0];

let requestHandler: RequestHandler = null;
let checkHandler: CheckHandler = null;

const defaultSession: Pick<Electron.Session, 'setPermissionRequestHandler' | 'setPermissionCheckHandler'> = {
  setPermissionRequestHandler: (handler) => {
    requestHandler = handler;
  },
  setPermissionCheckHandler: (handler) => {
    checkHandler = handler;
  },
};

export const session = { defaultSession };

/** Whether the app's handlers would allow it; without them Electron says yes to everything. */
export function wouldAllow(permission: string): boolean {
  let allowed = true;
  // The app's handlers look neither at the page nor at the details.
  const name = permission as 'geolocation';
  requestHandler?.({} as Electron.WebContents, name, (answer) => (allowed = answer), {} as Electron.PermissionRequest);
  const checked =
    checkHandler?.(null, name, 'http://console.gridline.localhost', {
      isMainFrame: true,
      requestingUrl: 'http://console.gridline.localhost/',
    }) ?? true;
  return allowed && checked;
}

/** What would have been opened in the user's browser: printed, for the test to read. */
export const shell: Pick<Electron.Shell, 'openExternal'> = {
  openExternal: async (url) => void process.stdout.write(`open ${url}\n`),
};
