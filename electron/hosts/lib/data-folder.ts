import { homedir } from 'node:os';
import { join, resolve } from 'node:path';

/** Where the cache lives when nobody says otherwise: the folder that Electron calls `userData`, so that all hosts agree. */
export function defaultDataFolder(env: NodeJS.ProcessEnv = process.env): string {
  if (env.GRIDLINE_DATA) return resolve(env.GRIDLINE_DATA);
  if (process.platform === 'darwin') return join(homedir(), 'Library', 'Application Support', 'Gridline');
  if (process.platform === 'win32') return join(env.APPDATA ?? join(homedir(), 'AppData', 'Roaming'), 'Gridline');
  return join(env.XDG_CONFIG_HOME ?? join(homedir(), '.config'), 'Gridline');
}
