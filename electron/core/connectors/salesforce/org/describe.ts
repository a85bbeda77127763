import { z } from 'zod';
import type { Millis } from '#shared/lib/time.ts';
import { parseShape } from '../../sdk/answer.ts';
import type { Org } from './org.ts';
import type { ConnectorError } from '../../sdk/error.ts';
import type { SalesforceSettings } from '../connection-settings.ts';
import { type SalesforceCode, salesforceError } from '../errors/our-codes.ts';

const picklistValue = z.object({ value: z.string(), isDefault: z.boolean() });
const fieldSchema = z.object({
  name: z.string(),
  label: z.string(),
  /** As describe calls it: `string`, `picklist`, `reference`, `double`. */
  type: z.string(),
  /** Characters; 0 where length has no meaning. */
  length: z.number(),
  createable: z.boolean(),
  externalId: z.boolean(),
  unique: z.boolean(),
  /** A new record can't do without it. */
  demanded: z.boolean(),
  /** Only the picklist's own values are taken. */
  restricted: z.boolean(),
  /** Active values only. */
  values: z.array(picklistValue),
  /** Objects that a reference may lead to. */
  referenceTo: z.array(z.string()),
});
const recordTypeSchema = z.object({ id: z.string(), name: z.string() });
const caseShapeSchema = z.object({
  createable: z.boolean(),
  fields: z.array(fieldSchema),
  /** Those this user may choose, without the master. */
  recordTypes: z.array(recordTypeSchema),
});

/** What we need to know of Case in this org, as the signed-in user sees it. */
export type CaseShape = z.output<typeof caseShapeSchema>;
export type CaseField = z.output<typeof fieldSchema>;

const describeSchema = z
  .object({
    createable: z.boolean(),
    fields: z.array(
      z
        .object({
          name: z.string(),
          label: z.string().catch(''),
          type: z.string(),
          length: z.number().catch(0),
          createable: z.boolean(),
          nillable: z.boolean().catch(true),
          defaultedOnCreate: z.boolean().catch(false),
          externalId: z.boolean().catch(false),
          unique: z.boolean().catch(false),
          restrictedPicklist: z.boolean().catch(false),
          picklistValues: z
            .array(z.object({ active: z.boolean(), value: z.string(), defaultValue: z.boolean().catch(false) }))
            .catch([]),
          referenceTo: z.array(z.string()).catch([]),
        })
        .transform((field) => ({
          name: field.name,
          label: field.label === '' ? field.name : field.label,
          type: field.type,
          length: field.length,
          createable: field.createable,
          externalId: field.externalId,
          unique: field.unique,
          demanded: field.createable && !field.nillable && !field.defaultedOnCreate && field.type !== 'boolean',
          restricted: field.restrictedPicklist,
          values: field.picklistValues
            .filter(({ active }) => active)
            .map(({ value, defaultValue }) => ({ value, isDefault: defaultValue })),
          referenceTo: field.referenceTo,
        })),
    ),
    recordTypeInfos: z
      .array(
        z.object({
          recordTypeId: z.string(),
          name: z.string(),
          available: z.boolean().catch(true),
          master: z.boolean().catch(false),
        }),
      )
      .catch([]),
  })
  .transform(({ recordTypeInfos, ...shape }) => ({
    ...shape,
    recordTypes: recordTypeInfos
      .filter(({ available, master }) => available && !master)
      .map(({ recordTypeId, name }) => ({ id: recordTypeId, name })),
  }));

/** The shape of Case, from the cache when it is younger than `maxAgeMs`; 0 = as it is now. */
export async function describeCase(org: Org, maxAgeMs: Millis, signal: AbortSignal): Promise<CaseShape> {
  const cacheKey = `describe:Case:${await org.instanceUrl(signal)}`;
  const cached = org.cache.get(cacheKey);
  if (cached !== null && org.clock.now() - cached.at < maxAgeMs) {
    const parsed = caseShapeSchema.safeParse(cached.value);
    if (parsed.success) return parsed.data;
  }
  const what = 'the description of cases';
  const body = await org.call({ method: 'GET', path: '/sobjects/Case/describe', effect: false, what }, signal);
  const shape = parseShape(org.http, body, describeSchema, what);
  org.cache.set(cacheKey, shape);
  return shape;
}

/** A case has hundreds of fields in some orgs, and each record asks for several of them. */
const byName = new WeakMap<CaseShape, ReadonlyMap<string, CaseField>>();

export function fieldOf(shape: CaseShape, name: string): CaseField | undefined {
  let fields = byName.get(shape);
  if (fields === undefined) {
    fields = new Map(shape.fields.map((field) => [field.name.toLowerCase(), field]));
    byName.set(shape, fields);
  }
  return fields.get(name.toLowerCase());
}

/** Null where the picklist does not have the value among its active ones. */
export function activeValue(shape: CaseShape, field: string, value: string): string | null {
  return fieldOf(shape, field)?.values.find((one) => one.value.toLowerCase() === value.toLowerCase())?.value ?? null;
}

export function defaultValue(shape: CaseShape, field: string): string | null {
  return fieldOf(shape, field)?.values.find(({ isDefault }) => isDefault)?.value ?? null;
}

const assign = 'Assign the permission set Gridline Partner Operations to the person who is signed in.';
/** What an administrator does where the field may not be there at all. */
export const deploy =
  'Deploy the folder build/salesforce to the org, then assign the permission set Gridline Partner Operations.';

/** Why no case at all can be written as the org is now; null where nothing stands against it. Rights that concern single records don't show here. */
export function shapeError(shape: CaseShape, { externalIdField }: SalesforceSettings): ConnectorError | null {
  const make = (code: SalesforceCode, message: string, next = assign) =>
    salesforceError('set-up', code, message, { next });
  if (!shape.createable) return make('permission', 'The person who is signed in may not create cases in Salesforce.');
  const key = fieldOf(shape, externalIdField);
  if (key === undefined) {
    return make('hidden-field', `The field ${externalIdField} is missing on Case, or hidden from this user.`, deploy);
  }
  if (!key.createable) return make('hidden-field', `This user may not write the field ${externalIdField} of Case.`);
  if (key.externalId) return null;
  return make(
    'key-not-external',
    `The field ${externalIdField} of Case is not an external ID.`,
    'Deploy the field as it is in build/salesforce: external ID, unique, case-sensitive.',
  );
}
