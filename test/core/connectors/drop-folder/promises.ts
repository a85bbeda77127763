import { mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { second } from '#shared/lib/time.ts';
import type { Connection } from '#core/connectors/connection.ts';
import { dropFolder } from '#core/connectors/drop-folder/index.ts';
import { temporaryFolder } from '#test/harness/temporary-folder.ts';
import { createContext } from '../connection-context.ts';
import type { PromiseWorld } from '../promise-world.ts';
import { never } from '../salesforce/world.ts';

/** Looks once; the intake finds that nothing is finished yet. */
async function look({ feeds }: Connection): Promise<readonly string[]> {
  const said: string[] = [];
  for await (const page of feeds['files']?.({ cursor: null, signal: never }) ?? []) {
    const unfinished = (page.files ?? []).map(({ name }) => ({ name, outcome: 'unfinished' as const, reason: null }));
    await page.done?.(unfinished, []);
    said.push(...(page.notes ?? []));
  }
  return said;
}

export async function dropFolderPromises(): Promise<PromiseWorld> {
  const folder = path.join(temporaryFolder(), 'in');
  mkdirSync(folder);
  const file = path.join(folder, 'half.edi');
  const world = createContext(dropFolder, { settings: { folder } });
  const connection = dropFolder.open(world.context);
  const away = () => {
    renameSync(folder, `${folder}-away`);
    return () => renameSync(`${folder}-away`, folder);
  };
  writeFileSync(file, 'ISA*00*');
  const use = async () => {
    const reading = look(connection);
    // A file must look the same at two moments before it is read.
    const states = ['waits'];
    void reading.finally(() => states.pop()).catch(() => undefined);
    while (states.length > 0) await world.clock.advance(second);
    return reading;
  };
  return {
    connection,
    context: world,
    use,
    // A drive that is away for a moment was there before.
    passing: [() => use().then(away)],
    lasting: away,
    // A file that it has noted as not finished is gone.
    stale: () => {
      rmSync(file);
      return () => !JSON.stringify([...world.cache.values()]).includes('half.edi');
    },
    badField: { impossible: 'It calls nobody: there is no field to be refused.' },
    batches: { impossible: 'It writes nothing.' },
    deletion: { impossible: 'It writes nothing.' },
    doubt: { impossible: 'It writes nothing.' },
  };
}
