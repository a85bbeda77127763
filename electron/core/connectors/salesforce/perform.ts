import { z } from 'zod';
import { second } from '#shared/lib/time.ts';
import type { ActionItem, ActionOutcome, ConnectorContext } from '../connector.ts';
import { parseShape } from '../sdk/answer.ts';
import { ConnectorError, toActionError } from '../sdk/error.ts';
import { type AccountMatcher, matchAccounts } from './accounts.ts';
import type { SalesforceApi } from './api.ts';
import { type ApiError, apiErrorSchema, explainApiError } from './api-error.ts';
import { activeValue, type CaseShape, describeCase } from './describe.ts';
import { draftSchema } from './draft.ts';
import { caseLink } from './links.ts';
import { lookupLifetimeWhenSending } from './manifest.ts';
import type { SalesforceSettings } from './settings.ts';

const resultsSchema = z.array(
  z.object({
    id: z.string().nullish(),
    success: z.boolean(),
    errors: z.array(apiErrorSchema).nullish(),
  }),
);

const upsertDeadline = 100 * second;
/** Keys go into addresses and queries elsewhere, so only what needs no escaping there. */
const safeKey = /^GL-[A-Za-z0-9_-]{1,250}$/;

/**
 * Writes the cases with one upsert by external id, all of them or those that Salesforce takes. Throws `ConnectorError`
 * where nothing or everything is in doubt; a repeat is safe, since the key is the same.
 */
export async function escalate(
  context: ConnectorContext,
  api: SalesforceApi,
  settings: SalesforceSettings,
  items: readonly ActionItem[],
  signal: AbortSignal,
): Promise<readonly ActionOutcome[]> {
  const drafts = items.map((item) => ({ key: item.idempotencyKey, draft: draftSchema.safeParse(item.draft) }));
  const usable = new Map<string, z.output<typeof draftSchema>>();
  for (const { key, draft } of drafts) {
    if (draft.success && safeKey.test(key) && !usable.has(key)) usable.set(key, draft.data);
  }
  const shape = await describeCase(context, api, lookupLifetimeWhenSending, signal);
  const match = await accountMatcher(
    context,
    api,
    settings,
    [...usable.values()].flatMap(({ partnerIdentifiers }) => partnerIdentifiers),
    signal,
  );
  const records = [...usable].map(([key, draft]) => toRecord(key, draft, settings, shape, match));
  const results = records.length === 0 ? [] : await upsertAll(api, settings, records, signal);
  const instanceUrl = await api.instanceUrl();
  const outcomes = new Map(
    [...usable.keys()].map((key, index) => [key, toOutcome(results[index], settings, instanceUrl)] as const),
  );
  stopIfAllNeedSetUp([...outcomes.values()], results);
  return items.map((item) => outcomes.get(item.idempotencyKey) ?? unusable);
}

const unusable: ActionOutcome = {
  result: 'failed',
  error: {
    code: 'salesforce.draft',
    message: 'What was to be sent could not be read.',
    family: 'bug',
    next: 'Escalate it again. If it fails again, report it.',
  },
};

type CaseRecord = Readonly<Record<string, unknown>>;

function toRecord(
  key: string,
  draft: z.output<typeof draftSchema>,
  settings: SalesforceSettings,
  shape: CaseShape,
  match: AccountMatcher,
): CaseRecord {
  const account = match(draft.partnerIdentifiers);
  const priority = activeValue(shape, 'Priority', draft.priority);
  const origin = activeValue(shape, 'Origin', draft.origin);
  return {
    attributes: { type: 'Case' },
    [settings.externalIdField]: key,
    Subject: draft.subject,
    Description: draft.description,
    // Left out where the org does not have the value: its own default is better than a refusal.
    ...(priority === null ? {} : { Priority: priority }),
    ...(origin === null ? {} : { Origin: origin }),
    ...(account.found === 'one' ? { AccountId: account.id } : {}),
  };
}

