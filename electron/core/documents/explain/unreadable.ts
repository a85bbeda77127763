import type { Explanation, Finding } from '#shared/model/edi/edi.ts';
import { attribute, type Direction } from './fault/attribution.ts';
import { fitTitle, shortReason, withPartner } from './words.ts';

export type FaultyFile = {
  readonly name: string;
  readonly findings: readonly Finding[];
  /** How much of it could be read; absent where nothing could. */
  readonly read?: { readonly documents: number; readonly acknowledgements: number } | undefined;
  readonly direction: Direction;
  readonly partnerName: string | null;
};

const order = { error: 0, warning: 1, note: 2 } as const;
const cutCodes: ReadonlySet<string> = new Set(['truncated', 'missing-trailer', 'missing-unz']);

/** What is wrong with a file that could not be read, or not wholly. The gravest finding leads. */
export function explainUnreadable({ name, findings, read, direction, partnerName }: FaultyFile): Explanation {
  const told = findings
    .filter((finding) => finding.severity === 'error')
    // A file that is cut off has other faults because of that.
    .toSorted((a, b) => Number(cutCodes.has(b.code)) - Number(cutCodes.has(a.code)) || a.offset - b.offset);
  const [worst, ...others] =
    told.length > 0 ? told : findings.toSorted((a, b) => order[a.severity] - order[b.severity]);
  const reason = worst === undefined ? 'It contains nothing that looks like an EDI document.' : worst.message;
  const more = told.length > 0 ? others.length : 0;
  const rest = more === 0 ? '' : more === 1 ? ' There is one more problem.' : ` There are ${more} more problems.`;
  const isCut = findings.some((finding) => cutCodes.has(finding.code));
  const verb = read === undefined ? 'cannot be read' : 'has faults';
  const short = shortReason(reason);
  const called = shortName(name);
  const looks = worst?.code === 'not-edi' ? / looks like (.*?)\. X12 /.exec(reason)?.[1] : undefined;
  return {
    title:
      looks === undefined
        ? fitTitle(`File ${called} ${verb}: ${short}`, `File ${called} ${verb}: ${short.split(/[:;] /, 1)[0] ?? short}`)
        : fitTitle(`File ${called} is not EDI: it looks like ${looks}`, `File ${called} is not EDI`),
    what: `File ${name}${read === undefined ? '' : withPartner(direction, partnerName)}`,
    why: `${reason}${rest}`,
    where: worst === undefined ? null : `Byte ${worst.offset.toLocaleString('en')} of the file`,
    ...moveOf(isCut, /^(?:group|interchange)-count/.test(worst?.code ?? ''), read, direction, partnerName),
  };
}

function moveOf(
  isCut: boolean,
  isMiscounted: boolean,
  read: FaultyFile['read'],
  direction: Direction,
  partnerName: string | null,
): Pick<Explanation, 'fault' | 'faultReason' | 'next' | 'again'> {
  const taken = read === undefined ? '' : `${takenOf(read)} `;
  if (isCut) {
    return {
      fault: 'network',
      faultReason: 'The end of the file is missing, which usually happens in transit.',
      next: `${taken}Get the whole file again. If it is cut off again, ask the sender to check how it is written.`,
      again: 'unchanged',
    };
  }
  if (read === undefined) {
    return {
      fault: 'unknown',
      faultReason: 'An unreadable file does not say who made it.',
      next: 'Open the file to see what it is. If it should be EDI, ask the sender to send it again.',
      again: 'unchanged',
    };
  }
  if (direction === 'unknown') {
    return {
      fault: 'unknown',
      faultReason: 'It is not known whether we or the partner wrote the file.',
      next: `${taken}Tell whoever writes these files, so that the next one is right; a partner may reject this one.`,
      again: 'no',
    };
  }
  if (isMiscounted) {
    const writer = direction === 'outbound' ? 'our translator' : (partnerName ?? 'the partner');
    return {
      fault: 'unknown',
      faultReason: 'Its counts and its content differ: it was miscounted, or a part was lost on the way.',
      next: `${taken}Compare it with what ${writer} wrote. If a part is missing, get the whole file; if not, have the count corrected.`,
      again: 'no',
    };
  }
  const { fault, faultReason } = attribute('envelope', direction, partnerName);
  if (direction === 'outbound') {
    return {
      fault,
      faultReason,
      next: `${taken}Have our translator corrected; the partner may reject this file.`,
      again: 'no',
    };
  }
  const next = `${taken}Tell ${partnerName ?? 'the partner'}, so that the next file is right.`;
  return { fault, faultReason, next, again: 'no' };
}

/** A long file name keeps its start and its end, so that the reason still fits beside it. */
function shortName(name: string): string {
  const characters = Array.from(name);
  if (characters.length <= 40) return name;
  return `${characters.slice(0, 22).join('')}…${characters.slice(-16).join('')}`;
}

/** `What could be read was imported (2 documents).` */
function takenOf({ documents, acknowledgements }: NonNullable<FaultyFile['read']>): string {
  const parts = [count(documents, 'document'), count(acknowledgements, 'acknowledgement')].filter(
    (part) => part !== '',
  );
  return `What could be read was imported (${parts.join(', ')}).`;
}

function count(number: number, what: string): string {
  return number === 0 ? '' : number === 1 ? `1 ${what}` : `${number} ${what}s`;
}
