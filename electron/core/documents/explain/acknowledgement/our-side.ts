const plainVerbs: Readonly<Record<string, string>> = {
  says: 'say',
  expects: 'expect',
  supports: 'support',
  knows: 'know',
  accepts: 'accept',
  uses: 'use',
  asks: 'ask',
  reports: 'report',
  has: 'have',
  does: 'do',
};

/**
 * Sentences about an acknowledgement are written as its receiver reads them: "the partner" answered us. For an acknowledgement of our own the
 * sides change places. What stands in quotes was written by somebody and stays as it is.
 */
export function fromOurSide(text: string, isReceipt: boolean): string {
  return text
    .split(/("[^"]*")/)
    .map((piece) => (piece.startsWith('"') ? piece : changeSides(isReceipt ? aboutTheirFile(piece) : piece)))
    .join('');
}

function changeSides(text: string): string {
  return text
    .replaceAll(/\b([Tt])he partner's\b/g, (_, letter: string) => (letter === 'T' ? 'Our' : 'our'))
    .replaceAll(/\b([Tt])he partner guide\b/g, (_, letter: string) => (letter === 'T' ? 'Our guide' : 'our guide'))
    .replaceAll(/\b(by|to|for) the partner\b/g, '$1 us')
    .replaceAll(/\b([Tt])he partner (\w+)/g, (_, letter: string, verb: string) => {
      return `${letter === 'T' ? 'We' : 'we'} ${plainVerbs[verb] ?? verb}`;
    });
}

/** A receipt (MDN) speaks of the sender's signature, name and requests: those of our partner, where we answered. */
function aboutTheirFile(text: string): string {
  return text.replaceAll(/\bour\b/g, 'their').replaceAll(/\bwe\b/g, 'they');
}
