import type { ActionState } from './action.ts';

/** What a state of an action means for what may be done with it. The one place that says so; see `permits` in the core. */
export type StateRules = {
  /** Lies in the outbox until its time comes. */
  readonly waits: boolean;
  /** Nothing more is sent without a person. */
  readonly over: boolean;
  /** As far as anybody knows, it took effect outside. */
  readonly tookEffect: boolean;
  /** It may be taken back, unless an earlier attempt may have taken effect. */
  readonly cancel: boolean;
  /** It may be sent (again) now because a person says so. */
  readonly retry: boolean;
  /** A person may say that it did arrive. */
  readonly settle: boolean;
  /** A person may let it go out. */
  readonly approve: boolean;
  /** Nothing of it is left outside, so the same may be asked for anew. */
  readonly askAnew: boolean;
  /** It came to an end outside and used up its key: asked for anew, it goes by the next one. */
  readonly spent: boolean;
  /** It stands still until a person does something. */
  readonly needsPerson: boolean;
  /** Was taken back: it is in the timeline, and on the row it would only be noise. */
  readonly quiet: boolean;
};

const nothing: StateRules = {
  waits: false,
  over: false,
  tookEffect: false,
  cancel: false,
  retry: false,
  settle: false,
  approve: false,
  askAnew: false,
  spent: false,
  needsPerson: false,
  quiet: false,
};
const waiting: StateRules = { ...nothing, waits: true, cancel: true };
const done: StateRules = { ...nothing, over: true, tookEffect: true };
const gone: StateRules = { ...nothing, over: true, askAnew: true };
const spent: StateRules = { ...gone, spent: true };

export const stateRules: Readonly<Record<ActionState, StateRules>> = {
  'awaiting approval': { ...nothing, cancel: true, approve: true, needsPerson: true },
  'awaiting receipt': { ...nothing, cancel: true },
  held: waiting,
  queued: waiting,
  sending: nothing,
  accepted: done,
  'handed over': done,
  delivered: done,
  'failed (temporary)': { ...waiting, retry: true },
  failed: { ...gone, retry: true, needsPerson: true },
  'outcome unknown': { ...nothing, over: true, retry: true, settle: true, needsPerson: true },
  refused: spent,
  bounced: spent,
  deleted: spent,
  // Who has said stop is asked no more.
  'opted out': { ...spent, askAnew: false },
  cancelled: { ...gone, quiet: true },
  expired: gone,
};

/** What may be done with one action now. */
export type ActionPermits = {
  readonly cancel: boolean;
  readonly retry: boolean;
  readonly settle: boolean;
  readonly approve: boolean;
};

/** All states of which `rule` holds, in the order of `actionStates`. */
export function statesThat(rule: keyof StateRules, states: readonly ActionState[]): readonly ActionState[] {
  return states.filter((state) => stateRules[state][rule]);
}
