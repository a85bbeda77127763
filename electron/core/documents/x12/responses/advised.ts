import type { X12Segment } from '../segments/segment.ts';

/** What an 824 is about: one document, or with its codes G.. and B.. a whole group or batch. */
export type Advised = {
  readonly type: string | null;
  readonly number: string | null;
  readonly group: string | null;
  readonly set: string | null;
};

/** Qualifiers (OTI02, REF01) whose number names one kind of document for certain: an invoice, a shipment. */
const typeOfReference: ReadonlyMap<string, string> = new Map([
  ['IV', '810'],
  ['SI', '856'],
]);

/** REF01 qualifiers that name a document once it is known which kind is meant; the order beside an invoice is not meant. */
const referencesOfType: ReadonlyMap<string, readonly string[]> = new Map([
  ['810', ['IV', 'IN']],
  ['850', ['PO']],
  ['856', ['SI']],
  ['860', ['PO']],
  ['880', ['IV', 'IN']],
]);

/** OTI02 qualifiers by which only the transaction set is numbered, not what is in it. */
const setQualifiers: ReadonlySet<string> = new Set(['TN', 'BT', '6O']);

/** Reads OTI and the REF segments after it. */
export function advisedBy(oti: X12Segment, references: readonly X12Segment[]): Advised {
  const level = (oti.value(1) ?? '').charAt(0).toUpperCase();
  const [type, number, group, set] = [oti.value(10), oti.value(3), oti.value(8), oti.value(9)];
  if (level === 'G') return { type, number: null, group: group ?? number, set: null };
  // The number of a batch is nobody's group number: beside it the type says nothing of a group.
  if (level === 'B') return { type: group === null ? null : type, number: null, group: group ?? number, set: null };
  const qualifier = oti.value(2) ?? '';
  const named = number === null || setQualifiers.has(qualifier) ? namedIn(type, references) : null;
  if (named !== null) return { ...named, group, set: set ?? (setQualifiers.has(qualifier) ? number : null) };
  return { type: type ?? typeOfReference.get(qualifier) ?? null, number, group, set };
}

function namedIn(
  type: string | null,
  references: readonly X12Segment[],
): { readonly type: string | null; readonly number: string } | null {
  const wanted = type === null ? [...typeOfReference.keys()] : (referencesOfType.get(type) ?? []);
  for (const reference of references) {
    const qualifier = reference.value(1) ?? '';
    const number = reference.value(2);
    if (number !== null && wanted.includes(qualifier))
      return { type: type ?? typeOfReference.get(qualifier) ?? null, number };
  }
  return null;
}
