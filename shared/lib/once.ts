/** A value that is worked out when it is first asked for, and kept. */
export function once<T>(read: () => T): () => T {
  let known: { readonly value: T } | null = null;
  return () => (known ??= { value: read() }).value;
}
