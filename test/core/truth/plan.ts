import * as fc from 'fast-check';
import { day, hour, type Millis } from '#shared/lib/time.ts';

/** What really became of a document, which nobody in the console is told but by messages. */
export type Fate =
  | 'accepted'
  /** Taken, with errors noted. */
  | 'noted'
  /** Refused by a functional acknowledgement. */
  | 'refused'
  /** Accepted by the translator, refused by the application (824, APERAK). */
  | 'refused by the application'
  /** Refused because the partner has it already. */
  | 'duplicate'
  | 'unanswered';

/** How the partner answers a group of documents. */
export type Style =
  /** Every set is named. */
  | 'each'
  /** Only what was refused is named. */
  | 'bad ones'
  /** One verdict for the whole group; only where all fare alike. */
  | 'whole'
  /** The whole group is refused, and one of its sets is named. */
  | 'whole, one named'
  /** The interchange is refused by its own acknowledgement. */
  | 'interchange';

/** How much Trading Grid tells of it. */
export type Lens = 'nothing' | 'the same' | 'less' | 'that it failed';

export type PlannedDocument = {
  /** A small pool: the same number again is a copy, or another year's document. */
  readonly number: number;
  readonly fate: Fate;
};

/** One interchange with one group. */
export type PlannedInterchange = {
  readonly partner: number;
  readonly type: number;
  readonly sentAt: Millis;
  readonly control: number;
  readonly group: number;
  readonly documents: readonly PlannedDocument[];
  readonly style: Style;
  readonly test: boolean;
  readonly lens: Lens;
  /** Hours until the partner answers. */
  readonly delay: number;
  /** Whether we have the file of what was sent. */
  readonly kept: boolean;
  /** What the receipt of the transport (MDN) says, where there is one. */
  readonly receipt: 'none' | 'arrived' | 'refused';
  /** The acknowledgement says one thing of the group and another of its sets. */
  readonly contradicts: boolean;
};

export type Plan = {
  readonly interchanges: readonly PlannedInterchange[];
  /** In which order the files come, as random numbers to sort by. */
  readonly order: readonly number[];
  /** Files that come twice, in other words the second time. */
  readonly repeated: readonly number[];
};

export const tuesday: Millis = Date.UTC(2026, 10, 10, 9);
const year = 365 * day;

/** Last year, within one day, and some days later. */
const moments = [tuesday - year, tuesday - year + 3 * hour, tuesday, tuesday + 2 * hour, tuesday + 6 * day] as const;

const interchange: fc.Arbitrary<PlannedInterchange> = fc.record({
  partner: fc.nat(2),
  type: fc.nat(2),
  sentAt: fc.constantFrom(...moments),
  control: fc.integer({ min: 1, max: 2 }),
  group: fc.integer({ min: 1, max: 2 }),
  documents: fc.uniqueArray(
    fc.record({
      number: fc.integer({ min: 1, max: 4 }),
      fate: fc.constantFrom<Fate>(
        'accepted',
        'accepted',
        'noted',
        'refused',
        'refused',
        'refused by the application',
        'duplicate',
        'unanswered',
      ),
    }),
    { minLength: 1, maxLength: 3, selector: ({ number }) => number },
  ),
  style: fc.constantFrom<Style>('each', 'each', 'bad ones', 'whole', 'whole, one named', 'interchange'),
  test: fc.integer({ min: 0, max: 7 }).map((n) => n === 0),
  lens: fc.constantFrom<Lens>('nothing', 'nothing', 'the same', 'less', 'that it failed'),
  delay: fc.integer({ min: 1, max: 5 }),
  kept: fc.integer({ min: 0, max: 5 }).map((n) => n > 0),
  receipt: fc.constantFrom('none' as const, 'none' as const, 'arrived' as const, 'refused' as const),
  contradicts: fc.integer({ min: 0, max: 7 }).map((n) => n === 0),
});

/** An envelope has its own time and number: two that share both are one. */
const envelope = ({ partner, sentAt, control }: PlannedInterchange) => `${partner} ${sentAt} ${control}`;

export const plans: fc.Arbitrary<Plan> = fc.record({
  interchanges: fc
    .uniqueArray(interchange, { minLength: 1, maxLength: 6, selector: envelope })
    .map((some) => some.map(consistent)),
  order: fc.array(fc.nat(1_000), { minLength: 40, maxLength: 40 }),
  repeated: fc.array(fc.nat(40), { maxLength: 3 }),
});

const withoutNotes = (document: PlannedDocument): PlannedDocument =>
  document.fate === 'noted' ? { ...document, fate: 'accepted' } : document;

/** A verdict about all is a verdict about each; and who answers a group answers all of it. */
function consistent(drawn: PlannedInterchange): PlannedInterchange {
  let planned = drawn;
  const all = (fate: Fate) => planned.documents.map((document) => ({ ...document, fate }));
  const contradicts = planned.contradicts && planned.style === 'each' && planned.partner !== 2;
  // What never got through the transport nobody answers.
  if (planned.receipt === 'refused')
    return { ...planned, style: 'each', documents: all('unanswered'), contradicts: false, lens: 'nothing' };
  switch (planned.style) {
    case 'interchange':
    case 'whole, one named':
      return { ...planned, documents: all('refused'), contradicts };
    case 'whole': {
      const fate = planned.documents[0]?.fate === 'accepted' ? 'accepted' : 'refused';
      return { ...planned, documents: all(fate), contradicts };
    }
    case 'each':
    case 'bad ones': {
      // CONTRL knows no acceptance with errors.
      if (planned.partner === 2) planned = { ...planned, documents: planned.documents.map(withoutNotes) };
      if (planned.documents.every(({ fate }) => fate === 'unanswered')) return { ...planned, contradicts: false };
      const documents = planned.documents.map((document) =>
        document.fate === 'unanswered' ? { ...document, fate: 'accepted' as const } : document,
      );
      return { ...planned, documents, contradicts };
    }
  }
}
