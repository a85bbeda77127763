import type { AcknowledgementStatus } from '#shared/model/edi/edi.ts';

/** What a 997 or 999 says of a group: AK901-AK904, and the verdicts on the sets it names. Counts are null where they are none. */
export type GroupClaim = {
  readonly letter: string;
  readonly status: AcknowledgementStatus;
  /** AK902: sets the group announced. AK903: sets that arrived. AK904: sets that were accepted. */
  readonly sent: number | null;
  readonly arrived: number | null;
  readonly accepted: number | null;
  readonly sets: readonly AcknowledgementStatus[];
  /** `AK501` or `IK501`. */
  readonly setCode: string;
};

/**
 * What remains of a group's verdict once it is held against its own counts and against the verdicts on its sets. No side is
 * believed over the other: each sentence says what does not fit.
 */
export type GroupJudgement = {
  /** Sets in the group that are not named; null where no count says. */
  readonly unnamed: number | null;
  readonly total: number | null;
  /** Why it is not certain what became of the sets that are not named. */
  readonly aboutOthers: readonly string[];
  /** Why it is not certain that the accepted sets were accepted. */
  readonly aboutAccepted: readonly string[];
  /** Why it is not certain that the rejected sets were rejected. */
  readonly aboutRejected: readonly string[];
};

type Tally = GroupClaim & {
  readonly total: number | null;
  readonly unnamed: number | null;
  /** Named sets: accepted without a remark, with errors noted, rejected, and without a clear verdict. */
  readonly clean: number;
  readonly noted: number;
  readonly rejected: number;
  readonly unclear: number;
};

export function judgeGroup(claim: GroupClaim): GroupJudgement {
  const tally = tallyOf(claim);
  const { total, unnamed } = tally;
  const saysNothing = claim.status === 'received';
  return {
    total,
    unnamed,
    aboutOthers: saysNothing ? [] : aboutOthers(tally),
    aboutAccepted: saysNothing ? [] : aboutAccepted(tally),
    aboutRejected: saysNothing ? [] : aboutRejected(tally),
  };
}

function tallyOf(claim: GroupClaim): Tally {
  const counts = [claim.sent, claim.arrived].filter((count) => count !== null);
  const total = counts.length === 0 ? null : Math.max(...counts);
  const how = (...statuses: readonly AcknowledgementStatus[]): number =>
    claim.sets.filter((status) => statuses.includes(status)).length;
  return {
    ...claim,
    total,
    unnamed: total === null ? null : Math.max(0, total - claim.sets.length),
    clean: how('accepted'),
    noted: how('accepted with errors'),
    rejected: how('rejected'),
    unclear: how('partial', 'received'),
  };
}

function aboutOthers(tally: Tally): readonly string[] {
  const { status, sent, arrived, accepted, total, unnamed, noted } = tally;
  if (status === 'rejected')
    return accepted !== null && accepted > 0 ? [`${saidOf(tally)}, but ${counted(tally)}.`] : [];
  if (unnamed === 0) return [];
  if (total === null)
    return isUntold(tally) ? ['The group was accepted only in part, and which part is not said.'] : [];
  if (sent !== null && arrived !== null && arrived > sent)
    return [`AK903 counts ${setsOf(arrived)} as received, but AK902 only ${sent} as sent.`];
  const lost = sent !== null && arrived !== null && arrived < sent ? ` AK903 counts only ${arrived} as received.` : '';
  if (accepted === null) {
    if (lost !== '') return [`AK902 counts ${setsOf(total)} in the group.${lost}`];
    return isUntold(tally) ? ['The group was accepted only in part, and which part is not said.'] : [];
  }
  if (accepted > total) return [`AK904 counts ${accepted} as accepted, but the group has only ${total}.`];
  if (status === 'partial') {
    if (accepted === total || accepted === 0) return [`${saidOf(tally)}, but ${counted(tally)}.`];
    if (lost === '' && !isUntold(tally)) return [];
    const named =
      tally.rejected === 0 ? 'none of them is named' : `only ${tally.rejected} of them ${isAre(tally.rejected)} named`;
    return [`${missedOf(tally)}${isUntold(tally) ? `, and ${named}` : ''}.${lost}`];
  }
  if (accepted + noted >= total && lost === '') return [];
  return [`${saidOf(tally)}, but ${missedOf(tally)}: ${counted(tally)}.${lost}`];
}

function aboutAccepted(tally: Tally): readonly string[] {
  const { status, sets, total, unnamed, clean, noted, accepted, setCode } = tally;
  if (status === 'rejected')
    return [`${setCode} says that the document was accepted, but AK901 says that its whole group was rejected.`];
  const doubts: string[] = [];
  if (total !== null && sets.length > total)
    doubts.push(`The acknowledgement names ${setsOf(sets.length)}, but counts only ${total} in the group.`);
  if (status === 'partial' && unnamed === 0 && clean + noted === sets.length)
    doubts.push(`${saidOf(tally)}, but each of its transaction sets was accepted by itself (${setCode}).`);
  if (accepted !== null && clean > accepted)
    doubts.push(`${setsOf(clean)} ${wasWere(clean)} accepted by name (${setCode}), but ${counted(tally)}.`);
  return doubts;
}

function aboutRejected(tally: Tally): readonly string[] {
  const { status, total, rejected, accepted, setCode } = tally;
  const own = `${setCode} says that the document was rejected`;
  if (status === 'rejected') return [];
  if (status !== 'partial') return [`${own}, but ${saidOf(tally)}.`];
  const leaves = total === null || accepted === null ? null : Math.max(0, total - accepted);
  return leaves !== null && rejected > leaves ? [`${own}, but ${counted(tally)}.`] : [];
}

/** Accepted in part, and more was refused than is named. */
function isUntold({ status, total, accepted, rejected, unclear }: Tally): boolean {
  if (status !== 'partial') return false;
  return total === null || accepted === null ? rejected + unclear === 0 : total - accepted > rejected + unclear;
}

function saidOf({ letter, status }: Tally): string {
  return `AK901 says that the group was ${status === 'partial' ? 'accepted only in part' : status} (${letter})`;
}

function counted({ accepted, total }: Tally): string {
  if (accepted === 0) return 'AK904 counts none as accepted';
  const isAll = accepted === total && accepted !== 1;
  return `AK904 counts ${isAll ? 'all ' : ''}${accepted ?? ''} as accepted`;
}

function missedOf({ total, accepted }: Tally): string {
  const missed = (total ?? 0) - (accepted ?? 0);
  return `${missed} of its ${setsOf(total ?? 0)} ${wasWere(missed)} not accepted`;
}

function setsOf(count: number): string {
  return count === 1 ? '1 transaction set' : `${count} transaction sets`;
}

function wasWere(count: number): string {
  return count === 1 ? 'was' : 'were';
}

function isAre(count: number): string {
  return count === 1 ? 'is' : 'are';
}
