import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import type { RunningStandIn, StandInEntry } from '#sandbox/lib/stand-in-entry.ts';
import type { Answer, Call, GatewayState, Roster } from './gateway.ts';

export type PagerStandIn = RunningStandIn & {
  readonly folder: string;
  /** Keys of what lies in a drawer, in order. */
  keys(drawer: 'pages' | 'log' | 'told'): readonly string[];
  /** What a page or an entry says. */
  content(drawer: 'pages' | 'log', key: string): unknown;
  answers(answer: Omit<Answer, 'at'>): void;
  /** Somebody presses a button or rings up. */
  calls(call: Call): void;
  /** What those who pressed a button were told, in the order of the buttons. */
  told(): readonly string[];
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
    for (const drawer of ['pages', 'log', 'answers', 'calls', 'told'])
      mkdirSync(join(folder, drawer), { recursive: true });
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
      told: () => {
        const names = readdirSync(join(folder, 'told')).filter((name) => name.endsWith('.json'));
        return names.toSorted().map((name) => {
          const became: unknown = JSON.parse(readFileSync(join(folder, 'told', name), 'utf8'));
          return z.object({ words: z.string() }).parse(became).words;
        });
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
