/** What the partner wrote, as a sentence about one complaint quotes it; null where the sentence holds no words of theirs. */
export function partnersWords(explanation: string): string | null {
  const words = /[Tt]he partner says "(.*?)"(?=[;.]| \(| in | about )/s.exec(explanation)?.[1]?.trim();
  return words === undefined || words === '' ? null : words.replaceAll(/\s+/g, ' ');
}
