import type { Acknowledgement, AcknowledgementType } from '#shared/model/edi/edi.ts';
import { documentType, setsOfGroup } from '#shared/model/edi/document-types.ts';
import { groupErrors } from '../../codes/x12/group-errors.ts';
import { implementationSetErrors, setErrors } from '../../codes/x12/set-errors.ts';
import type { CodeTable } from '../../codes/x12/table.ts';
import {
  acknowledgementFrom,
  ErrorList,
  mostAcknowledgements,
  noteTooManyAcknowledgements,
  wholeNumber,
} from '../acknowledgement.ts';
import { ReportedErrors } from './reported-errors.ts';
import type { X12Set } from '../envelope.ts';
import type { Findings } from '../findings.ts';
import { acknowledgementsOf, type GroupReport, type SetReport } from './group-acknowledgement.ts';
import type { X12Segment } from '../segments/segment.ts';
import { segmentsIn } from '../segments/tokenize.ts';
import { addCodes, readVerdict, type Verdict } from './verdict.ts';

type SetAcknowledgement = {
  readonly type: string | null;
  readonly control: string | null;
  readonly errors: ErrorList;
  status: Verdict | null;
};

/**
 * 997 and 999: one acknowledgement per set named by AK2. A group acknowledgement stands beside them when the group says more than its sets
 * do, and alone when no set is named. ReportedErrors that only point at finer ones (AK304 `8`, AK502 `5`) are left out.
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
  readonly #setCodes: CodeTable;
  readonly #complaints: ReportedErrors;
  readonly #sets: SetAcknowledgement[] = [];
  readonly #groupErrors: ErrorList;
  #current: SetAcknowledgement | null = null;
  #groupCode: string | null = null;
  #groupControl: string | null = null;
  #hasGroup = false;
  #toldFull = false;
  #groupStatus: Verdict | null = null;
  #counts: GroupReport['counts'] = { sent: null, arrived: null, accepted: null };

  constructor(set: X12Set, findings: Findings) {
    this.#set = set;
    this.#findings = findings;
    const isImplementation = set.type === '999';
    this.#type = isImplementation ? '999' : '997';
    this.#setCodes = isImplementation ? implementationSetErrors : setErrors(set.version);
    this.#complaints = new ReportedErrors(isImplementation, findings);
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
        this.#complaints.close();
        this.#current = {
          type: this.#typeOf(segment),
          control: segment.value(2),
          errors: new ErrorList(this.#findings),
          status: null,
        };
        if (this.#sets.length < mostAcknowledgements) this.#sets.push(this.#current);
        else if (!this.#toldFull) noteTooManyAcknowledgements(segment.start, this.#findings);
        this.#toldFull = this.#current !== this.#sets.at(-1);
        return;
      case 'AK3':
      case 'IK3':
        this.#complaints.seeSegment(segment, this.#current?.errors ?? null);
        return;
      case 'AK4':
      case 'IK4':
        this.#complaints.seeElement(segment, this.#current?.errors ?? null);
        return;
      case 'CTX':
        this.#complaints.seeContext(segment);
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
    this.#complaints.close();
    if (!this.#hasGroup) {
      const message = `The ${this.#type} does not say which functional group it acknowledges (AK1 is missing).`;
      this.#findings.add('error', 'acknowledgement-without-group', this.#set.span.start, message);
    }
    if (this.#sets.length === 0 && !this.#hasGroup) return [];
    const acknowledgements = acknowledgementsOf({
      code: this.#groupCode,
      control: this.#groupControl,
      verdict: this.#groupStatus,
      counts: this.#counts,
      errors: this.#groupErrors.items,
      sets: this.#sets.map((acknowledgement) => this.#reportOf(acknowledgement)),
      setCode: this.#type === '999' ? 'IK501' : 'AK501',
    });
    return acknowledgements.map((details) => acknowledgementFrom(this.#set, this.#type, details));
  }

  #seeGroup(ak1: X12Segment): void {
    if (this.#hasGroup) {
      this.#odd(ak1, 'AK1 occurs more than once; the first one counts.');
      return;
    }
    this.#hasGroup = true;
    // Where a whole file is in small letters its codes mean the same.
    this.#groupCode = ak1.value(1)?.replace(/^[a-z]{2}$/, (code) => code.toUpperCase()) ?? null;
    this.#groupControl = ak1.value(2);
    if (this.#groupCode !== null && !/^[A-Z][A-Z0-9]$/.test(this.#groupCode)) {
      const message = `AK101 should be a functional group code of two letters but says "${this.#groupCode}".`;
      this.#findings.add('warning', 'functional-code-invalid', ak1.start, message);
    }
  }

  /** A set is found by its group and control number: a type that cannot stand in that group is a slip of the partner. */
  #typeOf(ak2: X12Segment): string | null {
    const type = ak2.value(1);
    const [only, ...others] = setsOfGroup(this.#groupCode ?? '');
    const own = type === null ? undefined : documentType(type)?.group;
    if (only === undefined || others.length > 0 || own === undefined || own === null || own === this.#groupCode)
      return type;
    this.#findings.add(
      'warning',
      'set-in-wrong-group',
      ak2.start,
      `AK201 says ${type ?? ''}, which does not belong in a functional group of type ${this.#groupCode ?? ''}; ${only} was taken.`,
    );
    return only;
  }

  #seeSetStatus(segment: X12Segment): void {
    this.#complaints.close();
    const current = this.#current;
    if (current === null) {
      this.#odd(segment, `${segment.tag} stands before any AK2; it was left out.`);
      return;
    }
    if (current.status !== null) {
      this.#seeSecondStatus(segment, current, current.status);
      return;
    }
    current.status = readVerdict(segment, current.errors, 'set', this.#findings);
    const hasDetail = current.errors.items.some((error) => error.level === 'segment' || error.level === 'element');
    const skip = hasDetail ? ['5', 'I5'] : [];
    addCodes(segment, { level: 'set', from: 2, to: 6, table: this.#setCodes, skip }, current.errors, this.#findings);
  }

  /** The same verdict twice is a slip; two that differ leave open what became of the set. */
  #seeSecondStatus(segment: X12Segment, current: SetAcknowledgement, first: Verdict): void {
    const code = `${segment.tag}01 ${segment.value(1)?.toUpperCase() ?? ''}`.trimEnd();
    this.#odd(segment, `${segment.tag} occurs more than once for one transaction set; the first one counts.`);
    if (code === first.code) return;
    current.status = { status: 'received', code: first.code };
    const explanation = `The acknowledgement gives two verdicts on one transaction set: ${first.code} and ${code}.`;
    current.errors.add({ level: 'acknowledgement', explanation }, segment.start);
  }

  #seeGroupStatus(ak9: X12Segment): void {
    this.#complaints.close();
    this.#current = null;
    if (this.#groupStatus !== null) {
      this.#seeSecondGroupStatus(ak9, this.#groupStatus);
      return;
    }
    this.#groupStatus = readVerdict(ak9, this.#groupErrors, 'group', this.#findings);
    const table = groupErrors(this.#set.version);
    const count = (index: number): number | null =>
      wholeNumber(ak9.value(index), `AK9${String(index).padStart(2, '0')}`, ak9.start, this.#findings);
    this.#counts = { sent: count(2), arrived: count(3), accepted: count(4) };
    addCodes(ak9, { level: 'group', from: 5, to: 9, table, skip: [] }, this.#groupErrors, this.#findings);
  }

  #seeSecondGroupStatus(ak9: X12Segment, first: Verdict): void {
    const code = `AK901 ${ak9.value(1)?.toUpperCase() ?? ''}`.trimEnd();
    this.#odd(ak9, 'AK9 occurs more than once; the first one counts.');
    if (code === first.code) return;
    this.#groupStatus = { status: 'received', code: first.code };
    const explanation = `The acknowledgement gives two verdicts on one group: ${first.code} and ${code}.`;
    this.#groupErrors.add({ level: 'acknowledgement', explanation }, ak9.start);
  }

  #reportOf({ type, control, errors, status }: SetAcknowledgement): SetReport {
    if (status !== null) return { type, control, errors: errors.items, verdict: status };
    const message = `The acknowledgement of transaction set ${control ?? ''} gives no verdict (AK5 or IK5 is missing).`;
    this.#findings.add('warning', 'acknowledgement-without-status', this.#set.span.start, message.replace('  ', ' '));
    const verdict = this.#groupStatus ?? { status: 'received', code: 'no status' };
    if (verdict.status === 'partial') {
      // Which part of its group it belongs to is what nobody says.
      const explanation =
        'The acknowledgement gives no verdict on this transaction set, and its group was accepted only in part.';
      errors.add({ level: 'acknowledgement', explanation }, this.#set.span.start);
      return { type, control, errors: errors.items, verdict: { ...verdict, status: 'received' } };
    }
    return { type, control, errors: errors.items, verdict };
  }

  #odd(segment: X12Segment, message: string): void {
    this.#findings.add('warning', 'acknowledgement-out-of-order', segment.start, message);
  }
}
