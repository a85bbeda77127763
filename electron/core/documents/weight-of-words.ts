/** Words of a message that cost money or time: a refusal, a charge, a stop, or haste. Each is looked at with what stands around it. */
const heavy =
  /\b(?:reject\w*|refus\w+|declin\w+|den(?:y|ied|ial)|charge[- ]?backs?|penalt\w+|fined|fines?(?= (?:of|will|for|up))|deduct\w*|debit memos?|debited|short[- ]?pa(?:y|id)\w*|non[- ]?complian\w+|violat\w+|suspend\w*|terminat\w+|blocked|disput\w+|urgent\w*|immediate(?:ly)?|asap|at once|critical\w*|emergenc\w+|action (?:is )?(?:required|needed)|final (?:notice|warning|reminder)|past due|overdue|cancel\w*|on hold|stop(?:ped)? (?:ship|pay|order)\w*|fail\w*|unable|cannot|could not|(?:has |have |was |were |is |are |will )?not (?:be |been )?(?:accepted|processed|received|paid|loaded|recogni[sz]ed|delivered|honou?red|posted))\b/gi;

/** Before such a word: it did not happen. Up to three words may stand between. */
const deniedBefore =
  /\b(?:no|not|never|none|nothing|without|neither|nor|free of|zero|isn't|wasn't|aren't|weren't|won't|don't|doesn't|didn't|no longer|instead of)(?: [\w'-]+){0,3} $/i;

/** After it: it was taken back, or does not apply. */
const takenBack =
  /^(?: [\w'-]+){0,5} (?:waived|reversed|lifted|withdrawn|resolved|removed|refunded|credited|released|not appl\w+|no longer|n't appl\w+|not be (?:charged|applied|issued|taken))\b/i;

/**
 * Whether a message in free words (an 864, a note) is about a refusal, a charge, a stop or something urgent, so that it must
 * not wait among the others. "No chargeback" and "the penalty was waived" are neither; "not received" is. English only.
 */
export function weighsHeavily(text: string): boolean {
  return text
    .replaceAll(/\s*\n\s*/g, '. ')
    .split(/[.!?;:]+(?:\s|$)/)
    .some((sentence) => hasWeight(sentence.replaceAll(/\s+/g, ' ').trim()));
}

function hasWeight(sentence: string): boolean {
  for (const match of sentence.matchAll(heavy)) {
    const before = sentence.slice(0, match.index);
    const after = sentence.slice(match.index + match[0].length);
    const isDenial = /\bnot\b|^(?:cannot|unable|could not)$/i.test(match[0]);
    if (takenBack.test(after) || (!isDenial && deniedBefore.test(before))) continue;
    return true;
  }
  return false;
}
