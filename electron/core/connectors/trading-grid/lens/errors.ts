import { z } from 'zod';

/**
 * One error of an answer. `at`: lines and columns of the query, from 1; `names`: what its extensions name; `code`: its kind
 * in a word; `inner`: errors that servers and gateways nest in it, all levels.
 */
export type LensError = {
  readonly message: string;
  readonly path: readonly (string | number)[];
  readonly at: readonly { readonly line: number; readonly column: number }[];
  readonly names: readonly string[];
  readonly code: string;
  readonly inner: readonly LensError[];
};

const pathSchema = z
  .union([
    z.array(z.union([z.string(), z.number()])),
    // Some relatives of graphql-java write it as one text: /getTransactions/transactions[0]/status
    z.string().transform(partsOfPath),
  ])
  .catch([]);
const errorSchema = z.object({
  message: z.string().catch(''),
  path: pathSchema,
  locations: z.array(z.object({ line: z.coerce.number(), column: z.coerce.number().catch(0) })).catch([]),
  extensions: z.record(z.string(), z.unknown()).catch({}),
});

/** An error of which only words are known. */
export function errorOf(message: string): LensError {
  return { message, path: [], at: [], names: [], code: '', inner: [] };
}

const deepest = 4;

/** Every error in the `errors` of an answer, which some servers send as one record or as text. */
export function lensErrors(value: unknown, depth = 0): readonly LensError[] {
  if (value === null || value === undefined || depth > deepest) return [];
  if (Array.isArray(value)) return value.flatMap((item: unknown) => lensErrors(item ?? {}, depth));
  if (typeof value === 'string') return [errorOf(value)];
  const parsed = errorSchema.safeParse(value);
  if (!parsed.success) return [errorOf('')];
  const { message, path, locations, extensions } = parsed.data;
  const inner = [value, extensions].flatMap((holder) =>
    Object.entries(holder).flatMap(([name, item]) =>
      nesting.test(name) && item !== null && typeof item === 'object' ? lensErrors(item, depth + 1) : [],
    ),
  );
  const names = Object.entries(extensions).flatMap(([name, item]) =>
    naming.test(name) && typeof item === 'string' ? [item.split('.').at(-1) ?? item] : [],
  );
  const code = [extensions['code'], extensions['classification']].filter((each) => typeof each === 'string').join(' ');
  return [{ message, path, at: locations, names, code, inner: inner.flatMap((each) => [each, ...each.inner]) }];
}

const nesting = /^(errors|inner_?errors?|causes?|details|original_?errors?|validation_?errors?|violations|exception)$/i;
/** graphql-ruby, Hot Chocolate, graphql-java: what the error is about, beside its words. */
const naming = /^(field|field_?name|argument|argument_?name|coordinate|name)$/i;

function partsOfPath(text: string): (string | number)[] {
  return text
    .split(/[/.[\]]+/)
    .filter((part) => part !== '')
    .map((part) => (/^\d+$/.test(part) ? Number(part) : part));
}
