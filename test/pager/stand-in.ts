import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { RunningStandIn, StandInEntry } from '#sandbox/lib/stand-in-entry.ts';
import type { Answer, Call, GatewayState, Roster } from './gateway.ts';

export type PagerStandIn = RunningStandIn & {
  readonly folder: string;
  /** Keys of what lies in a drawer, in order. */
  keys(drawer: 'pages' | 'log'): readonly string[];
  /** What a page or an entry says. */
  content(drawer: 'pages' | 'log', key: string): unknown;
  answers(answer: Omit<Answer, 'at'>): void;
  /** Somebody presses a button or rings up. */
  calls(call: Call): void;
  isOnDuty(roster: Roster): void;
  /** Somebody takes an entry out of the log, and the gateway says so. */
  remove(key: string): void;
  becomes(state: Partial<GatewayState>): void;
  /** It is switched off, its folder is gone; the given function brings it back. */
  goesAway(): () => void;
};

/** The paging gateway, played by whoever holds this. */
export const pagerStandIn = {
  start({ folder, now }): Promise<PagerStandIn> {
    if (folder === null) return Promise.reject(new RangeError('The pager’s gateway needs a folder.'));
    for (const drawer of ['pages', 'log', 'answers', 'calls']) mkdirSync(join(folder, drawer), { recursive: true });
    let state: GatewayState = { takes: ['urgency'], most: 20, busy: false };
    const becomes = (changes: Partial<GatewayState>) => {
      state = { ...state, ...changes };
      writeFileSync(join(folder, 'gateway.json'), JSON.stringify(state));
    };
    becomes({});
    const isOnDuty = (roster: Roster) => writeFileSync(join(folder, 'roster.json'), JSON.stringify(roster));
    isOnDuty({});
    let count = 0;
    const nextName = () => `${String(++count).padStart(6, '0')}.json`;
    const answers = (answer: Omit<Answer, 'at'>) => {
      writeFileSync(join(folder, 'answers', nextName()), JSON.stringify({ ...answer, at: now() }));
    };
    return Promise.resolve({
      name: 'pager',
      folder,
      access: () => ({ settings: { folder }, secrets: {} }),
      keys: (drawer) => readdirSync(join(folder, drawer)).map((name) => name.replace(/\.json$/, '')),
      content: (drawer, key) => JSON.parse(readFileSync(join(folder, drawer, `${key}.json`), 'utf8')) as unknown,
      answers,
      calls(call) {
        const name = nextName();
        writeFileSync(join(folder, `${name}.part`), JSON.stringify(call));
        renameSync(join(folder, `${name}.part`), join(folder, 'calls', name));
      },
      isOnDuty,
      remove(key) {
        rmSync(join(folder, 'log', `${key}.json`));
        answers({ key, answer: 'deleted', who: 'the gateway', words: null });
      },
      becomes,
      goesAway() {
        renameSync(folder, `${folder}-away`);
        return () => renameSync(`${folder}-away`, folder);
      },
      stop: () => Promise.resolve(),
    });
  },
} satisfies StandInEntry;
