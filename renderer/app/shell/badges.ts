import { stateRules } from '#shared/model/action/action-state.ts';
import { counted } from '#renderer/kit/count-words.ts';
import type { Screen } from '#renderer/app/route.ts';
import type { Waiting } from './use-waiting.ts';

export type Badge = {
  readonly count: number;
  readonly alarming: boolean;
  readonly words: string;
  readonly rest: string;
};

/** A connection that is paused does not work at the moment either. */
const troubled: readonly string[] = ['failing', 'needs sign-in', 'paused'];

/** The numbers beside the screens' names, in words. */
export function badgesOf({ counts, outbox, connections }: Waiting): Partial<Record<Screen, Badge>> {
  const waiting =
    outbox?.byState.reduce((sum, entry) => sum + (stateRules[entry.state].needsPerson ? entry.count : 0), 0) ?? 0;
  const bad = connections?.connections.filter((entry) => troubled.includes(entry.status)).length ?? 0;
  const unresolved = counts?.unresolved ?? 0;
  return {
    queue: { count: unresolved, alarming: false, words: counted(unresolved, 'unresolved issue'), rest: 'unresolved' },
    outbox: {
      count: waiting,
      alarming: true,
      words: `${counted(waiting, 'action')} waiting for you`,
      rest: 'waiting for you',
    },
    connections: {
      count: bad,
      alarming: true,
      words: `${counted(bad, 'connection')} not working`,
      rest: 'not working',
    },
  };
}
