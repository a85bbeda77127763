import type Electron from 'electron';

type RequestHandler = Parameters<Electron.Session['setPermissionRequestHandler']>[0];
type CheckHandler = Parameters<Electron.Session['setPermissionCheckHandler']>[0];

let requestHandler: RequestHandler = null;
let checkHandler: CheckHandler = null;

type Used = 'setPermissionRequestHandler' | 'setPermissionCheckHandler' | 'setSpellCheckerEnabled' | 'resolveProxy';
type Filter = (details: { readonly url: string }, answer: (verdict: { readonly cancel?: boolean }) => void) => void;

let spellChecker = true;
let filter: Filter = (_, answer) => answer({});

const defaultSession: Pick<Electron.Session, Used> & {
  readonly webRequest: { onBeforeRequest(listener: Filter): void };
} = {
  setSpellCheckerEnabled: (enabled) => {
    spellChecker = enabled;
  },
  // What the system's settings or its PAC script would say.
  resolveProxy: async () => process.env.GRIDLINE_TEST_SYSTEM_PROXY ?? 'DIRECT',
  webRequest: {
    onBeforeRequest: (listener) => {
      filter = listener;
    },
  },
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

/** Whether a window would fetch dictionaries from a public host, as Electron does unless it is told not to. */
export function fetchesDictionaries(spellcheck: boolean | undefined): boolean {
  return spellChecker && spellcheck !== false;
}

/** Whether the app lets a page's request out. */
export function mayLeave(url: string): boolean {
  let cancelled = false;
  filter({ url }, ({ cancel = false }) => (cancelled = cancel));
  if (cancelled) process.stdout.write(`kept in ${url}\n`);
  return !cancelled;
}

/** What would have been opened in the user's browser: printed, for the test to read. */
export const shell: Pick<Electron.Shell, 'openExternal' | 'openPath'> = {
  openPath: async (path) => {
    process.stdout.write(`open ${path}\n`);
    return '';
  },
  openExternal: async (url) => void process.stdout.write(`open ${url}\n`),
};
