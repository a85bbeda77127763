import { elementErrors, implementationElementErrors } from '../../codes/x12/element-errors.ts';
import { implementationSegmentErrors, segmentErrors } from '../../codes/x12/segment-errors.ts';
import type { CodeTable } from '../../codes/x12/table.ts';
import { type ErrorList, wholeNumber } from '../acknowledgement.ts';
import type { Findings } from '../findings.ts';
import type { X12Segment } from '../segments/segment.ts';
import { explainElement, explainSegment } from '../sentences.ts';
import { decodeText } from '../segments/text.ts';
import { checkCode } from './verdict.ts';

/** A segment complaint (AK3/IK3) that waits to see whether element complaints (AK4/IK4) and contexts (CTX) follow. */
type Pending = {
  /** Where complaints go; null where no set was named to complain about. */
  readonly errors: ErrorList | null;
  readonly offset: number;
  readonly segment: string | null;
  readonly position: number | null;
  readonly loop: string | null;
  readonly code: string | null;
  context: string;
  elements: number;
  element: { readonly at: X12Segment; context: string } | null;
};

/** Reads AK3, AK4, IK3, IK4 and CTX in the order they come and files each complaint when the next one starts. */
export class ReportedErrors {
  readonly #findings: Findings;
  readonly #segmentCodes: CodeTable;
  readonly #elementCodes: CodeTable;
  #pending: Pending | null = null;

  constructor(isImplementation: boolean, findings: Findings) {
    this.#findings = findings;
    this.#segmentCodes = isImplementation ? implementationSegmentErrors : segmentErrors;
    this.#elementCodes = isImplementation ? implementationElementErrors : elementErrors;
  }

  seeSegment(segment: X12Segment, errors: ErrorList | null): void {
    this.close();
    if (errors?.isFull === true) {
      errors.noteFull(segment.start);
      return;
    }
    if (errors === null) this.#odd(segment, `${segment.tag} stands before any AK2; it was left out.`);
    const code = segment.value(4);
    this.#pending = {
      ...startedAt(segment, errors),
      segment: segment.value(1)?.toUpperCase() ?? null,
      position: wholeNumber(segment.value(2), `${segment.tag}02`, segment.start, this.#findings),
      loop: segment.value(3),
      code,
    };
    checkCode(segment, 4, code, this.#segmentCodes, this.#findings);
  }

  seeElement(segment: X12Segment, errors: ErrorList | null): void {
    this.#closeElement();
    if (errors?.isFull === true) {
      errors.noteFull(segment.start);
      return;
    }
    if (this.#pending === null) {
      const message = `${segment.tag} stands without a segment error before it; its place in the document is not known.`;
      this.#odd(segment, message);
      this.#pending = startedAt(segment, errors);
    }
    this.#pending.elements++;
    this.#pending.element = { at: segment, context: '' };
    wholeNumber(segment.value(2), `${segment.tag}02`, segment.start, this.#findings);
    checkCode(segment, 3, segment.value(3), this.#elementCodes, this.#findings);
  }

  /** The first context that names something of the business (`PO number`, value) is kept; situational triggers are not. */
  seeContext(ctx: X12Segment): void {
    if (this.#pending === null) {
      this.#odd(ctx, 'CTX stands without an error before it; it was left out.');
      return;
    }
    const [name, value] = ctx.components(1);
    const words = value === undefined || value === '' ? name : `${name} ${value}`;
    if (words === undefined || words.trim() === '' || words.startsWith('SITUATIONAL TRIGGER')) return;
    const target = this.#pending.element ?? this.#pending;
    if (target.context === '') target.context = ` (in ${words.trim()})`;
  }

  /** Files what still waits. A segment complaint with element complaints under it only points at them and is left out. */
  close(): void {
    this.#closeElement();
    const pending = this.#pending;
    this.#pending = null;
    if (pending === null || pending.elements > 0) return;
    const explanation = explainSegment(pending, pending.code, this.#segmentCodes, pending.context);
    const { segment, position, code } = pending;
    pending.errors?.add({ level: 'segment', segment, position, code, explanation }, pending.offset);
  }

  #closeElement(): void {
    const pending = this.#pending;
    const element = pending?.element ?? null;
    if (pending === null || element === null) return;
    pending.element = null;
    const ak4 = element.at;
    const [first, second] = positionParts(ak4);
    const name = `${ak4.tag}01`;
    const broken = brokenValue(ak4);
    const place = {
      segment: pending.segment,
      position: pending.position,
      element: wholeNumber(first, name, ak4.start, this.#findings),
      component: wholeNumber(second, name, ak4.start, this.#findings),
      value: broken ?? ak4.value(4),
    };
    const code = ak4.value(3);
    const culprit =
      broken === null
        ? ''
        : `; it holds "${String.fromCharCode(ak4.delimiters.element)}", which separates elements in this acknowledgement and is the likely culprit`;
    const context = `${element.context || pending.context}${culprit}`;
    const explanation = explainElement(place, code, this.#elementCodes, context);
    pending.errors?.add({ level: 'element', ...place, code, explanation }, ak4.start);
  }

  #odd(segment: X12Segment, message: string): void {
    this.#findings.add('warning', 'acknowledgement-out-of-order', segment.start, message);
  }
}

/** AK401 as element and component. Some senders write `5:2` whatever component separator their envelope names. */
function positionParts(ak4: X12Segment): readonly [string | null, string | null] {
  const plain = /^\s*(\d+)[:>](\d+)(?:[:>]\d+)?\s*$/.exec(ak4.text(1));
  const [first = '', second = ''] = plain === null ? ak4.components(1) : plain.slice(1);
  return [blank(first), blank(second)];
}

/** AK404 is the last element: where others follow, the copy of the bad value holds a separator and fell apart at it. */
function brokenValue(ak4: X12Segment): string | null {
  const [first, next] = [ak4.elementSpan(4), ak4.elementSpan(5)];
  if (first === null || next === null || next.end === next.start) return null;
  return decodeText(ak4.bytes, first.start, ak4.end).trim();
}

function blank(text: string): string | null {
  return text.trim() === '' ? null : text.trim();
}

function startedAt(segment: X12Segment, errors: ErrorList | null): Pending {
  return {
    errors,
    offset: segment.start,
    segment: null,
    position: null,
    loop: null,
    code: null,
    context: '',
    elements: 0,
    element: null,
  };
}
