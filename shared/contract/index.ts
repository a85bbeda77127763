import type { ContractRouterClient } from '@orpc/contract';
import { actionsContract } from './actions.ts';
import { connectionsContract } from './connections.ts';
import { documentsContract } from './documents.ts';
import { issuesContract } from './issues.ts';
import { meContract } from './me.ts';
import { peopleContract } from './people.ts';
import { settingsContract } from './settings.ts';
import { systemContract } from './system.ts';

/** All that a renderer, the terminal or a test can ask of the core. */
export const contract = {
  issues: issuesContract,
  actions: actionsContract,
  connections: connectionsContract,
  documents: documentsContract,
  me: meContract,
  people: peopleContract,
  settings: settingsContract,
  system: systemContract,
};

export type GridlineClient = ContractRouterClient<typeof contract>;
