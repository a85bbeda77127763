import type { Acknowledgement, AcknowledgementStatus, AcknowledgementType } from '#shared/model/edi.ts';
import { setsOfGroup } from '#shared/model/document-types.ts';
import { elementErrors, implementationElementErrors } from '../codes/x12/element-errors.ts';
import { groupErrors } from '../codes/x12/group-errors.ts';
import { implementationSegmentErrors, segmentErrors } from '../codes/x12/segment-errors.ts';
import { implementationSetErrors, setErrors } from '../codes/x12/set-errors.ts';
import { setStatuses, statusOfCode } from '../codes/x12/set-status.ts';
import { type CodeTable, labelOrCode, unknownCode } from '../codes/x12/table.ts';
import { acknowledge, ErrorList, mostAnswers, noteTooManyAnswers, wholeNumber } from './answer.ts';
import type { X12Set } from './envelope.ts';
import type { Findings } from './findings.ts';
import type { X12Segment } from './segment.ts';
import { capital, explainElement, explainSegment } from './sentences.ts';
import { segmentsIn } from './tokenize.ts';

type Status = { readonly status: AcknowledgementStatus; readonly code: string };

type SetAnswer = {
  readonly type: string | null;
  readonly control: string | null;
  readonly errors: ErrorList;
  status: Status | null;
};

/** A segment complaint (AK3/IK3) that waits to see whether element complaints (AK4/IK4) follow. */
type Pending = {
  readonly offset: number;
  readonly segment: string | null;
  readonly position: number | null;
  readonly loop: string | null;
  readonly code: string | null;
  context: string;
  elements: number;
  element: { readonly at: X12Segment; context: string } | null;
};

/**
 * 997 and 999: one answer per set named by AK2. A group answer stands beside them when the group says more than its sets
 * do, and alone when no set is named. Complaints that only point at finer ones (AK304 `8`, AK502 `5`) are left out.
 */
export function decode997(set: X12Set, findings: Findings): readonly Acknowledgement[] {
  const decoder = new Decoder(set, findings);
  for (const segment of segmentsIn(set.bytes, set.span, set.interchange.delimiters)) decoder.see(segment);
  return decoder.finish();
}

class Decoder {
  readonly #set: X12Set;
  readonly #findings: Findings;
  readonly #type: AcknowledgementType;
  readonly #tables: { readonly segment: CodeTable; readonly element: CodeTable; readonly set: CodeTable };
  readonly #answers: SetAnswer[] = [];
  readonly #groupErrors: ErrorList;
  #current: SetAnswer | null = null;
  #pending: Pending | null = null;
  #groupCode: string | null = null;
  #groupControl: string | null = null;
  #hasGroup = false;
  #toldFull = false;
  #groupStatus: Status | null = null;

  constructor(set: X12Set, findings: Findings) {
    this.#set = set;
    this.#findings = findings;
    const isImplementation = set.type === '999';
    this.#type = isImplementation ? '999' : '997';
    this.#tables = isImplementation
      ? { segment: implementationSegmentErrors, element: implementationElementErrors, set: implementationSetErrors }
      : { segment: segmentErrors, element: elementErrors, set: setErrors(set.version) };
    this.#groupErrors = new ErrorList(findings);
  }

