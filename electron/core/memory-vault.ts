import type { Vault } from './ports.ts';

/** Secrets for as long as the process lives: those of the sandbox, which are worth nothing elsewhere. */
export function createMemoryVault(): Vault {
  const entries = new Map<string, string>();
  return {
    kind: 'memory',
    statement: 'The sandbox’s secrets are kept in memory only.',
    get: async (name) => entries.get(name) ?? null,
    set: async (name, value) => void entries.set(name, value),
    delete: async (name) => void entries.delete(name),
  };
}
