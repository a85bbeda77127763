import { Option } from 'commander';
import { defaultScenario, scenarioNames } from '#sandbox/scenarios/names.ts';

/** `--scenario`, refused with the names there are. */
export function scenarioOption(): Option {
  return new Option('--scenario <name>', 'which scenario the sandbox plays')
    .choices(scenarioNames)
    .default(defaultScenario);
}
