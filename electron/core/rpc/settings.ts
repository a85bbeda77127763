import { ORPCError } from '@orpc/server';
import { SettingsConflict, readSettings, rehearseSettings, setSettings } from '../settings/workspace-settings.ts';
import { settingHistory } from '../settings/setting-history.ts';
import { os } from './implement.ts';

export const settings = {
  get: os.settings.get.handler(({ context }) => context.workspace.store.read((db) => readSettings(db))),

  history: os.settings.history.handler(({ input, context }) => ({
    changes: context.workspace.store.read((db) => settingHistory(db, input.limit)),
  })),

  set: os.settings.set.handler(async ({ input: { was, rehearse, ...change }, context }) => {
    const workspace = context.workspace;
    const said = { by: context.workspaces.desk.acting().actor, at: context.workspaces.ports.clock.now() };
    try {
      if (rehearse) return workspace.store.read((db) => rehearseSettings(db, change, was));
      const { now, issueIds } = workspace.store.write((db) => setSettings(db, change, said, was), { durable: true });
      context.workspaces.changes.touch('system');
      if (issueIds.length > 0) workspace.issuesChanged(issueIds);
      await workspace.rulesChanged();
      return now;
    } catch (error) {
      if (!(error instanceof SettingsConflict)) throw error;
      throw new ORPCError('CONFLICT', {
        message: error.message,
        data: { now: error.now, next: 'Compare both values, choose one, and save again.' },
      });
    }
  }),
};
