import { isContractProcedure } from '@orpc/contract';
import { z } from 'zod';
import { expect, test } from 'vitest';
import { contract } from '#shared/contract/index.ts';

/** Every object in the input of every procedure, with where it stands. */
function inputs(router: object, at: readonly string[] = []): readonly (readonly [string, z.ZodObject])[] {
  if (isContractProcedure(router)) {
    const schema = router['~orpc'].inputSchema;
    return schema === undefined ? [] : objectsIn(schema, at.join('.'));
  }
  return Object.entries(router).flatMap(([name, one]) =>
    typeof one === 'object' && one !== null ? inputs(one, [...at, name]) : [],
  );
}

function objectsIn(schema: unknown, at: string): readonly (readonly [string, z.ZodObject])[] {
  if (schema instanceof z.ZodObject) {
    const inner = Object.entries(schema.shape).flatMap(([key, field]) => objectsIn(field, `${at}.${key}`));
    return [[at, schema], ...inner];
  }
  if (schema instanceof z.ZodArray) return objectsIn(schema.element, `${at}[]`);
  if (
    schema instanceof z.ZodOptional ||
    schema instanceof z.ZodDefault ||
    schema instanceof z.ZodNullable ||
    schema instanceof z.ZodReadonly
  ) {
    return objectsIn(schema.unwrap(), at);
  }
  return [];
}

const all = inputs(contract);

test('The inputs are found, nested ones too.', () => {
  expect(all.map(([at]) => at)).toEqual(
    expect.arrayContaining([
      'actions.request',
      'connections.connect',
      'settings.set',
      'settings.set.acknowledgement.byPartner[]',
      'documents.importFiles.files[]',
    ]),
  );
});

test.each(all)('%s refuses a key that it does not have, instead of dropping it.', (_, schema) => {
  const issues = schema.safeParse({ prioritty: 'Low' }).error?.issues ?? [];
  expect(issues.map(({ code }) => code)).toContain('unrecognized_keys');
});
