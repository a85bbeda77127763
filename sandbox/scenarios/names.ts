/** The scenarios there are: the one list of their names. What each tells is in `build-scenario.ts`. */
export const scenarioNames = ['ordinary-day', 'bad-monday', 'quiet-night', 'empty'] as const;

export type ScenarioName = (typeof scenarioNames)[number];

/** What is played where nobody says which. */
export const defaultScenario: ScenarioName = 'ordinary-day';

/** Whether there is one of this name, as people type it. */
export function isScenarioName(name: string): name is ScenarioName {
  return scenarioNames.some((each) => each === name);
}
