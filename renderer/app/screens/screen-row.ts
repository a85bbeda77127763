import type { ComponentType } from 'react';
import type { IssueCounts } from '#shared/contract/issues.ts';
import type { SystemInfo } from '#shared/contract/system.ts';
import type { Screen } from '#renderer/app/route.ts';
import type { RawParams } from '#renderer/app/search-params.ts';
import type { Waiting } from '#renderer/app/shell/use-waiting.ts';

/** What every screen is given. */
export type ScreenProps = { readonly info: SystemInfo; readonly counts: IssueCounts | undefined };

/** The number beside a screen's name, in words. */
export type Badge = {
  readonly count: number;
  readonly alarming: boolean;
  /** `2 actions waiting for you`. */
  readonly words: string;
  /** What follows the number where it is read out: `waiting for you`. */
  readonly rest: string;
};

/** A way to look at a screen: what it is called, and the parameters of its address. */
export type View = { readonly name: string; readonly params: RawParams };

/** Something that was looked for. */
export type Found = {
  readonly id: string;
  readonly kind: 'Partners' | 'Issues';
  readonly label: string;
  readonly note: string;
  readonly go: () => void;
};

/** One screen. The rail, the commands that lead to it, the help, the title of the page and its address follow from its row. */
export type ScreenRow = {
  readonly id: Screen;
  readonly name: string;
  /** As it is called in a sentence: `The queue`. */
  readonly place: string;
  readonly icon: ComponentType<{ readonly size: number; readonly stroke: number; readonly 'aria-hidden': 'true' }>;
  /** What leads there, such as `g q`. */
  readonly keys: string;
  /** What waits there; null where nothing is counted. */
  readonly badge: ((waiting: Waiting) => Badge) | null;
  /** Ways to look at it that have a name. */
  readonly views: readonly View[];
  /** What of it fits some words; null where nothing can be looked for. Fails where the core does. */
  readonly find: ((words: string, signal: AbortSignal) => Promise<readonly Found[]>) | null;
  /** Asks for what it shows first, where the page opens with it: before it is drawn, while the connection is made. */
  readonly begin: (() => Promise<void>) | null;
  /** Fetches what is drawn there. */
  readonly code: () => Promise<ComponentType<ScreenProps>>;
};
