/** What stands behind the `?` of an address, by name. */
export type RawParams = Readonly<Record<string, string>>;

/** One parameter: what may stand in it, and what holds where nothing does or nothing that is known. */
type Param<T extends string> = {
  readonly name: string;
  readonly fallback: T;
  readonly parse: (text: string) => T | undefined;
};

/** One of a few words. */
export const oneOf = <T extends string>(name: string, words: readonly T[], fallback: T): Param<T> => ({
  name,
  fallback,
  parse: (text) => words.find((word) => word === text),
});

/** Any text of up to `longest` characters. */
export const freeText = (name: string, longest: number): Param<string> => ({
  name,
  fallback: '',
  parse: (text) => (text.length <= longest ? text : undefined),
});

/** The parameters of one screen. */
export type SearchParams<T> = {
  readonly read: (raw: RawParams) => T;
  /** Leaves out what is as it would be anyhow, so that addresses stay short. */
  readonly write: (values: T) => RawParams;
};

export function defineParams<T extends Readonly<Record<string, string>>>(
  params: {
    readonly [K in keyof T]: Param<T[K]>;
  },
): SearchParams<T> {
  const entries = Object.entries<Param<string>>(params);
  return {
    read: (raw) =>
      Object.fromEntries(
        entries.map(([key, { name, fallback, parse }]) => [key, parse(raw[name] ?? fallback) ?? fallback]),
      ) as T,
    write: (values) =>
      Object.fromEntries(
        entries
          .map(([key, { name, fallback }]) => [name, values[key] ?? fallback, fallback] as const)
          .filter(([, value, fallback]) => value !== fallback),
      ),
  };
}

export const sameParams = (one: RawParams, other: RawParams): boolean => formatParams(one) === formatParams(other);

export function parseParams(text: string): RawParams {
  return Object.fromEntries(new URLSearchParams(text));
}

/** As people read them: what an address allows stays as it is. Half a sign, such as a paste may leave, is none to be written. */
export function formatParams(params: RawParams): string {
  return Object.entries(params)
    .toSorted(([one], [other]) => one.localeCompare(other))
    .map(
      ([name, value]) =>
        `${name}=${encodeURIComponent(value.toWellFormed()).replace(/%20/g, '+').replace(/%3A/g, ':')}`,
    )
    .join('&');
}