  see(segment: X12Segment): void {
    switch (segment.tag) {
      case 'ST':
      case 'SE':
        return;
      case 'AK1':
        this.#seeGroup(segment);
        return;
      case 'AK2':
        this.#closePending();
        this.#current = {
          type: segment.value(1),
          control: segment.value(2),
          errors: new ErrorList(this.#findings),
          status: null,
        };
        if (this.#answers.length < mostAnswers) this.#answers.push(this.#current);
        else if (!this.#toldFull) noteTooManyAnswers(segment.start, this.#findings);
        this.#toldFull = this.#current !== this.#answers.at(-1);
        return;
      case 'AK3':
      case 'IK3':
        this.#seeSegment(segment);
        return;
      case 'AK4':
      case 'IK4':
        this.#seeElement(segment);
        return;
      case 'CTX':
        this.#seeContext(segment);
        return;
      case 'AK5':
      case 'IK5':
        this.#seeSetStatus(segment);
        return;
      case 'AK9':
        this.#seeGroupStatus(segment);
        return;
      default:
        this.#odd(segment, `Segment ${segment.tag} does not belong in a ${this.#type}; it was left out.`);
    }
  }

  finish(): readonly Acknowledgement[] {
    this.#closePending();
    if (!this.#hasGroup) {
      const message = `The ${this.#type} does not say which functional group it answers (AK1 is missing).`;
      this.#findings.add('error', 'acknowledgement-without-group', this.#set.span.start, message);
    }
    const sets = this.#answers.map((answer) => this.#setAcknowledgement(answer));
    const group = this.#groupAcknowledgement(sets);
    return group === null ? sets : [...sets, group];
  }

  #seeGroup(ak1: X12Segment): void {
    if (this.#hasGroup) {
      this.#odd(ak1, 'AK1 occurs more than once; the first one counts.');
      return;
    }
    this.#hasGroup = true;
    this.#groupCode = ak1.value(1);
    this.#groupControl = ak1.value(2);
    if (this.#groupCode !== null && !/^[A-Z][A-Z0-9]$/.test(this.#groupCode)) {
      const message = `AK101 should be a functional group code of two letters but says "${this.#groupCode}".`;
      this.#findings.add('warning', 'functional-code-invalid', ak1.start, message);
    }
  }

  #seeSegment(segment: X12Segment): void {
    this.#closePending();
    if (this.#current === null) this.#odd(segment, `${segment.tag} stands before any AK2; it was left out.`);
    this.#pending = {
      offset: segment.start,
      segment: segment.value(1),
      position: wholeNumber(segment.value(2), `${segment.tag}02`, segment.start, this.#findings),
      loop: segment.value(3),
      code: segment.value(4),
      context: '',
      elements: 0,
      element: null,
    };
    this.#checkCode(segment, 4, this.#pending.code, this.#tables.segment);
  }

  #seeElement(segment: X12Segment): void {
    this.#closeElement();
    if (this.#pending === null) {
      this.#odd(
        segment,
        `${segment.tag} stands without a segment error before it; its place in the document is not known.`,
      );
      this.#pending = {
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
    this.#pending.elements++;
    this.#pending.element = { at: segment, context: '' };
    wholeNumber(segment.value(2), `${segment.tag}02`, segment.start, this.#findings);
    this.#checkCode(segment, 3, segment.value(3), this.#tables.element);
  }

  #seeContext(ctx: X12Segment): void {
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

  #seeSetStatus(segment: X12Segment): void {
    this.#closePending();
    const current = this.#current;
    if (current === null) {
      this.#odd(segment, `${segment.tag} stands before any AK2; it was left out.`);
      return;
    }
    if (current.status !== null) {
      this.#odd(segment, `${segment.tag} occurs more than once for one transaction set; the first one counts.`);
      return;
    }
    current.status = this.#readStatus(segment, current.errors, 'set');
    const hasDetail = current.errors.items.some((error) => error.level === 'segment' || error.level === 'element');
    for (let index = 2; index <= 6; index++) {
      const code = segment.value(index);
      if (code === null || (hasDetail && (code === '5' || code === 'I5'))) continue;
      this.#checkCode(segment, index, code, this.#tables.set);
      const explanation = `${capital(labelOrCode(this.#tables.set, code))}.`;
      current.errors.add({ level: 'set', code, explanation }, segment.start);
    }
  }

  #seeGroupStatus(ak9: X12Segment): void {
    this.#closePending();
    this.#current = null;
    if (this.#groupStatus !== null) {
      this.#odd(ak9, 'AK9 occurs more than once; the first one counts.');
      return;
    }
    this.#groupStatus = this.#readStatus(ak9, this.#groupErrors, 'group');
    const table = groupErrors(this.#set.version);
    for (let index = 5; index <= 9; index++) {
      const code = ak9.value(index);
      if (code === null) continue;
      this.#checkCode(ak9, index, code, table);
      this.#groupErrors.add({ level: 'group', code, explanation: `${capital(labelOrCode(table, code))}.` }, ak9.start);
    }
  }

