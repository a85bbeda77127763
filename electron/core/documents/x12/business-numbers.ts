import type { EdiDocument } from '#shared/model/edi/edi.ts';
import type { X12Segment } from './segments/segment.ts';

/** Where a transaction set keeps its business number, first choice first, and the other numbers it names. */
type Rule = {
  readonly number: readonly (readonly [tag: string, element: number])[];
  readonly references: readonly (readonly [tag: string, element: number, type: string])[];
  /** All tags above and REF: most segments are none of them and pass quickly. */
  readonly tags: ReadonlySet<string>;
};

const rules: ReadonlyMap<string, Rule> = new Map<string, Rule>([
  ['180', rule([['BGN', 2]])],
  ['204', rule([['B2', 4]])],
  ['210', rule([['B3', 2]], [['B3', 3, 'SI']])],
  [
    '214',
    rule(
      [
        ['B10', 2],
        ['B10', 1],
      ],
      [
        ['B10', 1, 'CN'],
        ['B10', 2, 'SI'],
        ['PRF', 1, 'PO'],
      ],
    ),
  ],
  ['270', rule([['BHT', 3]])],
  ['271', rule([['BHT', 3]])],
  ['276', rule([['BHT', 3]])],
  ['277', rule([['BHT', 3]])],
  ['278', rule([['BHT', 3]])],
  ['753', rule([['BGN', 2]])],
  ['754', rule([['BGN', 2]])],
  ['810', rule([['BIG', 2]], [['BIG', 4, 'PO']])],
  [
    '812',
    rule(
      [['BCD', 2]],
      [
        ['BCD', 7, 'IV'],
        ['BCD', 10, 'PO'],
      ],
    ),
  ],
  ['820', rule([['TRN', 2]], [['RMR', 2, 'IV']])],
  [
    '830',
    rule([
      ['BFR', 2],
      ['BFR', 3],
    ]),
  ],
  ['832', rule([['BCT', 2]])],
  ['834', rule([['BGN', 2]])],
  ['835', rule([['TRN', 2]], [['CLP', 1, 'CLM']])],
  ['837', rule([['BHT', 3]], [['CLM', 1, 'CLM']])],
  ['840', rule([['BQT', 2]])],
  ['843', rule([['BQR', 2]])],
  ['846', rule([['BIA', 3]])],
  [
    '850',
    rule(
      [['BEG', 3]],
      [
        ['BEG', 4, 'RE'],
        ['BEG', 6, 'CT'],
      ],
    ),
  ],
  [
    '855',
    rule(
      [['BAK', 3]],
      [
        ['BAK', 3, 'PO'],
        ['BAK', 8, 'VN'],
      ],
    ),
  ],
  ['856', rule([['BSN', 2]], [['PRF', 1, 'PO']])],
  [
    '857',
    rule(
      [['BHT', 3]],
      [
        ['PRF', 1, 'PO'],
        ['BIG', 2, 'IV'],
      ],
    ),
  ],
  [
    '860',
    rule(
      [['BCH', 3]],
      [
        ['BCH', 3, 'PO'],
        ['BCH', 4, 'RE'],
      ],
    ),
  ],
  ['861', rule([['BRA', 1]], [['PRF', 1, 'PO']])],
  ['862', rule([['BSS', 2]])],
  ['865', rule([['BCA', 3]], [['BCA', 3, 'PO']])],
  ['867', rule([['BPT', 2]])],
  ['870', rule([['BSR', 3]], [['PRF', 1, 'PO']])],
  ['875', rule([['G50', 3]])],
  ['880', rule([['G01', 2]], [['G01', 4, 'PO']])],
  ['940', rule([['W05', 2]], [['W05', 3, 'PO']])],
  [
    '943',
    rule(
      [
        ['W06', 2],
        ['W06', 4],
      ],
      [['W06', 6, 'PO']],
    ),
  ],
  ['944', rule([['W17', 3]])],
  [
    '945',
    rule(
      [
        ['W06', 2],
        ['W06', 4],
      ],
      [
        ['W06', 4, 'SI'],
        ['W06', 6, 'PO'],
      ],
    ),
  ],
  ['947', rule([['W15', 2]])],
  ['990', rule([['B1', 2]])],
]);

/** REF01 qualifiers whose number people search for: orders, invoices, shipments, contracts. */
const searched: ReadonlySet<string> = new Set([
  'PO',
  'IV',
  'IN',
  'BM',
  'CN',
  'SI',
  'VN',
  'CO',
  'CT',
  'OI',
  'MB',
  'PK',
  'SE',
]);

/** A shipment may name thousands of numbers; the first hundred are enough to find it by. */
const mostReferences = 100;

/** Gathers the business numbers of one transaction set while its segments pass by. */
export class BusinessNumbers {
  readonly #rule: Rule;
  readonly #numbers: (string | null)[];
  readonly #references: EdiDocument['references'][number][] = [];
  readonly #known = new Set<string>();

  constructor(type: string) {
    this.#rule = rules.get(type) ?? none;
    this.#numbers = this.#rule.number.map(() => null);
  }

  see(segment: X12Segment): void {
    const { tag } = segment;
    if (!this.#rule.tags.has(tag)) return;
    for (const [index, [wanted, element]] of this.#rule.number.entries()) {
      if (wanted === tag) this.#numbers[index] ??= segment.value(element);
    }
    for (const [wanted, element, type] of this.#rule.references) {
      if (wanted === tag) this.#refer(type, segment.value(element));
    }
    if (tag !== 'REF') return;
    const qualifier = segment.value(1);
    if (qualifier !== null && searched.has(qualifier)) this.#refer(qualifier, segment.value(2));
  }

  get number(): string | null {
    return this.#numbers.find((value) => value !== null) ?? null;
  }

  get references(): EdiDocument['references'] {
    return this.#references;
  }

  #refer(type: string, number: string | null): void {
    if (number === null || this.#references.length >= mostReferences) return;
    const key = `${type} ${number}`;
    if (this.#known.has(key)) return;
    this.#known.add(key);
    this.#references.push({ type, number });
  }
}

const none = rule([]);

function rule(number: Rule['number'], references: Rule['references'] = []): Rule {
  const tags = new Set([...number.map(([tag]) => tag), ...references.map(([tag]) => tag), 'REF']);
  return { number, references, tags };
}
