import type { Findings } from './findings.ts';
import type { X12Segment } from './segments/segment.ts';

type Level = 'set' | 'group' | 'interchange';

const names = {
  set: { trailer: 'SE', header: 'ST', whole: 'transaction set', counted: 'segments', number: 'ST02', echo: 'SE02' },
  group: {
    trailer: 'GE',
    header: 'GS',
    whole: 'functional group',
    counted: 'transaction sets',
    number: 'GS06',
    echo: 'GE02',
  },
  interchange: {
    trailer: 'IEA',
    header: 'ISA',
    whole: 'interchange',
    counted: 'functional groups',
    number: 'ISA13',
    echo: 'IEA02',
  },
} as const;

/** Compares a trailer (SE, GE, IEA) with what it closes. `expected.at` is where it should have stood when it is missing. */
export function checkTrailer(
  level: Level,
  trailer: X12Segment | null,
  expected: { readonly at: number; readonly count: number; readonly control: string | null },
  findings: Findings,
): void {
  const name = names[level];
  if (trailer === null) {
    const message = `The ${name.whole} ${expected.control ?? ''} has no ${name.trailer} at its end.`.replace('  ', ' ');
    findings.add('error', 'missing-trailer', expected.at, message);
    return;
  }
  const written = trailer.value(1);
  const count = written !== null && /^\d{1,15}$/.test(written) ? Number(written) : null;
  if (count === null) {
    const message = `${name.trailer}01 should count the ${name.counted} but says "${written ?? ''}".`;
    findings.add('warning', `${level}-count-mismatch`, trailer.start, message);
  } else if (count !== expected.count) {
    const message =
      level === 'set'
        ? `SE01 says ${count} segments, but the transaction set has ${expected.count}.`
        : announced(name, count, expected.count);
    findings.add('error', `${level}-count-mismatch`, trailer.start, message);
  }
  const echo = trailer.value(2);
  if (echo === expected.control || sameNumber(echo, expected.control)) return;
  const message = `The control numbers of the ${name.whole} differ: ${name.number} says "${expected.control ?? ''}", ${name.echo} says "${echo ?? ''}".`;
  findings.add('error', `${level}-control-mismatch`, trailer.start, message);
}

/** `000000055` and `55` are one number: senders pad one end and not the other. */
function sameNumber(a: string | null, b: string | null): boolean {
  if (a === null || b === null || !/^\d+$/.test(a) || !/^\d+$/.test(b)) return false;
  return a.replace(/^0+/, '') === b.replace(/^0+/, '');
}

/** Of sets and groups people say how many were announced and how many came. */
function announced({ whole, counted, trailer }: (typeof names)[Level], count: number, arrived: number): string {
  const what = count === 1 ? counted.slice(0, -1) : counted;
  return `The ${whole} announces ${count} ${what} (${trailer}01), but ${arrived < count ? 'only ' : ''}${arrived} arrived.`;
}
