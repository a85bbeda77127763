import type Database from 'better-sqlite3';

/** Looks at every page once: false where the file is damaged. About a second for a gigabyte that is in memory. */
export function isSound(raw: Database.Database): boolean {
  try {
    return raw.pragma('quick_check(1)', { simple: true }) === 'ok';
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : '';
    if (code.startsWith('SQLITE_CORRUPT') || code === 'SQLITE_NOTADB') return false;
    throw error;
  }
}
