import type { Millis } from '#shared/lib/time.ts';
import type { ActionField } from '../../manifest.ts';
import { type CaseField, type CaseShape, describeCase } from '../org/describe.ts';
import { fieldValue } from './field-value.ts';
import { lookupLifetime } from '../manifest.ts';
import type { SalesforceSettings } from '../connection-settings.ts';
import type { Org } from '../org/org.ts';

/** Case fields with a key of their own in a draft. */
export const ownFields = {
  subject: 'Subject',
  description: 'Description',
  priority: 'Priority',
  origin: 'Origin',
} as const;

/** What these point to belongs to one partner or one issue, so they are never the same for many. */
const ofOnePartner = new Set([
  'Account',
  'Contact',
  'Case',
  'Asset',
  'Entitlement',
  'ServiceContract',
  'Contract',
  'Order',
]);
/** Who wrote in, or what the case says: of one issue as well. */
const ofOneIssue = /^(Supplied\w+|Comments)$/i;

/** Whether one value may stand for many cases. */
export function isBulk({ name, unique, externalId, referenceTo }: CaseField): boolean {
  return !unique && !externalId && !ofOneIssue.test(name) && !referenceTo.some((one) => ofOnePartner.has(one));
}

/** Whether a person may set this field of a new case by its API name. */
export function isSettable(field: CaseField, settings: SalesforceSettings): boolean {
  const own: readonly string[] = Object.values(ownFields);
  const isKey = field.name.toLowerCase() === settings.externalIdField.toLowerCase();
  return field.createable && !isKey && !own.includes(field.name);
}

export function toActionField(shape: CaseShape, field: CaseField): ActionField {
  return {
    key: field.name,
    label: field.label,
    bulk: isBulk(field),
    misfit: (value) => {
      if (value.trim() === '') return null;
      const read = fieldValue(shape, field, value.trim());
      return 'expected' in read ? read.expected : null;
    },
  };
}

/**
 * Every field of Case that the signed-in user may set in this org. Asked anew where what is known has no room for
 * `wanted`: the org may have got a field or a value since. Throws `ConnectorError` where it can't be asked.
 */
export async function caseFields(
  org: Org,
  wanted: Readonly<Record<string, string>>,
  signal: AbortSignal,
): Promise<readonly ActionField[]> {
  const fieldsFor = async (maxAge: Millis) => {
    const shape = await describeCase(org, maxAge, signal);
    const settings = org.settings();
    return shape.fields.filter((field) => isSettable(field, settings)).map((field) => toActionField(shape, field));
  };
  const known = await fieldsFor(lookupLifetime);
  const fits = Object.entries(wanted).every(([key, value]) => {
    const field = known.find((one) => one.key.toLowerCase() === key.toLowerCase());
    return key.toLowerCase() in ownFields || (field !== undefined && field.misfit?.(value) === null);
  });
  return fits ? known : fieldsFor(0);
}
