import type { Me } from '#shared/contract/me.ts';
import { checkMe, keepMe } from '../contacts/keep-me.ts';
import type { Workspaces } from '../workspaces.ts';
import { os } from './implement.ts';

function meOf({ desk }: Workspaces): Me {
  const { actor: name, email } = desk.acting();
  return { name, email, told: desk.me() !== null };
}

export const me = {
  get: os.me.get.handler(({ context }) => meOf(context.workspaces)),

  set: os.me.set.handler(({ input, context: { workspaces, workspace } }) => {
    const { desk, ports, changes } = workspaces;
    const said = checkMe(input);
    desk.setMe(said);
    workspace.store.write((db) => keepMe(db, { key: desk.key, ...said }, { by: said.name, at: ports.clock.now() }), {
      durable: true,
    });
    for (const area of ['people', 'system', 'issues'] as const) changes.touch(area);
    return meOf(workspaces);
  }),
};
