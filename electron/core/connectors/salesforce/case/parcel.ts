import type { ConnectorError } from '../../sdk/error.ts';
import type { ApiError } from '../errors/api-error.ts';
import { type CaseRecord, caseRecord, type Known } from './case-record.ts';
import { fieldOf } from '../org/describe.ts';
import type { CaseDraft } from './draft.ts';
import { refusedFields } from '../errors/refusals.ts';

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
export function afterRefusal(sent: Parcel, errors: readonly ApiError[], known: Known): Parcel | null {
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
