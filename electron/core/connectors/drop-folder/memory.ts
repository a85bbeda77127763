import { z } from 'zod';
import { hour, type Millis, minute, second } from '#shared/lib/time.ts';
import type { ConnectorContext } from '../connection.ts';
import type { ConnectorError } from '../sdk/error.ts';
import { sameLook, type Seen } from './look.ts';

/** A file that stands still without an end for this long is said to be cut off. */
export const patience: Millis = 2 * minute;
/** How long, and how many, filed files are looked at again: a writer may not have noticed that its file was moved. */
const filedFor: Millis = hour;
const mostFiled = 200;
const firstRest: Millis = 5 * second;
const longestRest: Millis = minute;
const cacheKey = 'files';

const shape = { size: z.number(), modified: z.number() };
const storedSchema = z
  .object({
    waiting: z.array(
      z.object({
        name: z.string(),
        ...shape,
        since: z.number(),
        reason: z.string(),
        told: z.boolean(),
        replaces: z.string().nullable(),
      }),
    ),
    filed: z.array(z.object({ name: z.string(), path: z.string(), ...shape, at: z.number(), fileId: z.string() })),
  })
  .catch({ waiting: [], filed: [] });

/**
 * A file in the folder that has no end yet. `told`: it was taken as it is and said to be cut off. `replaces`: the id of
 * the bytes that were taken from it last.
 */
export type Waiting = z.infer<typeof storedSchema>['waiting'][number];
/** A file that was read and moved away. */
export type Filed = z.infer<typeof storedSchema>['filed'][number];
/** A file that could not be read or moved. */
export type Trouble = {
  readonly error: ConnectorError;
  readonly since: Millis;
  readonly tries: number;
  readonly next: Millis;
};

/** What is known of single files between two looks, and beyond the process where it must not be forgotten. */
export type Memory = ReturnType<typeof createMemory>;

export function createMemory({ cache, clock }: Pick<ConnectorContext, 'cache' | 'clock'>) {
  const stored = storedSchema.parse(cache.get(cacheKey)?.value);
  const waiting = new Map(stored.waiting.map((file) => [file.name, file]));
  const filed = new Map(stored.filed.map((file) => [file.path, file]));
  const troubles = new Map<string, Trouble>();
  let changed = false;

  return {
    waiting: (name: string): Waiting | undefined => waiting.get(name),
    allWaiting: (): readonly Waiting[] => [...waiting.values()],
    filed: (): readonly Filed[] => [...filed.values()],
    troubles: (): ReadonlyMap<string, Trouble> => troubles,

    /** Whether there is anything to do about this file now: not while it rests, nor while it waits unchanged. */
    isDue(file: Seen): boolean {
      const trouble = troubles.get(file.name);
      const now = clock.now();
      if (trouble !== undefined && now < trouble.next && trouble.next - now <= longestRest) return false;
      const known = waiting.get(file.name);
      if (known === undefined || !sameLook(known, file)) return true;
      return !known.told && isOver(known, now);
    },

    /** Whether it has stood still for so long that it is taken as it is. */
    isCutOff(file: Seen): boolean {
      const known = waiting.get(file.name);
      return known !== undefined && sameLook(known, file) && isOver(known, clock.now());
    },

    wait(file: Seen, reason: string): void {
      const known = waiting.get(file.name);
      const still = known !== undefined && sameLook(known, file);
      const { name, size, modified } = file;
      const since = still ? Math.min(known.since, clock.now()) : clock.now();
      const told = still && known.told;
      waiting.set(name, { name, size, modified, since, reason, told, replaces: known?.replaces ?? null });
      changed = true;
    },

    /** It was taken as it is. */
    cutOff(file: Seen, fileId: string | null): void {
      const known = waiting.get(file.name);
      if (known === undefined) return;
      waiting.set(file.name, { ...known, told: true, replaces: fileId ?? known.replaces });
      changed = true;
    },

    file(file: Seen, target: string, fileId: string): void {
      const { name, size, modified } = file;
      filed.set(target, { name, path: target, size, modified, at: clock.now(), fileId });
      for (const path of [...filed.keys()].slice(0, Math.max(0, filed.size - mostFiled))) filed.delete(path);
      changed = true;
    },

    /** It was put back under this name, with bytes that were taken in part. */
    broughtBack({ path, fileId }: Filed, file: Seen): void {
      filed.delete(path);
      waiting.set(file.name, {
        name: file.name,
        size: -1,
        modified: -1,
        since: clock.now(),
        reason: 'It was changed after it had been read.',
        told: false,
        replaces: fileId,
      });
      changed = true;
    },

    forgetFiled(path: string): void {
      changed = filed.delete(path) || changed;
    },

    done(name: string): void {
      changed = waiting.delete(name) || changed;
    },

    trouble(name: string, error: ConnectorError): void {
      const before = troubles.get(name);
      const tries = (before?.tries ?? 0) + 1;
      const now = clock.now();
      const rest = Math.min(longestRest, firstRest * 2 ** Math.min(tries - 1, 10));
      troubles.set(name, { error, since: before?.since ?? now, tries, next: now + rest });
    },

    noTrouble(name: string): void {
      troubles.delete(name);
    },

    /** Forgets what is about files that are not there any more, or were filed long ago. */
    forgetBut(present: ReadonlySet<string>): void {
      const now = clock.now();
      for (const name of waiting.keys()) if (!present.has(name)) changed = waiting.delete(name) || changed;
      for (const name of troubles.keys()) if (!present.has(name)) troubles.delete(name);
      for (const [path, { at }] of filed) if (Math.abs(now - at) > filedFor) changed = filed.delete(path) || changed;
    },

    save(): void {
      if (changed) cache.set(cacheKey, { waiting: [...waiting.values()], filed: [...filed.values()] });
      changed = false;
    },
  };
}

/** A start in the future says that the clock was put back: then it has waited long enough too. */
function isOver({ since }: Waiting, now: Millis): boolean {
  return Math.abs(now - since) >= patience;
}
