import { HostError, type Vault } from '#core/ports.ts';
import type { FromCore, ToCore } from '#shared/model/host/host-messages.ts';

type Answer = Extract<ToCore, { type: 'vault-answer' }>;
type Ask = Extract<FromCore, { type: `vault-${string}` }>;
type AskWithoutId = Ask extends infer A ? (A extends Ask ? Omit<A, 'id'> : never) : never;

const patienceMs = 60_000;

/** The vault of the main process, asked by message: only there can the system's keychain be used. */
export function createRemoteVault(
  about: { readonly kind: Vault['kind']; readonly statement: string },
  post: (message: FromCore) => void,
): { readonly vault: Vault; readonly answer: (message: Answer) => void } {
  const waiting = new Map<
    number,
    {
      readonly resolve: (value: string | null) => void;
      readonly reject: (error: Error) => void;
      readonly timer: NodeJS.Timeout;
    }
  >();
  let lastId = 0;

  const ask = (message: AskWithoutId): Promise<string | null> =>
    new Promise((resolve, reject) => {
      lastId += 1;
      const id = lastId;
      // The system may ask the user for leave; longer than this and something is stuck.
      const timer = setTimeout(() => {
        waiting.delete(id);
        reject(
          new HostError(
            'The system’s keychain did not answer within a minute.',
            'Look for a question of the system behind the windows, answer it, and try again.',
          ),
        );
      }, patienceMs);
      waiting.set(id, { resolve, reject, timer });
      post({ ...message, id });
    });

  return {
    vault: {
      kind: about.kind,
      statement: about.statement,
      get: (name) => ask({ type: 'vault-get', name }),
      set: async (name, value) => void (await ask({ type: 'vault-set', name, value })),
      delete: async (name) => void (await ask({ type: 'vault-delete', name })),
    },
    answer({ id, value, error }) {
      const asked = waiting.get(id);
      if (!asked) return;
      waiting.delete(id);
      clearTimeout(asked.timer);
      if (error === null) asked.resolve(value);
      else asked.reject(new HostError(error, null));
    },
  };
}
