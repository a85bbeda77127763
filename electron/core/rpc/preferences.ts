import { readPreferences, setPreferences } from '../preferences/preferences.ts';
import { os } from './implement.ts';

export const preferences = {
  get: os.preferences.get.handler(({ context }) =>
    context.workspaces.current().store.read((db) => readPreferences(db)),
  ),

  set: os.preferences.set.handler(async ({ input, context }) => {
    const workspace = context.workspaces.current();
    const now = workspace.store.write((db) => setPreferences(db, input), { durable: true });
    context.workspaces.changes.touch('system');
    await workspace.rulesChanged();
    return now;
  }),
};
