/** What a GraphQL server refused of a query: the name it gave, and the type it looked for it in. */
export type Refusal = { readonly name: string; readonly type: string | null };

const refuses =
  /cannot query|can't query|undefined|unknown|unrecogni[sz]ed|not exist|n't exist|not found|not defined|no such|no field|invalid field|not a valid|not in '|not authori[sz]ed to access|must not have a s|must have a s|no subfields|FieldUndefined/i;
const suggestion = /\bdid you mean|\bperhaps you meant|\bmaybe you meant|\bsuggest/i;

/** Words of the messages themselves, which may be names of fields too. */
const common: ReadonlySet<string> = new Set(['type', 'status', 'names', 'count', 'total', 'offset']);

/**
 * The name that a validation error is about, in the wordings of graphql-js and its many relatives, graphql-java and
 * AppSync, Hot Chocolate, graphql-ruby, Hasura, async-graphql and others: they agree in quoting it first; where none of
 * `asked` is quoted, it may stand in the sentence all the same. Null where the message is about something else.
 */
export function refusalIn(message: string, asked: ReadonlySet<string>): Refusal | null {
  // What a server suggests instead is quoted too.
  const head = message.split(suggestion)[0] ?? message;
  // A value that an enum does not have is no field, even where it is called like one.
  if (!refuses.test(head) || /\benum\b/i.test(head)) return null;
  const quoted = [...head.matchAll(/["'`]([A-Za-z_]\w*)["'`]/g)].map(([, name]) => name ?? '');
  // graphql-java quotes the whole argument before the field in it that is unknown.
  const first = /contains a field not in/i.test(head) ? quoted.at(-1) : quoted[0];
  const inSentence = [...head.matchAll(/\w+/g)]
    .map(([word]) => word)
    .find((word) => asked.has(word) && !common.has(word));
  const name = first !== undefined && asked.has(first) ? first : (inSentence ?? first);
  if (name === undefined) return null;
  const type = /\b(?:on|in|of) type:?\s*["'`]?([A-Za-z_]\w*)/i.exec(head)?.[1] ?? null;
  return { name, type };
}
