import type { X12Segment } from './segments/segment.ts';

/** An element whose code or number tells one document from another of the same type and number. */
type Mark = {
  readonly tag: string;
  readonly element: number;
  /** Codes that say nothing of the kind: an original, a replacement, the same again. */
  readonly usual?: ReadonlySet<string>;
  /** Codes that withdraw the document of this number. */
  readonly cancelling?: ReadonlySet<string>;
};

type Rule = {
  readonly marks: readonly Mark[];
  /** The same number comes again and again (an account, a shipment on its way): one without a mark is told by its envelope's date. */
  readonly recurs: boolean;
  readonly tags: ReadonlySet<string>;
};

/**
 * Purpose (353). Usual: 00 original, 05 replace, 07 duplicate, 15 and 5C sent again, 18 reissue, 41 and CO corrected,
 * 45 sent again as no acknowledgement came, 49 original without one wanted. An enquiry and its response (08, 11, 13) are set
 * types of their own, so there these are usual as well. Source: X12 data element dictionary, 004010 and 005010.
 */
const usualPurposes = ['00', '05', '07', '15', '5C', '18', '41', 'CO', '45', '49'] as const;
/** 01 cancellation, 03 delete, 17 cancel and to be reissued, 46 cancel with a refund. */
const cancellingPurposes = new Set(['01', '03', '17', '46']);

function purpose(tag: string, element: number, ...alsoUsual: readonly string[]): Mark {
  return { tag, element, usual: new Set([...usualPurposes, ...alsoUsual]), cancelling: cancellingPurposes };
}

/** Order status (473). Usual: N original, T sent again. D delete and F cancel withdraw it; C, a confirmation, does not. */
function orderStatus(tag: string): Mark {
  return { tag, element: 1, usual: new Set(['N', 'T']), cancelling: new Set(['D', 'F']) };
}

/** Invoice kind (640). Usual: an invoice for products or a debit or consolidated one; a credit or a memo is none. */
const invoiceKind: Mark = { tag: 'BIG', element: 7, usual: new Set(['CI', 'DI', 'FB', 'PR']) };

function marks(tag: string, ...elements: readonly number[]): readonly Mark[] {
  return elements.map((element) => ({ tag, element }));
}

const enquiry = [purpose('BHT', 2, '08', '11', '13')];

const rules: ReadonlyMap<string, Rule> = new Map<string, Rule>([
  ['180', rule([purpose('BGN', 1, '11', '13')])],
  ['204', rule([purpose('B2A', 1)])],
  ['210', rule([{ tag: 'B3', element: 8, usual: new Set(['CO']) }])],
  ['214', recurring(marks('AT7', 1, 3, 5, 6))],
  ['270', rule(enquiry)],
  ['271', rule(enquiry)],
  ['276', rule(enquiry)],
  ['277', rule(enquiry)],
  ['278', rule(enquiry)],
  ['753', rule([purpose('BGN', 1)])],
  ['754', rule([purpose('BGN', 1)])],
  ['810', rule([invoiceKind, purpose('BIG', 8)])],
  ['830', recurring([purpose('BFR', 1), ...marks('BFR', 3, 6, 7, 8)])],
  ['832', rule([...marks('BCT', 3, 4), purpose('BCT', 10)])],
  ['834', rule([purpose('BGN', 1)])],
  ['837', rule([purpose('BHT', 2)])],
  ['840', rule([purpose('BQT', 1)])],
  ['843', rule([purpose('BQR', 1)])],
  ['846', recurring([purpose('BIA', 1), ...marks('BIA', 2, 4, 5)])],
  ['850', rule([purpose('BEG', 1), ...marks('BEG', 4)])],
  ['852', recurring(marks('XQ', 2, 3))],
  ['855', rule([purpose('BAK', 1), ...marks('BAK', 5)])],
  ['856', rule([purpose('BSN', 1)])],
  ['857', rule([purpose('BHT', 2)])],
  ['860', rule([purpose('BCH', 1, '04'), ...marks('BCH', 4, 5, 11)])],
  ['861', rule([purpose('BRA', 3)])],
  ['862', recurring([purpose('BSS', 1), ...marks('BSS', 3, 5, 6, 7)])],
  ['865', rule([purpose('BCA', 1, '04'), ...marks('BCA', 4, 5)])],
  ['867', recurring([purpose('BPT', 1), ...marks('BPT', 3)])],
  ['870', recurring(marks('BSR', 4))],
  ['875', rule([orderStatus('G50')])],
  ['940', rule([orderStatus('W05')])],
]);

/** A shipment may report many statuses; so many tell it from any other. */
const most = 40;

/** Gathers from the segments of one set what tells it from others of its type and number. */
export class Edition {
  readonly #rule: Rule;
  readonly #parts: string[] = [];
  #cancels = false;

  constructor(type: string) {
    this.#rule = rules.get(type) ?? none;
  }

  see(segment: X12Segment): void {
    if (!this.#rule.tags.has(segment.tag) || this.#parts.length >= most) return;
    for (const { tag, element, usual, cancelling } of this.#rule.marks) {
      if (tag !== segment.tag) continue;
      const value = segment.value(element)?.toUpperCase();
      if (value === undefined || usual?.has(value) === true) continue;
      this.#parts.push(`${tag}${String(element).padStart(2, '0')}=${value}`);
      if (cancelling?.has(value) === true) this.#cancels = true;
    }
  }

  /** `BEG01=04 BEG04=2`; null for a plain original, for a replacement and for the same sent again. */
  name(preparedAt: string | null): string | null {
    if (this.#parts.length > 0) return this.#parts.join(' ');
    return this.#rule.recurs ? preparedAt : null;
  }

  get cancels(): boolean {
    return this.#cancels;
  }
}

const none = rule([]);

function rule(list: readonly Mark[], recurs = false): Rule {
  return { marks: list, recurs, tags: new Set(list.map(({ tag }) => tag)) };
}

function recurring(list: readonly Mark[]): Rule {
  return rule(list, true);
}
