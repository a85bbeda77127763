import { nearest } from '#shared/lib/nearest.ts';
import type { ActionEdits, ActionHandler } from '../../connectors/action.ts';
import type { ActionField, ActionManifest } from '../../connectors/manifest.ts';
import { ConnectorError } from '../../connectors/sdk/error.ts';
import { callWithDeadline } from '../../call-with-deadline.ts';
import { BadInputError, type Fault, refuse } from '../../failure.ts';
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
 * What a person changed, with the keys as the action spells them. Throws `BadInputError` with every key that the action does
 * not have, every value that does not fit, and, where there are several issues, every field that speaks of a single one:
 * one partner's words must never get into another partner's case.
 */
export function checkEdits(
  known: readonly ActionField[],
  given: { readonly overrides: Readonly<Record<string, string>>; readonly note: string },
  issues: number,
): ActionEdits {
  const entries = Object.entries(given.overrides).map(([key, value]) => ({ key, value, field: fieldFor(known, key) }));
  refuse(entries.flatMap(({ key, value, field }) => faultOf(known, { key, value, field }, issues) ?? []));
  const fields = Object.fromEntries(entries.map(({ key, value, field }) => [field?.key ?? key, value]));
  return given.note === '' ? { fields } : { fields, note: given.note };
}

type Entry = { readonly key: string; readonly value: string; readonly field: ActionField | undefined };

function faultOf(known: readonly ActionField[], { key, value, field }: Entry, issues: number): Fault | null {
  if (field === undefined) return unknownField(known, key);
  if (!field.bulk && issues > 1) {
    const shared = known.filter(({ bulk }) => bulk).map((one) => one.key);
    const expected = `a field that means the same for all ${issues} issues (${list(shared)}), or a note`;
    return { field: field.key, expected, got: 'one that belongs to a single issue' };
  }
  const expected = field.misfit?.(value) ?? null;
  return expected === null ? null : { field: field.key, expected, got: `"${value.slice(0, 80)}"` };
}

function fieldFor(known: readonly ActionField[], key: string): ActionField | undefined {
  return known.find((one) => one.key.toLowerCase() === key.toLowerCase());
}

function unknownField(known: readonly ActionField[], key: string): Fault {
  const keys = known.map((one) => one.key);
  const meant = nearest(key, keys);
  const expected = `one of the fields ${list(keys)}`;
  return {
    field: key,
    expected: meant === null ? expected : `${expected} (did you mean ${meant}?)`,
    got: 'an unknown field',
  };
}

function list(keys: readonly string[]): string {
  return keys.length > shownKeys ? `${keys.slice(0, shownKeys).join(', ')}, …` : keys.join(', ');
}
