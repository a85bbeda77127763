/** Words by which a message costs money or stops a business: a refusal, a penalty, a deduction, a deadline. */
const heavy =
  /\b(?:reject(?:ed|s|ion|ions)?|refus(?:ed|es|al|als)|declin(?:ed|es)|charge-?\s?backs?|penalt(?:y|ies)|fines?|deduct(?:ed|s|ion|ions)?|short[- ]?pa(?:y|id)(?:ment|ments)?|non-?compliance|violations?|urgent(?:ly)?|immediate(?:ly)?|credit hold|on hold|suspend(?:ed)?|terminat(?:ed|ion)|cancel(?:led|ed|lation)|final notice|past due|overdue)\b/i;

/** `no chargeback`, `not rejected`, `without penalty`: what does not happen weighs nothing. */
const denied = /\b(?:no|not|never|without|waived?|zero)(?:\s+(?:been|be|a|any|further|longer))*\s+(?=\S)/i;

/** Whether a partner's message in words needs somebody soon, as far as its words tell. */
export function weighsHeavily(text: string): boolean {
  return text.split(/[.;!?\n]+/).some((sentence) => {
    const found = heavy.exec(sentence);
    if (found === null) return false;
    const before = sentence.slice(0, found.index);
    const last = before.split(/,|\bbut\b/i).at(-1) ?? '';
    return !denied.test(`${last}x`) || heavy.test(sentence.slice(found.index + found[0].length));
  });
}
