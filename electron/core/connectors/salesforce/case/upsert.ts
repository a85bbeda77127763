import { z } from 'zod';
import { second } from '#shared/lib/time.ts';
import { parseShape } from '../../sdk/answer.ts';
import { type ApiError, apiErrorSchema } from '../errors/api-error.ts';
import { salesforceError } from '../errors/our-codes.ts';
import type { Org } from '../org/org.ts';

const resultSchema = z
  .object({ id: z.string().nullish(), success: z.boolean(), errors: z.array(apiErrorSchema).nullish() })
  .transform(
    ({ id, success, errors }): SaveResult =>
      success ? { saved: true, id: id ?? null } : { saved: false, errors: errors ?? [] },
  );

/** What became of one case in a collection. */
export type SaveResult =
  | { readonly saved: true; readonly id: string | null }
  | { readonly saved: false; readonly errors: readonly ApiError[] };

const upsertDeadline = 100 * second;

/** Creates the cases, or changes those that have the key already: one request, one result for each, in order. */
export async function upsertCases(
  org: Org,
  cases: readonly { readonly key: string; readonly fields: Readonly<Record<string, unknown>> }[],
  signal: AbortSignal,
): Promise<readonly SaveResult[]> {
  const settings = org.settings();
  const what = 'the results of saving cases';
  const records = cases.map(({ key, fields }) => ({
    attributes: { type: 'Case' },
    [settings.externalIdField]: key,
    ...fields,
  }));
  const body = await org.call(
    {
      method: 'PATCH',
      path: `/composite/sobjects/Case/${settings.externalIdField}`,
      headers: {
        'Sforce-Auto-Assign': settings.autoAssign ? 'TRUE' : 'FALSE',
        ...(settings.allowDuplicates ? { 'Sforce-Duplicate-Rule-Header': 'allowSave=true' } : {}),
      },
      body: JSON.stringify({ allOrNone: false, records }),
      effect: true,
      what,
      deadlineMs: upsertDeadline,
    },
    signal,
  );
  const results = parseShape(org.http, body, z.array(resultSchema), what);
  if (results.length === cases.length) return results;
  throw salesforceError(
    'unclear',
    'results',
    `Salesforce sent ${results.length} results for ${cases.length} cases, so it is not known which is which.`,
  );
}
