import { nearest } from '#shared/lib/nearest.ts';
import type { ActionEdits, ActionField } from '../connectors/connector.ts';
import { BadInputError } from '../failure.ts';

/**
 * What a person changed, with the keys as the action spells them. Throws `BadInputError` for a key that the action does
 * not have, and, where there are several issues, for one that speaks of a single issue: one partner's words must never
 * get into another partner's case.
 */
export function checkEdits(
  known: readonly ActionField[],
  given: { readonly overrides: Readonly<Record<string, string>>; readonly note: string },
  issues: number,
): ActionEdits {
  const fields: Record<string, string> = {};
  for (const [key, value] of Object.entries(given.overrides)) {
    const field = known.find((one) => one.key.toLowerCase() === key.toLowerCase());
    if (field === undefined) throw unknownField(known, key);
    if (!field.bulk && issues > 1) {
      const shared = known.filter(({ bulk }) => bulk).map((one) => one.key);
      throw new BadInputError(
        field.key,
        `a field that means the same for all ${issues} issues (${shared.join(', ')}), or a note`,
        'one that belongs to a single issue',
      );
    }
    fields[field.key] = value;
  }
  return given.note === '' ? { fields } : { fields, note: given.note };
}

function unknownField(known: readonly ActionField[], key: string): BadInputError {
  const keys = known.map((one) => one.key);
  const meant = nearest(key, keys);
  const expected = `one of the fields ${keys.join(', ')}`;
  return new BadInputError(key, meant === null ? expected : `${expected} (did you mean ${meant}?)`, 'an unknown field');
}
