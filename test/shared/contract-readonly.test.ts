import { isContractProcedure } from '@orpc/contract';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { contract } from '#shared/contract/index.ts';

/** The places of a schema where what comes out could be written to: lists that are not readonly. */
function writable(schema: unknown, path: string, seen: Set<unknown>, isReadonly = false): readonly string[] {
  if (!(schema instanceof z.core.$ZodType) || seen.has(schema)) return [];
  const { def } = schema._zod;
  const here = def.type === 'array' && !isReadonly ? [path] : [];
  if (def.type !== 'readonly') seen.add(schema);
  const parts = Object.entries(def).flatMap(([name, value]): [string, unknown][] => {
    if (name === 'shape') return Object.entries(value as object);
    return Array.isArray(value) ? value.map((each, index) => [`${index}`, each]) : [[name, value]];
  });
  return [
    ...here,
    ...parts.flatMap(([name, part]) => writable(part, `${path}.${name}`, seen, def.type === 'readonly')),
  ];
}

function writableOutputs(router: object, path: string): readonly string[] {
  return Object.entries(router).flatMap(([name, each]: [string, object]) => {
    const at = path === '' ? name : `${path}.${name}`;
    if (!isContractProcedure(each)) return writableOutputs(each, at);
    return writable(each['~orpc'].outputSchema, at, new Set());
  });
}

test('nobody can write into what the core answered', () => {
  expect(writableOutputs(contract, '')).toEqual([]);
});

test('a list that could be written to is found, however deep', () => {
  const schema = z.object({ rows: z.array(z.object({ tags: z.array(z.string()) })).readonly() });
  expect(writable(schema, 'x', new Set())).toEqual(['x.rows.innerType.element.tags']);
});
