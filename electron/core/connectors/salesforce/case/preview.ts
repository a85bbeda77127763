import type { Json } from '#shared/lib/json.ts';
import type { ActionPreview, PreviewField } from '../../action.ts';
import { ConnectorError } from '../../sdk/error.ts';
import { type AccountMatch, matchAccounts } from './accounts.ts';
import { isBulk } from './case-fields.ts';
import { caseRecord, demandedFields } from './case-record.ts';
import {
  activeValue,
  type CaseField,
  type CaseShape,
  defaultValue,
  describeCase,
  fieldOf,
  shapeError,
} from '../org/describe.ts';
import { type CaseDraft, draftSchema } from './draft.ts';
import { lookupLifetime } from '../manifest.ts';
import type { SalesforceSettings } from '../connection-settings.ts';
import type { Org } from '../org/org.ts';

const plain = { editable: true, bulk: true, multiline: false, options: null, note: null } as const;

/** The case as a form, with what only the org knows. Offline, the draft is shown and what could not be checked is said. */
export async function previewCase(org: Org, draft: Json, signal: AbortSignal): Promise<ActionPreview> {
  const settings = org.settings();
  const made = draftSchema.parse(draft);
  const warnings: string[] = [];
  const shape = await orWarn(
    () => describeCase(org, lookupLifetime, signal),
    (error) =>
      warnings.push(
        `Salesforce could not be reached, so picklists, permissions and the account were not checked. ${sentence(error)}`,
      ),
  );
  const match =
    shape === null
      ? null
      : await orWarn(
          async () => {
            const matcher = await matchAccounts(org, made.partnerIdentifiers, signal);
            return matcher(made.partnerIdentifiers);
          },
          (error) => warnings.push(`The account could not be looked up; the case will have none. ${sentence(error)}`),
        );
  if (shape !== null) warnings.push(...setUpWarnings(shape, settings));
  const pick = (field: 'Priority' | 'Origin', value: string) => {
    if (shape === null) return { value, options: null, note: null };
    const options = fieldOf(shape, field)?.values.map((one) => one.value) ?? [];
    const active = activeValue(shape, field, value);
    if (active !== null || value === '') return { value: active ?? '', options, note: null };
    const fallback = defaultValue(shape, field);
    warnings.push(
      `${field} "${value}" is not among the values of this org; ${fallback === null ? 'the case will have none' : `its default "${fallback}" will be used`}.`,
    );
    return { value: fallback ?? '', options, note: `"${value}" is not available` };
  };
  const priority = pick('Priority', made.priority);
  const origin = pick('Origin', made.origin);
  if (match?.found === 'several') {
    warnings.push(
      `${match.count} accounts match ${match.by} (${match.names.slice(0, 3).join(', ')}), so the case will have none.`,
    );
  }
  if (match?.found === 'none') warnings.push('No account matches this partner; the case will have none.');
  const own: readonly (readonly [string, PreviewField])[] = [
    ['Subject', { ...plain, key: 'subject', label: 'Subject', value: made.subject, bulk: false }],
    ['AccountId', { ...plain, key: 'account', label: 'Account', ...accountField(match), editable: false, bulk: false }],
    ['Priority', { ...plain, key: 'priority', label: 'Priority', ...priority }],
    ['Origin', { ...plain, key: 'origin', label: 'Case origin', ...origin }],
    [
      'Description',
      { ...plain, key: 'description', label: 'Description', value: made.description, bulk: false, multiline: true },
    ],
  ];
  const [subject, ...others] = own.map(([name, field]) => unlessReadOnly(shape, name, field));
  const further = shape === null ? offlineFields(made) : furtherFields(shape, settings, made);
  if (shape !== null) warnings.push(...recordWarnings(shape, settings, made, match));
  return { fields: [...(subject === undefined ? [] : [subject]), ...further, ...others], warnings };
}

/** What this user may not write is shown, and that it stays behind. */
function unlessReadOnly(shape: CaseShape | null, name: string, field: PreviewField): PreviewField {
  const described = shape === null ? undefined : fieldOf(shape, name);
  if (shape === null || described?.createable === true) return field;
  const why =
    described === undefined ? 'This org does not have it, or hides it from this user' : 'This user may not write it';
  return { ...field, editable: false, note: `${why}: left out of the case` };
}

/** What the org requires and the connection's settings give: everything else can be set by its name. */
function furtherFields(shape: CaseShape, settings: SalesforceSettings, made: CaseDraft): readonly PreviewField[] {
  const written = new Set(['Subject', 'Description', 'Priority', 'Origin']);
  const demanded = demandedFields(shape, settings, {}).filter(({ name }) => !written.has(name));
  const names = new Set([...demanded.map(({ name }) => name), ...Object.keys(made.fields)]);
  return [...names].flatMap((name): readonly PreviewField[] => {
    const field = fieldOf(shape, name);
    if (field === undefined) return [];
    const isDemanded = demanded.includes(field);
    return [
      {
        key: field.name,
        label: field.label,
        value: made.fields[name] ?? '',
        editable: field.createable,
        bulk: isBulk(field),
        multiline: field.type === 'textarea',
        options: optionsOf(shape, field),
        note: isDemanded
          ? 'Your org requires it'
          : name in settings.caseFields
            ? 'From the connection’s settings'
            : null,
      },
    ];
  });
}

function offlineFields(made: CaseDraft): readonly PreviewField[] {
  return Object.entries(made.fields).map(([name, value]) => ({
    ...plain,
    key: name,
    label: name,
    value,
    note: 'Not checked',
  }));
}

function optionsOf({ recordTypes }: CaseShape, field: CaseField): readonly string[] | null {
  if (field.name === 'RecordTypeId') return recordTypes.map(({ name }) => name);
  if (field.type === 'boolean') return ['', 'true', 'false'];
  if (field.type !== 'picklist') return null;
  return [...(field.demanded ? [] : ['']), ...field.values.map(({ value }) => value)];
}

/** What will be left out of this very case, or stands in its way. */
function recordWarnings(
  shape: CaseShape,
  settings: SalesforceSettings,
  made: CaseDraft,
  match: AccountMatch | null,
): readonly string[] {
  const { remarks, hindrance } = caseRecord(made, { settings, shape, match: () => match ?? { found: 'none' } });
  return [
    ...remarks.map((remark) => `Left out of the case. ${remark}.`),
    ...(hindrance === null ? [] : [`${hindrance.message} ${hindrance.next}`]),
  ];
}

function accountField(match: AccountMatch | null): { readonly value: string; readonly note: string } {
  if (match === null) return { value: '', note: 'Not checked' };
  if (match.found === 'one') return { value: match.name, note: `Matched by ${match.by} in ${match.field}` };
  if (match.found === 'several') return { value: '', note: `${match.count} accounts match, so none is set` };
  return { value: '', note: 'No account matched; the case will have none' };
}

/** What stands against every case. */
function setUpWarnings(shape: CaseShape, settings: SalesforceSettings): readonly string[] {
  const error = shapeError(shape, settings);
  if (error !== null) return [sentence(error)];
  if (fieldOf(shape, settings.externalIdField)?.unique === true) return [];
  return [`The Case field ${settings.externalIdField} must be unique, or cases could double.`];
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
