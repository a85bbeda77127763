import { actions } from './actions.ts';
import { connections } from './connections.ts';
import { documents } from './documents.ts';
import { os } from './implement.ts';
import { issues } from './issues.ts';
import { me } from './me.ts';
import { people } from './people.ts';
import { settings } from './settings.ts';
import { system } from './system.ts';

export const router = os.router({ issues, actions, connections, documents, me, people, settings, system });
