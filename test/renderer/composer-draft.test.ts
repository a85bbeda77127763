import { expect, test } from 'vitest';
import type { ActionPreview } from '#shared/contract/actions.ts';
import { noDraft, overridesOf } from '#renderer/parts/composer/draft.ts';

type Field = ActionPreview['fields'][number];

const field = (key: string, bulk: boolean): Field => ({ ...({} as Field), key, editable: true, bulk });
const preview = (fields: readonly Field[], count: number) => ({ ...({} as ActionPreview), fields, count, already: [] });
const draft = { ...noDraft, fields: { Priority: 'Low', Description: 'Mine' } };

test('For several, only what means the same for each is sent; for one, all of it.', () => {
  const fields = [field('Priority', true), field('Description', false)];
  expect(overridesOf(draft, preview(fields, 2), ['a', 'b'])).toEqual({ Priority: 'Low' });
  expect(overridesOf(draft, preview(fields, 1), ['a'])).toEqual(draft.fields);
});

test('What was changed of fields that another connection does not have is kept, and not sent to it.', () => {
  expect(overridesOf(draft, preview([field('Priority', true)], 1), ['a'])).toEqual({ Priority: 'Low' });
});