  #readStatus(segment: X12Segment, errors: ErrorList, level: 'set' | 'group'): Status {
    const sent = segment.value(1);
    const code = `${segment.tag}01 ${sent ?? ''}`.trimEnd();
    const status = sent === null ? undefined : statusOfCode.get(sent);
    if (status === undefined) {
      const problem = sent === null ? 'it is empty' : unknownCode(sent);
      this.#findings.add(
        'warning',
        'unknown-code',
        segment.start,
        `${segment.tag}01 should say accepted or rejected: ${problem}.`,
      );
      errors.add(
        { level, code: sent, explanation: `The partner's verdict cannot be read: ${problem}.` },
        segment.start,
      );
      return { status: 'received', code };
    }
    if (sent === 'M' || sent === 'W' || sent === 'X') {
      const explanation = `The ${level === 'set' ? 'document' : 'group'} was ${labelOrCode(setStatuses, sent)}.`;
      errors.add({ level, code: sent, explanation }, segment.start);
    }
    return { status, code };
  }

  #closePending(): void {
    this.#closeElement();
    const pending = this.#pending;
    this.#pending = null;
    if (pending === null || this.#current === null || pending.elements > 0) return;
    const explanation = explainSegment(pending, pending.code, this.#tables.segment, pending.context);
    const { segment, position, code } = pending;
    this.#current.errors.add({ level: 'segment', segment, position, code, explanation }, pending.offset);
  }

  #closeElement(): void {
    const pending = this.#pending;
    const element = pending?.element ?? null;
    if (pending === null || element === null) return;
    pending.element = null;
    if (this.#current === null) return;
    const ak4 = element.at;
    const [first = '', second = ''] = ak4.components(1);
    const name = `${ak4.tag}01`;
    const place = {
      segment: pending.segment,
      position: pending.position,
      element: wholeNumber(blank(first), name, ak4.start, this.#findings),
      component: wholeNumber(blank(second), name, ak4.start, this.#findings),
      value: ak4.value(4),
    };
    const code = ak4.value(3);
    const explanation = explainElement(place, code, this.#tables.element, element.context || pending.context);
    this.#current.errors.add({ level: 'element', ...place, code, explanation }, ak4.start);
  }

  #setAcknowledgement(answer: SetAnswer): Acknowledgement {
    let { status } = answer;
    if (status === null) {
      const message = `The answer to transaction set ${answer.control ?? ''} gives no verdict (AK5 or IK5 is missing).`;
      this.#findings.add('warning', 'acknowledgement-without-status', this.#set.span.start, message.replace('  ', ' '));
      status = this.#groupStatus ?? { status: 'received', code: 'no status' };
    }
    return acknowledge(this.#set, this.#type, {
      type: answer.type,
      group: this.#groupControl,
      set: answer.control,
      status: status.status,
      statusCode: status.code,
      errors: answer.errors.items,
      text: null,
    });
  }

  #groupAcknowledgement(sets: readonly Acknowledgement[]): Acknowledgement | null {
    const errors = this.#groupErrors.items;
    const [first] = sets;
    const status = this.#groupStatus;
    if (status === null && (first !== undefined || !this.#hasGroup)) return null;
    const shared = first !== undefined && sets.every((set) => set.status === first.status) ? first.status : null;
    if (first !== undefined && errors.length === 0 && status?.status === shared) return null;
    const verdict = status ?? { status: 'received', code: 'no status' };
    const setRejected = sets.some((set) => set.status === 'rejected');
    return acknowledge(this.#set, this.#type, {
      type: first?.answers.type ?? typeOfGroup(this.#groupCode),
      group: this.#groupControl,
      set: null,
      status: verdict.status,
      statusCode: verdict.code,
      errors,
      text: null,
      // A rejected group whose sets all passed is news of its own: nothing else would tell of it.
      coveredBySets: first !== undefined && (verdict.status !== 'rejected' || setRejected),
    });
  }

  #checkCode(segment: X12Segment, element: number, code: string | null, table: CodeTable): void {
    if (code === null || table.has(code)) return;
    const message = `${segment.tag}${String(element).padStart(2, '0')}: ${unknownCode(code)}.`;
    this.#findings.add('warning', 'unknown-code', segment.start, message);
  }

  #odd(segment: X12Segment, message: string): void {
    this.#findings.add('warning', 'acknowledgement-out-of-order', segment.start, message);
  }
}

function blank(text: string): string | null {
  return text.trim() === '' ? null : text.trim();
}

/** The set a functional group code stands for, where it stands for one only. */
function typeOfGroup(code: string | null): string | null {
  const sets = code === null ? [] : setsOfGroup(code);
  return sets.length === 1 ? (sets[0] ?? null) : null;
}
