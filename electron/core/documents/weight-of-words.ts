/** Words of a message that cost money or time: a refusal, a charge, a stop, or haste. Each is looked at with what stands around it. */
const heavy =
  /\b(?:reject\w*|refus\w+|declin\w+|den(?:y|ied|ial)|charge[- ]?backs?|penalt\w+|fined|fines?(?= (?:of|will|for|up))|deduct\w*|debit memos?|debited|short[- ]?pa(?:y|id)\w*|non[- ]?complian\w+|violat\w+|suspend\w*|terminat\w+|blocked|disput\w+|urgent\w*|immediate(?:ly)?|asap|at once|critical\w*|emergenc\w+|action (?:is )?(?:required|needed)|final (?:notice|warning|reminder)|past due|overdue|cancel\w*|on hold|stop(?:ped)? (?:ship|pay|order)\w*|fail\w*|unable|cannot|could not|(?:has |have |was |were |is |are |will )?not (?:be |been )?(?:accepted|processed|received|paid|loaded|recogni[sz]ed|delivered|honou?red|posted))\b/gi;

/** Words that change what was ordered, offered or claimed: later, less, something else, or at another price. */
const ofBusiness =
  /\b(?:delay\w*|late(?:r)?|postpon\w*|reschedul\w*|push(?:ed|ing)? (?:out|back)|slip(?:s|ped)|not (?:before|until|earlier than|in stock)|earliest|back[- ]?order\w*|out of stock|no stock|stock[- ]?out|sold out|short(?:age|ages|ed|fall)?|unavailable|(?:not|no longer) available|discontinued|obsolete|end of life|replaced by|substitut\w*|instead|alternat\w+|partial\w*|split|reduced|limited|allocation|only \d+|minimum|price\w*|surcharge\w*|increase\w*|hold\w*|wait\w*|pending|subject to|depend\w*|unless|change[sd]?|revis\w+|differ\w*|incorrect|wrong|mismatch|missing|damag\w*|lost|strike|force majeure|won't|can't|can ?not|please (?:call|contact|confirm|advise|amend|correct|revise|resend)|(?:will|may|do|does|did) not\b)/gi;

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
  return anySentence(text, [heavy]);
}

/** Whether what a partner writes beside an acceptance changes it: heavy words, or a later date, less, another price. English only. */
export function weighsOnBusiness(text: string): boolean {
  return anySentence(text, [heavy, ofBusiness]);
}

function anySentence(text: string, patterns: readonly RegExp[]): boolean {
  return text
    .replaceAll(/\s*\n\s*/g, '. ')
    .split(/[.!?;:]+(?:\s|$)/)
    .some((sentence) => patterns.some((pattern) => hasWeight(sentence.replaceAll(/\s+/g, ' ').trim(), pattern)));
}

function hasWeight(sentence: string, pattern: RegExp): boolean {
  for (const match of sentence.matchAll(pattern)) {
    const before = sentence.slice(0, match.index);
    const after = sentence.slice(match.index + match[0].length);
    const isDenial = /\bnot\b|^(?:cannot|can't|won't|can not|unable|unavailable|could not)|^no /i.test(match[0]);
    // What cannot be released or removed is not taken back.
    const isUnable = /^(?:cannot|can't|can ?not|could not|unable)$/i.test(match[0]);
    if ((!isUnable && takenBack.test(after)) || (!isDenial && deniedBefore.test(before))) continue;
    return true;
  }
  return false;
}
