import { randomBytes } from 'node:crypto';
import { plainMessage } from '#shared/lib/misfit.ts';
import { BadInputError } from '../../failure.ts';
import { HostError, type Vault } from '../../ports.ts';
import type { Store } from '../../store/open.ts';
import { hasRecipients, recipientsMoved } from '../../store/tables/asked-actions.ts';
import { recipientPart } from './idempotency-key.ts';

/** What it is called in the vault. No secret of a connection has a name without a dot. */
const place = 'recipient-key';
const bytes = 32;

/**
 * The secret that recipients stand under in keys: desks that share it know of each other's messages to one person. It lives in the
 * vault, and is made at random when it is first needed.
 */
export type RecipientKey = {
  /** Resolves when it is at hand. Throws `HostError` where the vault can't be read, or has lost it. */
  ready(): Promise<void>;
  /** See `recipientPart`. Throws `HostError` where it is not at hand. */
  partOf(address: string): string;
  /** 32 bytes as base64url. Throws as `ready` does. */
  show(): Promise<string>;
  /**
   * Takes the one of another desk, or makes a new one (null). Of what was sent before, only who has opted out is known then. Throws
   * `BadInputError` for what is none, `HostError`.
   */
  set(text: string | null): Promise<void>;
  /** Whether anything was asked for that goes to people by name. */
  isUsed(): boolean;
};

export function createRecipientKey({ vault, store }: { readonly vault: Vault; readonly store: Store }): RecipientKey {
  let key: Uint8Array | null = null;
  let reading: Promise<Uint8Array> | null = null;
  const isUsed = () => store.read(hasRecipients);

  const read = async (): Promise<Uint8Array> => {
    const kept = await inVault('read', () => vault.get(place));
    if (kept === null && isUsed()) throw lost();
    const now = kept === null ? randomBytes(bytes) : parsed(kept);
    if (now === null) throw lost();
    // Kept before anything is known by it.
    if (kept === null) await inVault('kept', () => vault.set(place, textOf(now)));
    key = now;
    return now;
  };
  const load = (): Promise<Uint8Array> => {
    if (key !== null) return Promise.resolve(key);
    reading ??= read().finally(() => {
      reading = null;
    });
    return reading;
  };

  return {
    ready: async () => void (await load()),
    partOf(address) {
      if (key !== null) return recipientPart(address, key);
      // Whoever asks again may find it.
      load().catch(() => undefined);
      throw new HostError('The key that recipients are known by has not been read yet.', 'Try again in a moment.');
    },
    show: async () => textOf(await load()),
    async set(text) {
      const next = text === null ? randomBytes(bytes) : parsed(text);
      if (next === null) throw new BadInputError('key', 'what gridline recipient-key show gives', 'something else');
      await reading?.catch(() => undefined);
      await inVault('kept', () => vault.set(place, textOf(next)));
      key = next;
      store.write((db) => recipientsMoved(db, (address) => recipientPart(address, next)), { durable: true });
    },
    isUsed,
  };
}

function textOf(key: Uint8Array): string {
  return Buffer.from(key).toString('base64url');
}

function parsed(text: string): Uint8Array | null {
  const key = Buffer.from(text.trim(), 'base64url');
  return key.length === bytes && textOf(key) === text.trim() ? key : null;
}

async function inVault<T>(what: 'read' | 'kept', ask: () => Promise<T>): Promise<T> {
  try {
    return await ask();
  } catch (error) {
    const why = plainMessage(error);
    throw new HostError(
      `The key that recipients are known by could not be ${what}: ${why}`,
      'Put right what keeps secrets on this computer, then ask again. What goes to nobody by name can be sent meanwhile.',
      error,
    );
  }
}

function lost(): HostError {
  return new HostError(
    'The key that recipients are known by is not where secrets are kept any more, and a new one would not know what was sent already.',
    'Bring it from another desk with gridline recipient-key set, or make a new one with gridline recipient-key new --yes.',
  );
}
