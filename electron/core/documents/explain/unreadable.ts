import type { Explanation, Finding } from '#shared/model/edi.ts';
import { fitTitle, shortReason } from './words.ts';

const order = { error: 0, warning: 1, note: 2 } as const;

/** What is wrong with a file that could not be read, or not wholly. The gravest finding leads. */
export function explainUnreadable(fileName: string, findings: readonly Finding[]): Explanation {
  const [worst, ...others] = findings.toSorted((a, b) => order[a.severity] - order[b.severity] || a.offset - b.offset);
  const reason = worst === undefined ? 'It holds nothing that looks like an EDI document.' : worst.message;
  const more = others.filter((finding) => finding.severity !== 'note').length;
  const rest = more === 0 ? '' : more === 1 ? ' There is one more problem.' : ` There are ${more} more problems.`;
  const isCut = findings.some((finding) => finding.code === 'truncated' || finding.code === 'missing-trailer');
  return {
    title: fitTitle(`File ${fileName} cannot be read: ${shortReason(reason)}`),
    what: `File ${fileName}`,
    why: `${reason}${rest}`,
    where: worst === undefined ? null : `Byte ${worst.offset} of the file`,
    fault: isCut ? 'network' : 'unknown',
    faultReason: isCut
      ? 'The end of the file is missing, which usually happens on the way.'
      : 'A file that cannot be read does not say who made it.',
    next: isCut
      ? 'Get the whole file again. If it is cut off again, ask the sender to check how it is written.'
      : 'Open the file to see what it is. If it should be EDI, ask the sender to send it again.',
  };
}
