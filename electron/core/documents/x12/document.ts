import type { EdiDocument } from '#shared/model/edi/edi.ts';
import { BusinessNumbers } from './business-numbers.ts';
import { Edition } from './edition.ts';
import type { X12Set } from './envelope.ts';
import type { X12Segment } from './segments/segment.ts';

/** A transaction set while it is being read: only what its document needs is kept, so that a long one costs no memory. */
export type OpenSet = {
  readonly type: string;
  readonly control: string | null;
  readonly version: string | null;
  readonly start: number;
  readonly numbers: BusinessNumbers;
  readonly edition: Edition;
  end: number;
  /** Segments so far, ST counted. */
  count: number;
};

/** Opens a set at its ST. `version` is that of the envelopes, for a set that names none of its own. */
export function openSet(
  st: X12Segment,
  version: { readonly group: string | null; readonly interchange: string | null },
): OpenSet {
  const type = st.value(1) ?? '';
  return {
    type,
    control: st.value(2),
    version: version.group ?? st.value(3) ?? version.interchange,
    start: st.start,
    end: st.end,
    count: 1,
    numbers: new BusinessNumbers(type),
    edition: new Edition(type),
  };
}

/** Takes in a segment between ST and SE. */
export function takeSegment(set: OpenSet, segment: X12Segment): void {
  set.numbers.see(segment);
  set.edition.see(segment);
}

/** The document that a set is, once it was read to its end. */
export function toDocument({ numbers, edition }: OpenSet, read: X12Set, segmentCount: number): EdiDocument {
  const { interchange, group } = read;
  return {
    type: read.type,
    version: read.version,
    number: numbers.number,
    edition: edition.name(interchange.preparedAt),
    cancels: edition.cancels,
    sender: interchange.sender,
    receiver: interchange.receiver,
    groupSender: group?.sender ?? null,
    groupReceiver: group?.receiver ?? null,
    functionalGroup: group?.code ?? null,
    control: read.control,
    test: interchange.test,
    preparedAt: interchange.preparedAt,
    span: read.span,
    segmentCount,
    references: numbers.references,
  };
}
