import { z } from 'zod';
import type { ActionItem, ActionOutcome } from '../../action.ts';
import { ConnectorError } from '../../sdk/error.ts';
import { type AccountMatcher, forgetAccounts, matchAccounts } from './accounts.ts';
import { causeOf, isSharedBreakdown } from '../errors/causes.ts';
import { type CaseShape, describeCase, shapeError } from '../org/describe.ts';
import { type CaseDraft, draftSchema } from './draft.ts';
import { lookupLifetimeWhenSending } from '../manifest.ts';
import { backAgain, done, outcomeOf, troubleOfAll, unusable } from './outcome.ts';
import { parcel, type Parcel, type ParcelEnd, sendParcels } from './send-parcels.ts';
import { mayExist } from '../errors/refusals.ts';
import type { Org } from '../org/org.ts';
import { isCode } from '../errors/our-codes.ts';
import { queryMany, soqlText, splitQuery } from '../org/query.ts';

/** Keys go into addresses and queries, so only what needs no escaping there. */
const safeKey = /^GL-[A-Za-z0-9_-]{1,250}$/;

/**
 * Writes the cases with one upsert by external id, all of them or those that Salesforce takes; what one case can't have
 * costs that case, or that field. Throws `ConnectorError` where nothing or everything is in doubt; a repeat is safe, since
 * the key is the same.
 */
export async function escalate(
  org: Org,
  items: readonly ActionItem[],
  signal: AbortSignal,
): Promise<readonly ActionOutcome[]> {
  const settings = org.settings();
  const drafts = new Map<string, CaseDraft>();
  const doubtful: string[] = [];
  const earlier = new Map<string, readonly string[]>();
  for (const item of items) {
    const read = draftSchema.safeParse(item.draft);
    if (!read.success || !safeKey.test(item.idempotencyKey)) continue;
    drafts.set(item.idempotencyKey, read.data);
    if (item.doubtful === true) doubtful.push(item.idempotencyKey);
    if (item.earlierKeys !== undefined) earlier.set(item.idempotencyKey, item.earlierKeys);
  }
  const { shape, there, match } = await nothingSentYet(() =>
    lookAhead(org, { drafts, asked: [...doubtful, ...[...earlier.values()].flat()] }, signal),
  );
  const known = { settings, shape, match };
  const isBack = (key: string) => earlier.get(key)?.some((one) => there.has(one)) === true;
  const parcels = [...drafts]
    .filter(([key]) => !there.has(key) && !isBack(key))
    .map(([key, draft]) => parcel(key, draft, known));
  // Before anything leaves: what came of that is told, stopped or not.
  const instanceUrl = await org.instanceUrl(signal);
  const sent = await sendParcels(org, { parcels, known }, signal);
  const trouble = troubleOfAll(
    sent.map(([, end]) => end),
    settings,
  );
  if (trouble !== null && there.size === 0) throw trouble;
  const brokeOff = sent.every(([, end]) => end.end === 'failed' && isCode(end.error, 'broke-off'));
  const found = await lookBack(org, { sent, all: brokeOff }, signal);
  const outcomes = new Map<string, ActionOutcome>([...there].map(([key, id]) => [key, done(id, instanceUrl)]));
  for (const key of drafts.keys()) if (!there.has(key) && isBack(key)) outcomes.set(key, backAgain);
  const round = {
    settings,
    instanceUrl,
    found,
    allLocked: sent.every(([, end]) => isLock(end)),
    allBroken: isSharedBreakdown(sent.map(([, end]) => (end.end === 'refused' ? end.errors : []))),
  };
  for (const [one, end] of sent) outcomes.set(one.key, outcomeOf(one, end, round));
  return items.map((item) => outcomes.get(item.idempotencyKey) ?? unusable);
}

