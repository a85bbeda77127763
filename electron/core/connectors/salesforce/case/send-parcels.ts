import { z } from 'zod';
import { second } from '#shared/lib/time.ts';
import { ConnectorError } from '../../sdk/error.ts';
import { describeCase, fieldOf, shapeError } from '../org/describe.ts';
import { mayBeOldKnowledge, refusedFields } from '../errors/refusals.ts';
import type { Org } from '../org/org.ts';
import { isCode, isTooMuch, salesforceError } from '../errors/our-codes.ts';
import { type CaseRecord, caseRecord, type Known } from './case-record.ts';
import { parseShape } from '../../sdk/answer.ts';
import { type ApiError, apiErrorSchema } from '../errors/api-error.ts';
import type { CaseDraft } from './draft.ts';

/** One case on its way. */
export type Parcel = {
  readonly key: string;
  readonly draft: CaseDraft;
  readonly record: CaseRecord;
  /** Fields that Salesforce has refused, with the reason. */
  readonly refused: ReadonlyMap<string, string>;
};

/** What became of a parcel: `unsent` = it could not be sent as it is. */
export type ParcelEnd =
  | { readonly end: 'saved'; readonly id: string | null }
  | { readonly end: 'refused'; readonly errors: readonly ApiError[] }
  /** The call that carried it failed as a whole. */
  | { readonly end: 'failed'; readonly error: ConnectorError }
  | { readonly end: 'unsent' };

export function parcel(key: string, draft: CaseDraft, known: Known): Parcel {
  return { key, draft, refused: new Map(), record: caseRecord(draft, known) };
}

/**
 * The parcel after a refusal: made with what is known now, and without the fields that were refused as they
 * still would be sent. Null where nothing would be different.
 */
function afterRefusal(sent: Parcel, errors: readonly ApiError[], known: Known): Parcel | null {
  const anew = caseRecord(sent.draft, known, sent.refused);
  const labelOf = (name: string) => fieldOf(known.shape, name)?.label ?? name;
  const refused = new Map(sent.refused);
  for (const [name, reason] of refusedFields(errors, sent.record.fields, labelOf)) {
    if (!(name in anew.fields) || anew.fields[name] === sent.record.fields[name]) refused.set(name, reason);
  }
  const record = caseRecord(sent.draft, known, refused);
  const isSame = JSON.stringify(record.fields) === JSON.stringify(sent.record.fields);
  return isSame && record.hindrance === null ? null : { ...sent, refused, record };
}

/** Once as drafted, once with what was learnt of the org, once without what was refused all the same. */
const mostRounds = 3;

/**
 * Sends all that can be sent in one request. What is refused goes once more in one request, made anew with the org's
 * shape as it is now and without the fields that were refused. Throws `ConnectorError` only where nothing was saved.
 */
export async function sendParcels(
  org: Org,
  { parcels, known }: { readonly parcels: readonly Parcel[]; readonly known: Known },
  signal: AbortSignal,
): Promise<readonly (readonly [Parcel, ParcelEnd])[]> {
  const ends = new Map<string, readonly [Parcel, ParcelEnd]>();
  const settle = (one: Parcel, end: ParcelEnd) => void ends.set(one.key, [one, end]);
  const nothingSaved = () => [...ends.values()].every(([, { end }]) => end !== 'saved');
  const latest = knownNow(org, known, signal);

  let waiting = parcels;
  if (waiting.some(isHindered)) {
    // Nothing is held back on old knowledge: the org may have changed since.
    await latest.renew();
    waiting = waiting.map(({ key, draft }) => parcel(key, draft, latest.now()));
  }
  for (let round = 1; round <= mostRounds; round++) {
    for (const one of waiting.filter(isHindered)) settle(one, ends.get(one.key)?.[1] ?? { end: 'unsent' });
    const ready = waiting.filter((one) => !isHindered(one));
    if (ready.length === 0) break;
    const sent = await attempt(org, ready, signal);
    if (sent instanceof ConnectorError) {
      if (nothingSaved() && !isTooMuch(sent) && !isCode(sent, 'broke-off')) {
        if (round > 1 || (sent.kind !== 'set-up' && sent.kind !== 'rejected')) throw sent;
        // One field that the org does not have any more fails a whole request.
        await latest.renew();
        latest.check();
        waiting = ready.map(({ key, draft }) => parcel(key, draft, latest.now()));
        if (waiting.every((one, at) => isSame(one, ready[at]))) throw sent;
        continue;
      }
      for (const one of ready) settle(one, { end: 'failed', error: sent });
      break;
    }
    const refused: { readonly one: Parcel; readonly result: SaveResult & { readonly saved: false } }[] = [];
    for (const [at, one] of ready.entries()) {
      const result = sent[at];
      if (result === undefined) continue;
      if (result.saved) settle(one, { end: 'saved', id: result.id });
      else {
        settle(one, { end: 'refused', errors: result.errors });
        refused.push({ one, result });
      }
    }
    if (refused.some(({ result }) => mayBeOldKnowledge(result.errors))) {
      if (!(await latest.tryToRenew())) break;
      if (nothingSaved()) latest.check();
    }
    waiting = refused.flatMap(({ one, result }) => afterRefusal(one, result.errors, latest.now()) ?? []);
  }
  return parcels.flatMap(({ key }) => {
    const end = ends.get(key);
    return end === undefined ? [] : [end];
  });
}

/** What is known of the org while sending: described anew once at most. */
function knownNow(org: Org, first: Known, signal: AbortSignal) {
  let known = first;
  let isFresh = false;
  const renew = async () => {
    if (isFresh) return;
    known = { ...known, shape: await describeCase(org, 0, signal) };
    isFresh = true;
  };
  return {
    now: () => known,
    renew,
    /** False where Salesforce can't be asked now: what was saved is not to be lost for that. */
    async tryToRenew() {
      try {
        await renew();
        return true;
      } catch (error) {
        if (!(error instanceof ConnectorError)) throw error;
        return false;
      }
    },
    /** Throws where no case at all can be written. */
    check() {
      const error = shapeError(known.shape, known.settings);
      if (error !== null) throw error;
    },
  };
}

async function attempt(
  org: Org,
  ready: readonly Parcel[],
  signal: AbortSignal,
): Promise<readonly SaveResult[] | ConnectorError> {
  try {
    const cases = ready.map(({ key, record }) => ({ key, fields: record.fields }));
    return await upsertCases(org, cases, signal);
  } catch (error) {
    if (error instanceof ConnectorError) return error;
    throw error;
  }
}

function isHindered({ record }: Parcel): boolean {
  return record.hindrance !== null;
}

function isSame(one: Parcel, other: Parcel | undefined): boolean {
  return JSON.stringify(one.record) === JSON.stringify(other?.record);
}

const resultSchema = z
  .object({ id: z.string().nullish(), success: z.boolean(), errors: z.array(apiErrorSchema).nullish() })
  .transform(
    ({ id, success, errors }): SaveResult =>
      success ? { saved: true, id: id ?? null } : { saved: false, errors: errors ?? [] },
  );

/** What became of one case in a collection. */
type SaveResult =
  | { readonly saved: true; readonly id: string | null }
  | { readonly saved: false; readonly errors: readonly ApiError[] };

const upsertDeadline = 100 * second;

/** Creates the cases, or changes those that have the key already: one request, one result for each, in order. */
async function upsertCases(
  org: Org,
  cases: readonly { readonly key: string; readonly fields: Readonly<Record<string, unknown>> }[],
  signal: AbortSignal,
): Promise<readonly SaveResult[]> {
  const settings = org.settings();
  const what = 'the results for the saved cases';
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
