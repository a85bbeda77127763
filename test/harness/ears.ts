import type { Readable } from 'node:stream';
import { onTestFinished } from 'vitest';
import type { Log } from '#core/ports.ts';
import type { EffectEntry, Ledger } from '#sandbox/lib/ledger.ts';
import type { SalesforceStandIn } from '#sandbox/salesforce/salesforce.ts';

/** Hears what a story did not ask about, and fails its test at the end where it did not expect that. */
export type Ears = {
  /** For whatever runs: lines at error level are trouble, the rest is not kept. */
  readonly log: Log;
  /** Trouble that the story is about: it has to come, and what these words find in the log is then no failure. */
  readonly expectsTrouble: (words: RegExp) => void;
  /** Listens to a stand-in; calls into it are expected to take effect once the story has looked at what they did. */
  attend(standIn: { readonly name: string; readonly ledger: Ledger }): Attention;
  /** What nobody expected, a sentence each; empty where all is well. */
  surprises(): readonly string[];
};

export type Attention = {
  /** The stand-in's ledger; effects that are read from it are known to the story. */
  readonly ledger: Ledger;
  /** The story looked at the stand-in itself, its cases say: what has been done until now is known to it. */
  readonly looked: () => void;
};

/** Signing in changes no record, and every story does it. */
const everyday: ReadonlySet<string> = new Set(['trading-grid.token.issued']);

/** Must be called in a test, before anything is started whose end could still be heard. */
export function openEars(): Ears {
  const ears = createEars();
  onTestFinished(() => {
    const surprises = ears.surprises();
    if (surprises.length > 0) throw new Error(`The story did not expect this:\n${surprises.join('\n')}`);
  });
  return ears;
}

/** A log for parts that run by themselves: no line at error level may be written to it in this test. */
export const quietLog = (): Log => openEars().log;

/** Hears the log of a process of its own, which it prints line by line as JSON among words for people. */
export function hearLines(stream: Readable): Ears {
  const ears = openEars();
  let rest = '';
  stream.on('data', (chunk) => {
    const lines = (rest + String(chunk)).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) {
      if (line.startsWith('{') && line.includes('"level":"error"')) ears.log('error', line);
    }
  });
  return ears;
}

/** The same without a test at whose end it would speak. */
export function createEars(): Ears {
  const heard: string[] = [];
  const expected: RegExp[] = [];
  const unseen: (() => readonly string[])[] = [];
  return {
    log: (level, message, data) => {
      if (level === 'error') heard.push(`${message} ${JSON.stringify(data ?? {})}`);
    },
    expectsTrouble: (words) => void expected.push(words),
    attend: ({ name, ledger }) => {
      const attention = attendTo(ledger);
      unseen.push(() => attention.unseen().map((effect) => `${name} was changed: ${inWords(effect)}`));
      return attention;
    },
    surprises: () => [
      ...heard.filter((line) => !expected.some((words) => words.test(line))).map((line) => `Trouble: ${line}`),
      ...expected
        .filter((words) => !heard.some((line) => words.test(line)))
        .map((words) => `The trouble ${String(words)} did not come.`),
      ...unseen.flatMap((look) => look()),
    ],
  };
}

/** The org, whose cases a story looks at by reading them. */
export function attendToOrg(ears: Ears, org: SalesforceStandIn): SalesforceStandIn {
  const { ledger, looked } = ears.attend(org);
  return {
    ...org,
    ledger,
    cases() {
      looked();
      return org.cases();
    },
  };
}

function attendTo(ledger: Ledger): Attention & { unseen(): readonly EffectEntry[] } {
  const known = new Set<EffectEntry>();
  // What was cleared from the ledger before the story saw it is still there to be heard.
  let cleared: readonly EffectEntry[] = [];
  const unseen = () =>
    [...cleared, ...ledger.effects()].filter(
      // What the stand-in's own people did has no call; the story did that itself.
      (effect) => effect.call !== undefined && !everyday.has(effect.effect) && !known.has(effect),
    );
  const know = (effects: readonly EffectEntry[]) => {
    for (const effect of effects) known.add(effect);
  };
  return {
    unseen,
    looked: () => know(unseen()),
    ledger: {
      ...ledger,
      effects(effect) {
        const found = ledger.effects(effect);
        know(found);
        return found;
      },
      entries(filter) {
        const found = ledger.entries(filter);
        know(found.filter((entry) => entry.kind === 'effect'));
        return found;
      },
      clear() {
        cleared = unseen();
        ledger.clear();
      },
    },
  };
}

const inWords = ({ effect, id, key }: EffectEntry): string => `${effect} ${id}${key === undefined ? '' : ` (${key})`}`;
