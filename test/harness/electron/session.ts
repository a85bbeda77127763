import type Electron from 'electron';

type PermissionHandler = Parameters<Electron.Session['setPermissionRequestHandler']>[0];

let permissionHandler: PermissionHandler = null;

export const session = {
  defaultSession: {
    setPermissionRequestHandler: (handler: PermissionHandler): void => {
      permissionHandler = handler;
    },
    setPermissionCheckHandler: (): void => undefined,
  },
};

/** Whether the app's handler would allow it; without a handler Electron says yes to everything. */
export function wouldAllow(permission: string): boolean {
  if (permissionHandler === null) return true;
  let allowed = true;
  permissionHandler({} as Electron.WebContents, permission as never, (answer) => (allowed = answer), {} as never);
  return allowed;
}

/** What would have been opened in the user's browser: printed, for the test to read. */
export const shell: Pick<Electron.Shell, 'openExternal'> = {
  openExternal: async (url) => void process.stdout.write(`open ${url}\n`),
};
