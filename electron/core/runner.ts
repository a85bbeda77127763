import { type Capability, capabilities } from '#shared/model/action/capability.ts';
import type { Runner } from './ports.ts';

/** Alone, it is this desktop. */
export const alone: Runner = { mayAct: () => ({ may: true }), watch: () => () => undefined };

/** Whether this effect may go out by itself here. What stays on this machine each desk does for its own person. */
export function mayGoByItself(runner: Pick<Runner, 'mayAct'>, capability: Capability): boolean {
  return capabilities[capability].local || runner.mayAct().may;
}
