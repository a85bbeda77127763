import type { ConnectorError } from '../../sdk/error.ts';
import { type CaseShape, fieldOf } from '../org/describe.ts';
import type { SalesforceSettings } from '../connection-settings.ts';
import { salesforceError, type SalesforceCode } from '../errors/our-codes.ts';

const assign = 'Assign the permission set Gridline Partner Operations to the person who is signed in.';

/** Why no case at all can be written as the org is now; null where nothing stands against it. Rights that concern single records don't show here. */
export function shapeError(shape: CaseShape, { externalIdField }: SalesforceSettings): ConnectorError | null {
  const make = (code: SalesforceCode, message: string, next = assign) =>
    salesforceError('set-up', code, message, { next });
  if (!shape.createable) return make('permission', 'The person who is signed in may not create cases in Salesforce.');
  const key = fieldOf(shape, externalIdField);
  if (key === undefined) {
    return make('hidden-field', `The field ${externalIdField} is missing on Case, or hidden from this user.`);
  }
  if (!key.createable) return make('hidden-field', `This user may not write the field ${externalIdField} of Case.`);
  if (key.externalId) return null;
  return make(
    'key-not-external',
    `The field ${externalIdField} of Case is not an external ID.`,
    'Deploy the field as it is in build/salesforce: external ID, unique, case-sensitive.',
  );
}
