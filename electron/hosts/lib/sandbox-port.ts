import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { HostError, type SandboxPort } from '#core/ports.ts';
import { defaultScenario, isScenarioName, scenarioNames } from '#sandbox/scenarios/names.ts';
import { makeFolder } from './make-folder.ts';

/** The built-in sandbox, loaded only when it is wanted. */
export function sandboxPort(dataFolder: string): SandboxPort {
  return {
    async start(scenario = defaultScenario) {
      if (!isScenarioName(scenario)) {
        throw new HostError(`There is no scenario "${scenario}".`, `Choose one of these: ${scenarioNames.join(', ')}.`);
      }
      const { startSandbox } = await import('#sandbox/index.ts');
      const folder = join(dataFolder, 'sandbox-files');
      rmSync(folder, { recursive: true, force: true });
      makeFolder(folder);
      return startSandbox({ scenario, folder });
    },
  };
}
