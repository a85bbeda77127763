import type { Acknowledgement, AcknowledgementError, AcknowledgementType } from '#shared/model/edi/edi.ts';
import { documentType } from '#shared/model/edi/document-types.ts';
import type { X12Set } from './envelope.ts';
import type { Findings } from './findings.ts';

/** What differs between two acknowledgements from one set; the envelope gives the rest. */
export type AcknowledgementDetails = Pick<Acknowledgement, 'status' | 'statusCode' | 'errors' | 'text'> & {
  readonly type: string | null;
  readonly number?: string | null;
  readonly group: string | null;
  readonly set: string | null;
  readonly functionalGroup?: string | null;
  readonly coveredBySets?: boolean;
  readonly named?: readonly string[];
};

/** Most errors kept for one acknowledgement: enough to repair by, and a hostile file cannot fill the memory. */
const mostErrors = 1_000;

/** Most acknowledgements one set gives: a real acknowledgement has thousands at most. */
export const mostAcknowledgements = 50_000;

/** Says, at the first acknowledgement too many, that the rest is left out. */
export function noteTooManyAcknowledgements(offset: number, findings: Findings): void {
  const message = `One acknowledgement covers more than ${mostAcknowledgements.toLocaleString('en')} documents; the rest were left out.`;
  findings.add('error', 'too-many-acknowledgements', offset, message);
}

/** Builds an acknowledgement: the answered document went the other way, so sender and receiver are swapped. */
export function acknowledgementFrom(
  set: X12Set,
  type: AcknowledgementType,
  details: AcknowledgementDetails,
): Acknowledgement {
  return {
    type,
    sender: set.interchange.sender,
    receiver: set.interchange.receiver,
    control: set.control,
    test: set.interchange.test,
    preparedAt: set.interchange.preparedAt,
    span: set.span,
    answers: {
      type: details.type,
      number: details.number ?? null,
      control: { interchange: null, group: details.group, set: details.set },
      functionalGroup: details.functionalGroup ?? groupOf(details.type),
      preparedAt: null,
      sender: set.interchange.receiver,
      receiver: set.interchange.sender,
      messageId: null,
    },
    status: details.status,
    statusCode: details.statusCode,
    errors: details.errors,
    text: details.text,
    coveredBySets: details.coveredBySets ?? false,
    named: details.named ?? [],
  };
}

/** The functional group a document type travels in, where the acknowledgement names only the document. */
function groupOf(type: string | null): string | null {
  return type === null ? null : (documentType(type)?.group ?? null);
}

/** A list of errors that stops growing at the limit and says so once. */
export class ErrorList {
  readonly items: AcknowledgementError[] = [];
  readonly #findings: Findings;
  #told = false;

  constructor(findings: Findings) {
    this.#findings = findings;
  }

  add(
    error: Partial<AcknowledgementError> & Pick<AcknowledgementError, 'level' | 'explanation'>,
    offset: number,
  ): void {
    if (!this.isFull) {
      this.items.push({
        segment: null,
        position: null,
        element: null,
        component: null,
        code: null,
        value: null,
        ...error,
      });
    } else this.noteFull(offset);
  }

  get isFull(): boolean {
    return this.items.length >= mostErrors;
  }

  noteFull(offset: number): void {
    if (this.#told) return;
    this.#told = true;
    const message = `One acknowledgement reports more than ${mostErrors} errors; the rest were left out.`;
    this.#findings.add('warning', 'errors-left-out', offset, message);
  }
}

/** Free text gathered line by line, up to a size nobody would read past. */
export class TextLines {
  readonly #lines: string[] = [];
  #size = 0;

  add(line: string | null): void {
    if (line === null || this.#size > 20_000) return;
    this.#size += line.length + 1;
    this.#lines.push(line);
  }

  get text(): string | null {
    return this.#lines.length === 0 ? null : this.#lines.join('\n');
  }
}

/** A whole number written in an element, or null with a finding where something else stands there. */
export function wholeNumber(text: string | null, name: string, offset: number, findings: Findings): number | null {
  if (text === null) return null;
  if (/^\d{1,9}$/.test(text)) return Number(text);
  findings.add('warning', 'not-a-number', offset, `${name} should be a number but says "${text}".`);
  return null;
}
