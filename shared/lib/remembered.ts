/** In characters. With 4,000 of them some ten megabytes at the very most. */
const longest = 1_000;

/**
 * A pure function of a text, with its last answers kept: feeds say the same few things over and over, and an outage says
 * one thing a thousand times. Holds at most `most` texts and begins anew when they are full; a text that is too long to be
 * said often is read each time.
 */
export function remembered<T extends object | string | number | boolean | null>(
  read: (text: string) => T,
  most = 4_000,
): (text: string) => T {
  const answers = new Map<string, T>();
  return (text) => {
    const known = answers.get(text);
    if (known !== undefined) return known;
    const answer = read(text);
    if (text.length > longest) return answer;
    if (answers.size >= most) answers.clear();
    answers.set(text, answer);
    return answer;
  };
}
