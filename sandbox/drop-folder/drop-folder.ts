import type { RunningStandIn, StandInEntry } from '../lib/stand-in-entry.ts';
import { deliverFiles } from './deliver-files.ts';

/** Other programs, which put the scenario's files into a folder as their time comes. */
export const dropFolderStandIn = {
  start({ scenario, folder, now }): Promise<RunningStandIn> {
    const delivery = folder === null ? null : deliverFiles(scenario.files, folder, now);
    return Promise.resolve({
      name: 'drop-folder',
      access: () => (folder === null ? null : { settings: { folder }, secrets: {} }),
      stop: async () => delivery?.stop(),
    });
  },
} satisfies StandInEntry;
