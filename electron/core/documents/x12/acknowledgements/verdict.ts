import type { AcknowledgementStatus } from '#shared/model/edi/edi.ts';
import { setStatuses, statusOfCode } from '../../codes/x12/set-status.ts';
import { type CodeTable, labelOrCode, unknownCode } from '../../codes/x12/table.ts';
import type { ErrorList } from '../acknowledgement.ts';
import type { Findings } from '../findings.ts';
import type { X12Segment } from '../segments/segment.ts';
import { capital, elementId } from '../sentences.ts';

/** A status with the code as sent: `AK501 R`. */
export type Verdict = { readonly status: AcknowledgementStatus; readonly code: string };

/** Reads AK501, IK501 or AK901. A code that cannot be read makes the verdict "received" and is an error of its own. */
export function readVerdict(
  segment: X12Segment,
  errors: ErrorList,
  level: 'set' | 'group',
  findings: Findings,
): Verdict {
  const sent = segment.value(1)?.toUpperCase() ?? null;
  const code = `${segment.tag}01 ${sent ?? ''}`.trimEnd();
  const status = sent === null ? undefined : statusOfCode.get(sent);
  if (status === undefined) {
    const problem = sent === null ? 'it is empty' : unknownCode(sent);
    const message = `${segment.tag}01 should say accepted or rejected: ${problem}.`;
    findings.add('warning', 'unknown-code', segment.start, message);
    const explanation = `The partner's verdict cannot be read: ${problem}.`;
    errors.add({ level, code: sent, explanation }, segment.start);
    return { status: 'received', code };
  }
  if (sent === 'M' || sent === 'W' || sent === 'X') {
    const explanation = `The ${level === 'set' ? 'document' : 'group'} was ${labelOrCode(setStatuses, sent)}.`;
    errors.add({ level, code: sent, explanation }, segment.start);
  }
  return { status, code };
}

/** Adds the error codes that stand in a run of elements of one segment, e.g. AK502-AK506. */
export function addCodes(
  segment: X12Segment,
  run: {
    readonly level: 'set' | 'group';
    readonly from: number;
    readonly to: number;
    readonly table: CodeTable;
    readonly skip: readonly string[];
  },
  errors: ErrorList,
  findings: Findings,
): void {
  for (let index = run.from; index <= run.to; index++) {
    const code = segment.value(index);
    if (code === null || run.skip.includes(code)) continue;
    checkCode(segment, index, code, run.table, findings);
    errors.add({ level: run.level, code, explanation: `${capital(labelOrCode(run.table, code))}.` }, segment.start);
  }
}

/** Notes a code the standard does not list. */
export function checkCode(
  segment: X12Segment,
  element: number,
  code: string | null,
  table: CodeTable,
  findings: Findings,
): void {
  if (code === null || table.has(code)) return;
  const message = `${elementId(segment.tag, element)}: ${unknownCode(code)}.`;
  findings.add('warning', 'unknown-code', segment.start, message);
}
