import type { Json } from '#shared/lib/json.ts';
import type { ActionPreview, ConnectorContext } from '../connector.ts';
import { ConnectorError } from '../sdk/error.ts';
import { type AccountMatch, matchAccounts } from './accounts.ts';
import type { SalesforceApi } from './api.ts';
import { activeValue, type CaseShape, defaultValue, describeCase, fieldOf } from './describe.ts';
import { draftSchema } from './draft.ts';
import { lookupLifetime } from './manifest.ts';
import type { SalesforceSettings } from './settings.ts';

/** Fields that we fill, and those that Salesforce fills for a new case although describe may call them needed. */
const filled = new Set(['Subject', 'Description', 'Priority', 'Origin', 'AccountId', 'OwnerId', 'Status']);
const permissionHint = 'ask the administrator to assign the permission set Gridline Partner Operations';

/** The case as a form, with what only the org knows. Offline, the draft is shown and what could not be checked is said. */
export async function previewCase(
  context: ConnectorContext,
  api: SalesforceApi,
  settings: SalesforceSettings,
  draft: Json,
  signal: AbortSignal,
): Promise<ActionPreview> {
  const made = draftSchema.parse(draft);
  const warnings: string[] = [];
  const shape = await orWarn(
    () => describeCase(context, api, lookupLifetime, signal),
    (error) =>
      warnings.push(
        `Salesforce could not be asked, so picklists, permissions and the account are not checked. ${sentence(error)}`,
      ),
  );
  const match =
    shape === null
      ? null
      : await orWarn(
          async () => {
            const matcher = await matchAccounts(
              context,
              api,
              settings.accountIdentifierFields,
              made.partnerIdentifiers,
              signal,
            );
            return matcher(made.partnerIdentifiers);
          },
          (error) => warnings.push(`The account could not be looked up; the case will have none. ${sentence(error)}`),
        );
  if (shape !== null) warnings.push(...permissionWarnings(shape, settings));
  const pick = (field: 'Priority' | 'Origin', value: string) => {
    if (shape === null) return { value, options: null, note: null };
    const options = fieldOf(shape, field)?.values.map((one) => one.value) ?? [];
    const active = activeValue(shape, field, value);
    if (active !== null || value === '') return { value: active ?? '', options, note: null };
    const fallback = defaultValue(shape, field);
    warnings.push(
      `${field} "${value}" is not among the values of this org; ${fallback === null ? 'the case will have none' : `its default "${fallback}" is taken`}.`,
    );
    return { value: fallback ?? '', options, note: `"${value}" is not available` };
  };
  const plain = { editable: true, bulk: true, multiline: false, options: null, note: null };
  const priority = pick('Priority', made.priority);
  const origin = pick('Origin', made.origin);
  if (match?.found === 'several') {
    warnings.push(
      `${match.count} accounts match ${match.by} (${match.names.slice(0, 3).join(', ')}), so the case will have none.`,
    );
  }
  if (match?.found === 'none') warnings.push('No account matches this partner; the case will have none.');
  return {
    fields: [
      { ...plain, key: 'subject', label: 'Subject', value: made.subject, bulk: false },
      { ...plain, key: 'account', label: 'Account', ...accountField(match), editable: false, bulk: false },
      { ...plain, key: 'priority', label: 'Priority', ...priority },
      { ...plain, key: 'origin', label: 'Case origin', ...origin },
      { ...plain, key: 'description', label: 'Description', value: made.description, bulk: false, multiline: true },
    ],
    warnings,
  };
}

function accountField(match: AccountMatch | null): { readonly value: string; readonly note: string } {
  if (match === null) return { value: '', note: 'Not checked' };
  if (match.found === 'one') return { value: match.name, note: `Matched by ${match.by} in ${match.field}` };
  if (match.found === 'several') return { value: '', note: `${match.count} accounts match, so none is set` };
  return { value: '', note: 'No account matched; the case will have none' };
}

function permissionWarnings(shape: CaseShape, settings: SalesforceSettings): readonly string[] {
  const warnings: string[] = [];
  const key = fieldOf(shape, settings.externalIdField);
  if (!shape.createable) warnings.push(`The person who is signed in may not create cases; ${permissionHint}.`);
  if (key === undefined) {
    warnings.push(`The Case field ${settings.externalIdField} is missing or hidden; ${permissionHint}.`);
  } else if (!key.createable) {
    warnings.push(`The Case field ${settings.externalIdField} may not be written; ${permissionHint}.`);
  } else if (!key.externalId || !key.unique) {
    warnings.push(`The Case field ${settings.externalIdField} must be a unique external ID, or cases could double.`);
  }
  const demanded = shape.fields
    .filter((field) => field.demanded && !filled.has(field.name) && field.name !== settings.externalIdField)
    .map(({ label }) => label);
  if (demanded.length > 0) {
    warnings.push(`This org demands fields that are not filled here: ${demanded.join(', ')}. The case may be refused.`);
  }
  return warnings;
}

/** Null, after saying why, when the org can't be asked. */
async function orWarn<T>(run: () => Promise<T>, warn: (error: ConnectorError) => void): Promise<T | null> {
  try {
    return await run();
  } catch (error) {
    if (!(error instanceof ConnectorError) || error.kind === 'cancelled') throw error;
    warn(error);
    return null;
  }
}

function sentence(error: ConnectorError): string {
  return [error.message, error.next].filter((text) => text !== null).join(' ');
}
