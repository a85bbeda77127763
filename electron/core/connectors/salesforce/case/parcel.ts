import type { ConnectorError } from '../../sdk/error.ts';
import type { ApiError } from '../errors/api-error.ts';
import type { AccountMatcher } from './accounts.ts';
import { type CaseRecord, caseRecord } from './case-record.ts';
import { type CaseShape, fieldOf } from '../org/describe.ts';
import type { CaseDraft } from './draft.ts';
import { refusedFields } from '../errors/refusals.ts';
import type { SalesforceSettings } from '../connection-settings.ts';

/** What records are made with. */
export type Org = { readonly settings: SalesforceSettings; readonly shape: CaseShape; readonly match: AccountMatcher };

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

export function parcel(key: string, draft: CaseDraft, org: Org): Parcel {
  return { key, draft, refused: new Map(), record: caseRecord(draft, org) };
}

/**
 * The parcel after a refusal: made with what is known of the org now, and without the fields that were refused as they
 * still would be sent. Null where nothing would be different.
 */
export function afterRefusal(sent: Parcel, errors: readonly ApiError[], org: Org): Parcel | null {
  const anew = caseRecord(sent.draft, org, sent.refused);
  const labelOf = (name: string) => fieldOf(org.shape, name)?.label ?? name;
  const refused = new Map(sent.refused);
  for (const [name, reason] of refusedFields(errors, sent.record.fields, labelOf)) {
    if (!(name in anew.fields) || anew.fields[name] === sent.record.fields[name]) refused.set(name, reason);
  }
  const record = caseRecord(sent.draft, org, refused);
  const isSame = JSON.stringify(record.fields) === JSON.stringify(sent.record.fields);
  return isSame && record.hindrance === null ? null : { ...sent, refused, record };
}
