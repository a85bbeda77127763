import type { ActionItem, ActionOutcome } from '#core/connectors/action.ts';
import type { Connection } from '#core/connectors/connection.ts';
import type { Manifest } from '#core/connectors/manifest.ts';
import type { TestContext } from './connection-context.ts';

/** Brings a trouble about; the given function ends it. */
export type Trouble = () => (() => void) | Promise<() => void>;

/**
 * A connection to its stand-in, and for each thing that every connector promises how the situation comes about, or why it
 * can't: a reason that the suite checks.
 */
export type PromiseWorld = {
  readonly connection: Connection;
  readonly context: Pick<TestContext, 'cache' | 'secrets' | 'hold'>;
  /** One use of it: a poll, or the sending of one new thing. Gives what it said beside the result. Throws `ConnectorError`. */
  use(): Promise<readonly string[]>;
  /**
   * Every way in which the far side refuses and that passes by itself, however often it does. Taken for an end, it would make
   * somebody sign in at night for what a minute would have mended.
   */
  readonly passing: readonly Trouble[];
  /** Ways in which it refuses and that nobody knows: they may pass, so one alone is not an end. */
  readonly vague?: readonly Trouble[];
  /** Something is missing that only a person can put right. Tried on and on, it would lock the account; never tried again, it would stay paused. */
  readonly lasting: Trouble;
  /**
   * What the connector has kept of the far side is not true any more; the given function tells whether it knows that by now. Else
   * every send would fail until somebody connects anew.
   */
  readonly stale: (() => () => boolean) | Impossible;
  /** The far side does not have, or does not take, one field that the connector can do without. One of many must not stop the rest. */
  readonly badField: (() => void) | Impossible;
  /** The session that it had is over: it has to sign in anew. Left out where it has none. */
  readonly sessionEnds?: () => void;
  /** Too many at once are refused whole. Sent again as they are, they would never arrive. */
  readonly batches: Batches | Impossible;
  /** What was sent can be deleted outside, and `remove` does it; a feed tells of it. Else people would think it stands. */
  readonly deletion: (Sends & { readonly feed: string; remove(item: ActionItem): void }) | Impossible;
  /** What may have arrived can be looked for. Else it would be made twice, or not at all. */
  readonly doubt: (Sends & { lookUp(items: readonly ActionItem[]): Looked }) | Impossible;
};

type Looked = Promise<readonly (ActionOutcome | null)[]>;

export type Sends = {
  /** `count` actions of ever new issues. */
  make(count: number): readonly ActionItem[];
  perform(items: readonly ActionItem[]): Promise<readonly ActionOutcome[]>;
  /** How many there are on the far side. */
  made(): number;
};

/** More than `most` in one call are too much from now on. */
export type Batches = Sends & { limit(most: number): void };

export type Impossible = { readonly impossible: Reason };

type Reason =
  | 'It writes nothing.'
  | 'It calls nobody: there is no field to be refused.'
  | 'It keeps nothing of the far side.'
  | 'It sends one field: there is none to do without.'
  | 'It sends one at a time.'
  | 'No feed tells of what it sent.'
  | 'It can’t look up what it sent.';

/** Why a situation can't come about for a connector, and how that shows after it was used. */
export const reasons: Readonly<Record<Reason, (manifest: Manifest, context: PromiseWorld['context']) => boolean>> = {
  'It writes nothing.': ({ actions }) => actions.length === 0,
  'It calls nobody: there is no field to be refused.': ({ settings, actions }) =>
    actions.length === 0 && settings.every(({ type }) => type !== 'url'),
  'It sends one field: there is none to do without.': ({ actions }) =>
    actions.every(({ fields }) => fields.length <= 1),
  'It sends one at a time.': ({ actions }) => actions.every(({ batchSize }) => batchSize === 1),
  'No feed tells of what it sent.': ({ actions }) => actions.every(({ receiptFeed }) => receiptFeed === null),
  'It can’t look up what it sent.': ({ actions }) =>
    actions.every(({ deliveryClass }) => deliveryClass !== 'reconcilable'),
  'It keeps nothing of the far side.': (_, { cache, secrets }) => cache.size + secrets.size === 0,
};

export function isImpossible(situation: object): situation is Impossible {
  return 'impossible' in situation;
}

/** The situation; null where it can't come about. */
export function possible<T extends object>(situation: T | Impossible): T | null {
  return isImpossible(situation) ? null : situation;
}

/** What was said of things that all went through; anything else fails the test. */
export function remarks(outcomes: readonly ActionOutcome[]): readonly string[] {
  return outcomes.flatMap((outcome) => {
    if (outcome.result !== 'done') throw new Error(`It came to ${JSON.stringify(outcome)}.`);
    return outcome.remark ?? [];
  });
}
