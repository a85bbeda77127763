import type { AcknowledgementError } from '#shared/model/edi/edi.ts';
import { lineResponses, weightOfLine } from '../../codes/x12/order-responses.ts';
import { unknownCode } from '../../codes/x12/table.ts';
import type { Findings } from '../findings.ts';
import type { X12Segment } from '../segments/segment.ts';

/** How the lines of an order were answered, each by the worst that was said of it. */
export type Tally = { lines: number; accepted: number; changed: number; undelivered: number; rejected: number };

type Line = {
  readonly segment: X12Segment | null;
  readonly number: number;
  readonly acks: X12Segment[];
  readonly words: string[];
};

export type LineError = Pick<AcknowledgementError, 'level' | 'segment' | 'code' | 'explanation'> & {
  readonly offset: number;
};

/** Where a line says what was ordered: PO1, or POC with the change before it. */
const elements = {
  PO1: { quantity: 2, item: 7 },
  POC: { quantity: 3, item: 9 },
} as const;

/** Most lines kept; an order has some thousands at most. */
const mostLines = 20_000;

/** Gathers the lines of an order response (PO1 or POC) with their ACK segments and the words that stand with them. */
export class OrderLines {
  readonly #tag: 'PO1' | 'POC';
  readonly #findings: Findings;
  readonly #lines: Line[] = [];
  #isInside = false;
  #count = 0;

  constructor(tag: 'PO1' | 'POC', findings: Findings) {
    this.#tag = tag;
    this.#findings = findings;
  }

  see(segment: X12Segment): void {
    if (segment.tag === this.#tag) {
      this.#count++;
      this.#open(segment);
    } else if (segment.tag === 'CTT') this.#isInside = false;
    else if (segment.tag === 'ACK') {
      if (!this.#isInside) this.#open(null);
      this.#lines.at(-1)?.acks.push(segment);
    }
  }

  /** Takes words that belong to a line; false where they stand at the head or after the lines. */
  hear(words: string): boolean {
    if (!this.#isInside) return false;
    this.#lines.at(-1)?.words.push(words);
    return true;
  }

  get tally(): Tally {
    const weights = this.#lines.map(weightOf);
    const how = (weight: string): number => weights.filter((one) => one === weight).length;
    return {
      lines: this.#count,
      accepted: how('accepted'),
      changed: how('changed'),
      undelivered: how('not delivered'),
      rejected: how('rejected'),
    };
  }

  errors(): readonly LineError[] {
    return this.#lines.flatMap((line) => this.#errorOf(line));
  }

  #open(segment: X12Segment | null): void {
    this.#isInside = true;
    if (this.#lines.length < mostLines) this.#lines.push({ segment, number: this.#count, acks: [], words: [] });
  }

  #errorOf(line: Line): readonly LineError[] {
    const open = line.acks.filter((ack) => weightOfLine(ack.value(1) ?? '') !== 'accepted' && ack.value(1) !== null);
    const [worst] = open.toSorted((a, b) => rank(a) - rank(b));
    if (worst === undefined) return [];
    const code = worst.value(1) ?? '';
    if (!lineResponses.has(code))
      this.#findings.add('warning', 'unknown-code', worst.start, `ACK01: ${unknownCode(code)}.`);
    const { quantity, item } = elements[this.#tag];
    const id = line.segment?.value(item) ?? null;
    const name = `Order line ${line.segment?.value(1) ?? line.number}${id === null ? '' : ` (item ${id})`}`;
    const ordered = line.segment?.value(quantity) ?? null;
    const became = line.acks.length > 1 ? `: ${line.acks.map(partOf).join(', ')}` : responseOf(worst, ordered);
    const said = line.words.length === 0 ? '' : `; the partner says "${line.words.join(' ')}"`;
    return [
      { level: 'segment', segment: this.#tag, code, explanation: `${name}${became}${said}.`, offset: worst.start },
    ];
  }
}

const weights = ['rejected', 'not delivered', 'changed', 'unknown', 'accepted'] as const;

function rank(ack: X12Segment): number {
  return weights.indexOf(weightOfLine(ack.value(1) ?? ''));
}

/** A line split into several responses counts as the worst of them, but is rejected only where all of it is. */
function weightOf({ acks }: Line): string {
  const said = acks.flatMap((ack) => ack.value(1) ?? []).map(weightOfLine);
  const worst = weights.find((weight) => said.includes(weight)) ?? 'unknown';
  return worst === 'rejected' && said.some((weight) => weight !== 'rejected') ? 'not delivered' : worst;
}

function responseOf(ack: X12Segment, ordered: string | null): string {
  const code = ack.value(1) ?? '';
  const label = lineResponses.get(code);
  return `${label === undefined ? `: ${unknownCode(code)}` : ` ${label}`}${detail(code, ack, ordered)}`;
}

/** What changed, where the response says: the quantity, or the date (ACK05). */
function detail(code: string, ack: X12Segment, ordered: string | null): string {
  const quantity = ack.value(2);
  if (['IQ', 'BP', 'IB', 'IC'].includes(code) && quantity !== null && ordered !== null && quantity !== ordered) {
    return `: ${quantity} instead of ${ordered}`;
  }
  const date = ack.value(5);
  return code === 'DR' && date !== null ? `: ${dayOf(date)}` : '';
}

/** One of several responses to a line: `18 backordered for 2026-12-04`. */
function partOf(ack: X12Segment): string {
  const code = ack.value(1) ?? '';
  const label = lineResponses.get(code)?.replace(/^is /, '') ?? `answered with ${unknownCode(code)}`;
  const date = ack.value(5);
  return [ack.value(2), label, date === null ? null : `for ${dayOf(date)}`].filter((word) => word !== null).join(' ');
}

/** `20261204` as `2026-12-04`; anything else as it was sent. */
function dayOf(date: string): string {
  return date.replace(/^(\d{4})(\d{2})(\d{2})$/, '$1-$2-$3');
}
