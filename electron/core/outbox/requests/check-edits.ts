import { nearest } from '#shared/lib/nearest.ts';
import type { ActionEdits, ActionHandler } from '../../connectors/action.ts';
import type { ActionField, ActionManifest } from '../../connectors/manifest.ts';
import { ConnectorError } from '../../connectors/sdk/error.ts';
import { callWithDeadline } from '../../call-with-deadline.ts';
import { BadInputError } from '../../failure.ts';
import type { Clock } from '../../ports.ts';

const askDeadline = 10_000;
const shownKeys = 40;

/** The fields that `overrides` may name: the manifest's, and, where one is not among them, those that the outside system knows. */
export async function editableFields(
  overrides: Readonly<Record<string, string>>,
  action: { readonly manifest: ActionManifest; readonly handler: ActionHandler },
  context: { readonly clock: Clock; readonly signal: AbortSignal },
): Promise<readonly ActionField[]> {
  const { manifest, handler } = action;
  const strange = Object.keys(overrides).find((key) => fieldFor(manifest.fields, key) === undefined);
  const more = handler.fields?.bind(handler);
  if (strange === undefined || more === undefined) return manifest.fields;
  try {
    const asked = await callWithDeadline((limit) => more(overrides, limit), { ...context, deadlineMs: askDeadline });
    return [...manifest.fields, ...asked];
  } catch (error) {
    if (!(error instanceof ConnectorError) || error.kind === 'cancelled') throw error;
    const known = manifest.fields.map(({ key }) => key).join(', ');
    throw new BadInputError(
      strange,
      `one of the fields ${known}; which others there are could not be asked (${error.message})`,
      'another field',
    );
  }
}

/**
 * What a person changed, with the keys as the action spells them. Throws `BadInputError` for a key that the action does
 * not have, for a value that does not fit, and, where there are several issues, for a field that speaks of a single one:
 * one partner's words must never get into another partner's case.
 */
export function checkEdits(
  known: readonly ActionField[],
  given: { readonly overrides: Readonly<Record<string, string>>; readonly note: string },
  issues: number,
): ActionEdits {
  const fields: Record<string, string> = {};
  for (const [key, value] of Object.entries(given.overrides)) {
    const field = fieldFor(known, key);
    if (field === undefined) throw unknownField(known, key);
    if (!field.bulk && issues > 1) {
      const shared = known.filter(({ bulk }) => bulk).map((one) => one.key);
      throw new BadInputError(
        field.key,
        `a field that means the same for all ${issues} issues (${list(shared)}), or a note`,
        'one that belongs to a single issue',
      );
    }
    const expected = field.misfit?.(value) ?? null;
    if (expected !== null) throw new BadInputError(field.key, expected, `"${value.slice(0, 80)}"`);
    fields[field.key] = value;
  }
  return given.note === '' ? { fields } : { fields, note: given.note };
}

function fieldFor(known: readonly ActionField[], key: string): ActionField | undefined {
  return known.find((one) => one.key.toLowerCase() === key.toLowerCase());
}

function unknownField(known: readonly ActionField[], key: string): BadInputError {
  const keys = known.map((one) => one.key);
  const meant = nearest(key, keys);
  const expected = `one of the fields ${list(keys)}`;
  return new BadInputError(key, meant === null ? expected : `${expected} (did you mean ${meant}?)`, 'an unknown field');
}

function list(keys: readonly string[]): string {
  return keys.length > shownKeys ? `${keys.slice(0, shownKeys).join(', ')}, …` : keys.join(', ');
}