/** A case without its account is better than no case: only a passing trouble may hold it up. */
async function accountMatcher(
  context: ConnectorContext,
  api: SalesforceApi,
  settings: SalesforceSettings,
  identifiers: readonly string[],
  signal: AbortSignal,
): Promise<AccountMatcher> {
  try {
    return await matchAccounts(context, api, settings.accountIdentifierFields, identifiers, signal);
  } catch (error) {
    if (!(error instanceof ConnectorError) || (error.kind !== 'set-up' && error.kind !== 'rejected')) throw error;
    context.log('warn', 'Accounts could not be looked up; the cases will have none', { code: error.code });
    return () => ({ found: 'none' });
  }
}

async function upsertAll(
  api: SalesforceApi,
  settings: SalesforceSettings,
  records: readonly CaseRecord[],
  signal: AbortSignal,
): Promise<z.output<typeof resultsSchema>> {
  try {
    return await upsertOnce(api, settings, records, signal);
  } catch (error) {
    if (!(error instanceof ConnectorError) || error.code !== 'salesforce.busy' || records.length === 1) throw error;
    // Too much work for one request, says Salesforce, and nothing was saved: two smaller ones.
    const half = Math.ceil(records.length / 2);
    return [
      ...(await upsertOnce(api, settings, records.slice(0, half), signal)),
      ...(await upsertOnce(api, settings, records.slice(half), signal)),
    ];
  }
}

async function upsertOnce(
  api: SalesforceApi,
  settings: SalesforceSettings,
  records: readonly CaseRecord[],
  signal: AbortSignal,
): Promise<z.output<typeof resultsSchema>> {
  const what = 'the results of saving cases';
  const body = await api.call({
    method: 'PATCH',
    path: `/composite/sobjects/Case/${settings.externalIdField}`,
    headers: {
      'Sforce-Auto-Assign': settings.autoAssign ? 'TRUE' : 'FALSE',
      ...(settings.allowDuplicates ? { 'Sforce-Duplicate-Rule-Header': 'allowSave=true' } : {}),
    },
    body: JSON.stringify({ allOrNone: false, records }),
    effect: true,
    what,
    signal,
    deadlineMs: upsertDeadline,
  });
  const results = parseShape(api.http, body, resultsSchema, what);
  if (results.length === records.length) return results;
  throw new ConnectorError(
    'unclear',
    'salesforce.results',
    `Salesforce sent ${results.length} results for ${records.length} cases, so it is not known which is which.`,
  );
}

function toOutcome(
  result: z.output<typeof resultsSchema>[number] | undefined,
  settings: SalesforceSettings,
  instanceUrl: string,
): ActionOutcome {
  if (result === undefined) return unusable;
  if (result.success) {
    const id = result.id ?? null;
    return {
      result: 'done',
      state: 'accepted',
      reference: null,
      url: id === null ? null : caseLink(instanceUrl, id),
      remoteId: id,
    };
  }
  const errors = result.errors ?? [];
  const explained = explainItem(errors, settings);
  const error = toActionError(explained);
  return ['unavailable', 'rate-limit', 'quota'].includes(explained.kind)
    ? { result: 'retry', error, afterMs: explained.retryAfterMs }
    : { result: 'failed', error };
}

function explainItem(errors: readonly ApiError[], settings: SalesforceSettings): ConnectorError {
  const [first] = errors;
  if (first === undefined) {
    return new ConnectorError('rejected', 'salesforce.refused', 'Salesforce refused the case without saying why.');
  }
  const otherField =
    first.code === 'DUPLICATE_VALUE' &&
    !`${first.message} ${first.fields.join(' ')}`.toLowerCase().includes(settings.externalIdField.toLowerCase());
  if (otherField) {
    return new ConnectorError(
      'rejected',
      'salesforce.not-unique',
      `Another case has the same value in a field that must be unique. ${first.message}`,
      { next: 'Look at the field the message names, in Salesforce.' },
    );
  }
  return explainApiError(first, 'rejected');
}

/** When every single case lacks the same permission, it is the connection that needs somebody, not the cases. */
function stopIfAllNeedSetUp(outcomes: readonly ActionOutcome[], results: z.output<typeof resultsSchema>): void {
  const codes = ['salesforce.permission', 'salesforce.hidden-field'];
  const failed = outcomes.filter((one) => one.result === 'failed' && codes.includes(one.error.code));
  const first = results.find(({ success }) => !success)?.errors?.[0];
  if (first !== undefined && failed.length > 0 && failed.length === outcomes.length) {
    throw explainApiError(first, 'set-up');
  }
}
