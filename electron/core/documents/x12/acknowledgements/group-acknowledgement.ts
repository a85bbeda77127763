import type { AcknowledgementError, AcknowledgementStatus } from '#shared/model/edi/edi.ts';
import { setsOfGroup } from '#shared/model/edi/document-types.ts';
import { acknowledgementError } from '../../acknowledgement-error.ts';
import type { AcknowledgementDetails } from '../acknowledgement.ts';
import { type GroupJudgement, judgeGroup } from './group-verdict.ts';
import type { Verdict } from './verdict.ts';

/** What one 997 or 999 says, segment by segment, before its verdicts are held against each other. */
export type GroupReport = {
  /** AK101 and AK102. */
  readonly code: string | null;
  readonly control: string | null;
  /** AK901; null where it is missing. */
  readonly verdict: Verdict | null;
  readonly counts: { readonly sent: number | null; readonly arrived: number | null; readonly accepted: number | null };
  readonly errors: readonly AcknowledgementError[];
  readonly sets: readonly SetReport[];
  /** `AK501` or `IK501`. */
  readonly setCode: string;
};

export type SetReport = {
  readonly type: string | null;
  readonly control: string | null;
  readonly errors: readonly AcknowledgementError[];
  /** Its own verdict, or the group's where it has none. */
  readonly verdict: Verdict;
};

/**
 * One acknowledgement per set named, and one for the group where it says more than they do: it names none, names not all of its
 * sets, or gives a verdict or reasons of its own.
 */
export function acknowledgementsOf(report: GroupReport): readonly AcknowledgementDetails[] {
  const statuses = report.sets.map(statusOfSet);
  const judgement = judgeGroup({
    letter: report.verdict?.code.replace(/^AK901 ?/, '') ?? '',
    status: report.verdict?.status ?? 'received',
    ...report.counts,
    sets: statuses,
    setCode: report.setCode,
  });
  const sets = report.sets.map((set, index) =>
    acknowledgementOfSet(report, set, statuses[index] ?? 'received', judgement),
  );
  const group = acknowledgementOfGroup(report, statuses, judgement);
  return group === null ? sets : [...sets, group];
}

/** Accepted with complaints listed is accepted with errors, whatever the code says. */
function statusOfSet({ verdict, errors }: SetReport): AcknowledgementStatus {
  return verdict.status === 'accepted' && errors.length > 0 ? 'accepted with errors' : verdict.status;
}

function acknowledgementOfSet(
  report: GroupReport,
  set: SetReport,
  status: AcknowledgementStatus,
  { aboutAccepted, aboutRejected }: GroupJudgement,
): AcknowledgementDetails {
  const isAccepted = status === 'accepted' || status === 'accepted with errors';
  const doubts = (isAccepted ? aboutAccepted : status === 'rejected' ? aboutRejected : []).map(acknowledgementError);
  const isInDoubt = isAccepted && doubts.length > 0;
  // Where the set itself says nothing wrong, the reasons are those of its group.
  const reasons = set.errors.length === 0 && (isInDoubt || status === 'rejected') ? reasonsOfGroup(report) : set.errors;
  return {
    type: set.type,
    functionalGroup: report.code,
    group: report.control,
    set: set.control,
    status: isInDoubt ? 'received' : status,
    statusCode: set.verdict.code,
    errors: [...reasons, ...doubts],
    text: null,
  };
}

/** A group verdict that cannot be read is no reason for anything. */
function reasonsOfGroup({ verdict, errors }: GroupReport): readonly AcknowledgementError[] {
  return verdict === null || verdict.status === 'received' ? [] : errors;
}

function acknowledgementOfGroup(
  report: GroupReport,
  statuses: readonly AcknowledgementStatus[],
  judgement: GroupJudgement,
): AcknowledgementDetails | null {
  const { verdict, errors, sets } = report;
  const { unnamed, aboutOthers } = judgement;
  const isAlone = sets.length === 0;
  if (verdict === null && !isAlone) return null;
  const { status, code } = verdict ?? { status: 'received', code: 'no status' };
  const speaksForOthers = isAlone || (unnamed === null ? status === 'rejected' || aboutOthers.length > 0 : unnamed > 0);
  if (!speaksForOthers && errors.length === 0 && statuses.every((one) => one === status)) return null;
  const isWhole = status === 'rejected' && speaksForOthers;
  const whole = isWhole && (!isAlone || errors.length === 0) ? [wholeGroup(report, judgement)] : [];
  // Sets left out because nothing is wrong with them are accepted by this acknowledgement alone.
  const saysMore = speaksForOthers && status === 'accepted' && statuses.every((one) => one === status);
  const isUnread = verdict?.status === 'received';
  const doubts = speaksForOthers ? aboutOthers.map(acknowledgementError) : [];
  return {
    type: sets[0]?.type ?? typeOfGroup(report.code),
    functionalGroup: report.code,
    group: report.control,
    set: null,
    status: doubts.length > 0 && status !== 'rejected' ? 'received' : status,
    statusCode: code,
    errors: [...errors, ...whole, ...doubts],
    text: null,
    coveredBySets: !isAlone && !isWhole && doubts.length === 0 && !saysMore && !(isUnread && unnamed !== 0),
    named: sets.map(({ control }) => control).filter((control) => control !== null),
  };
}

/** Why sets that are not named are rejected: with their group. What is known of the group's trouble stands beside it. */
function wholeGroup({ sets }: GroupReport, { unnamed, total }: GroupJudgement): AcknowledgementError {
  const known = sets.find(({ verdict, errors }) => verdict.status === 'rejected' && errors.length > 0);
  const left =
    sets.length === 0
      ? 'no reason is given'
      : unnamed === null
        ? 'which transaction sets it holds besides those named is not said'
        : `${unnamed} of its ${total ?? ''} transaction sets ${unnamed === 1 ? 'is' : 'are'} not named`;
  const about =
    known === undefined
      ? ''
      : ` Transaction set ${known.control ?? ''} is named: ${known.errors[0]?.explanation ?? ''}`;
  return {
    ...acknowledgementError(`The group was rejected as a whole: ${left}.${about}`),
    level: 'group',
  };
}

/** The set a functional group code stands for, where it stands for one only. */
function typeOfGroup(code: string | null): string | null {
  const sets = code === null ? [] : setsOfGroup(code);
  return sets.length === 1 ? (sets[0] ?? null) : null;
}
