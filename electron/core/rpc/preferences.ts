import { ORPCError } from '@orpc/server';
import { PreferencesConflict, readPreferences, setPreferences } from '../preferences/preferences.ts';
import { os } from './implement.ts';

export const preferences = {
  get: os.preferences.get.handler(({ context }) =>
    context.workspaces.current().store.read((db) => readPreferences(db)),
  ),

  set: os.preferences.set.handler(async ({ input: { was, ...change }, context }) => {
    const workspace = context.workspaces.current();
    try {
      const { now, issueIds } = workspace.store.write((db) => setPreferences(db, change, was), { durable: true });
      context.workspaces.changes.touch('system');
      if (issueIds.length > 0) workspace.issuesChanged(issueIds);
      await workspace.rulesChanged();
      return now;
    } catch (error) {
      if (!(error instanceof PreferencesConflict)) throw error;
      throw new ORPCError('CONFLICT', {
        message: error.message,
        data: { now: error.now, next: 'Compare both values, choose one, and save again.' },
      });
    }
  }),
};