/** What must be known before sending: the org's shape, the accounts, and which of the cases asked for are there. */
async function lookAhead(
  org: Org,
  { drafts, asked }: { readonly drafts: ReadonlyMap<string, CaseDraft>; readonly asked: readonly string[] },
  signal: AbortSignal,
): Promise<{
  readonly shape: CaseShape;
  readonly match: AccountMatcher;
  readonly there: ReadonlyMap<string, string>;
}> {
  const settings = org.settings();
  let shape = await describeCase(org, lookupLifetimeWhenSending, signal);
  // A right may have been given since.
  if (shapeError(shape, settings) !== null) shape = await describeCase(org, 0, signal);
  const error = shapeError(shape, settings);
  if (error !== null) throw error;
  const there = await existingCases(org, asked, signal);
  const left = [...drafts].filter(([key]) => !there.has(key)).map(([, draft]) => draft);
  const match = await accountMatcher(
    org,
    left.flatMap(({ partnerIdentifiers }) => partnerIdentifiers),
    signal,
  );
  return { shape, there, match };
}

function isLock(end: ParcelEnd): boolean {
  return end.end === 'refused' && end.errors.some((error) => causeOf(error) === 'locked');
}

/** A case without its account is better than no case: only a passing trouble may hold it up. */
async function accountMatcher(org: Org, identifiers: readonly string[], signal: AbortSignal): Promise<AccountMatcher> {
  try {
    return await matchAccounts(org, identifiers, signal);
  } catch (error) {
    if (!(error instanceof ConnectorError) || (error.kind !== 'set-up' && error.kind !== 'rejected')) throw error;
    org.log('warn', 'Accounts could not be looked up; the cases will have none', { code: error.code });
    return () => ({ found: 'none' });
  }
}

/** Those of the refused (or of all) that are there all the same: not this time made, and not to be changed by this user. Null = could not be asked. */
async function lookBack(
  org: Org,
  { sent, all }: { readonly sent: readonly (readonly [Parcel, ParcelEnd])[]; readonly all: boolean },
  signal: AbortSignal,
): Promise<ReadonlyMap<string, string> | null> {
  const withoutAccount = sent.filter(([{ refused }]) => refused.has('AccountId'));
  const keys = sent.flatMap(([{ key }, end]) => (all || (end.end === 'refused' && mayExist(end.errors)) ? [key] : []));
  try {
    await forgetAccounts(
      org,
      withoutAccount.flatMap(([{ draft }]) => draft.partnerIdentifiers),
      signal,
    );
    return await existingCases(org, keys, signal);
  } catch (error) {
    // What was saved is saved; this one question can be asked again next time.
    if (!(error instanceof ConnectorError)) throw error;
    org.log('warn', 'It could not be looked up whether refused cases exist', { code: error.code });
    return null;
  }
}

/** Looking things up changes nothing in the org: whatever goes wrong there leaves no doubt about the cases. */
async function nothingSentYet<T>(run: () => Promise<T>): Promise<T> {
  try {
    return await run();
  } catch (error) {
    if (!(error instanceof ConnectorError) || !['unclear', 'unexpected-answer', 'rejected'].includes(error.kind)) {
      throw error;
    }
    const { code, message, next, retryAfterMs } = error;
    throw new ConnectorError('unavailable', code, message, { next, retryAfterMs, cause: error });
  }
}

const rowSchema = z.looseObject({ Id: z.string() });

/** The ids of the cases that exist under these keys and that this user may see. One API request for up to some 700 keys. */
async function existingCases(
  org: Org,
  keys: readonly string[],
  signal: AbortSignal,
): Promise<ReadonlyMap<string, string>> {
  if (keys.length === 0) return new Map();
  const { externalIdField } = org.settings();
  const queries = splitQuery(
    keys,
    (some) => `SELECT Id, ${externalIdField} FROM Case WHERE ${externalIdField} IN (${some.map(soqlText).join(', ')})`,
  );
  const rows = await queryMany(org, { queries, row: rowSchema, what: 'the cases that exist already' }, signal);
  const found = new Map<string, string>();
  for (const { Id, ...row } of rows) {
    const key = Object.entries(row).find(([name]) => name.toLowerCase() === externalIdField.toLowerCase())?.[1];
    if (typeof key === 'string') found.set(key, Id);
  }
  return found;
}
