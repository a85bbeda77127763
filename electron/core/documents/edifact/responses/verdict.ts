import { messageFunctions1225 } from '../../codes/edifact/message-functions-1225.ts';
import { responses4343 } from '../../codes/edifact/responses-4343.ts';
import type { Verdict } from '../../codes/edifact/verdict.ts';
import { valueAt } from '../segments/fields.ts';
import type { MessageSegment } from '../message.ts';

/** What the BGM of an acknowledgement says: response type (4343) first, else message function (1225). */
export type HeadVerdict = {
  readonly verdict: Verdict;
  readonly code: string;
  readonly label: string;
  /** `BGM4343 RE` or `BGM1225 27`; `BGM` where it says nothing. */
  readonly statusCode: string;
};

export function headVerdict(segments: readonly MessageSegment[]): HeadVerdict {
  const fields = segments.find(({ tag }) => tag === 'BGM')?.fields ?? [];
  const response = valueAt(fields, 4).toUpperCase();
  const messageFunction = valueAt(fields, 3);
  const byResponse = responses4343.get(response);
  const byFunction = messageFunctions1225.get(messageFunction);
  if (
    byResponse !== undefined &&
    (byResponse.verdict !== 'neutral' || byFunction === undefined || byFunction.verdict === 'neutral')
  )
    return { ...byResponse, code: response, statusCode: `BGM4343 ${response}` };
  if (byFunction !== undefined)
    return { ...byFunction, code: messageFunction, statusCode: `BGM1225 ${messageFunction}` };
  return { verdict: 'neutral', code: '', label: 'not stated', statusCode: 'BGM' };
}
