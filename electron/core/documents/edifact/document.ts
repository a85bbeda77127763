import type { EdiDocument } from '#shared/model/edi/edi.ts';
import { editionName, openEdition, type OpenEdition, takeBeginning, takeMark, tellsEdition } from './edition.ts';
import type { Group, Interchange, MessageHead } from './envelope.ts';
import { orNull } from './envelope.ts';
import { type Field, fieldsOf, valueAt } from './segments/fields.ts';
import { controlOf } from './message.ts';
import type { Segment } from './segments/tokenize.ts';

/** A message while it is being read: only what its document needs is kept, so that a long one costs no memory. */
export type OpenDocument = {
  readonly head: MessageHead;
  readonly interchange: Interchange | null;
  readonly group: Group | null;
  readonly start: number;
  end: number;
  segmentCount: number;
  hasBeginning: boolean;
  number: string | null;
  readonly edition: OpenEdition;
  readonly mostReferences: number;
  readonly references: Map<string, Reference>;
};

type Reference = EdiDocument['references'][number];

/** Reference qualifiers (1153) that mean the same as an X12 one go by that name, so that documents of both can be matched. */
const sharedReferenceTypes: ReadonlyMap<string, string> = new Map([['ON', 'PO']]);

/** Document names (1001) by the reference type of the same meaning. */
const sharedDocumentTypes: ReadonlyMap<string, string> = new Map([
  ['220', 'PO'],
  ['380', 'IV'],
  ['381', 'IV'],
]);

export function openDocument(
  head: MessageHead,
  interchange: Interchange | null,
  group: Group | null,
  segment: Segment,
  mostReferences: number,
): OpenDocument {
  return {
    head,
    interchange,
    group,
    start: segment.start,
    end: segment.end,
    segmentCount: 1,
    hasBeginning: false,
    number: null,
    edition: openEdition(),
    mostReferences,
    references: new Map(),
  };
}

/** Takes a segment between UNH and UNT in; returns its elements where they were read (`wanted` forces that). */
export function takeSegment(
  document: OpenDocument,
  segment: Segment,
  bytes: Uint8Array,
  wanted: boolean,
): readonly Field[] | null {
  document.segmentCount += 1;
  document.end = segment.end;
  const isBeginning = segment.tag === 'BGM' && !document.hasBeginning;
  const namesOther = segment.tag === 'RFF' || segment.tag === 'DOC';
  const isReference = namesOther && document.references.size < document.mostReferences;
  const { edition, head } = document;
  const isMark = tellsEdition(edition, head.type, segment.tag);
  if (!wanted && !isBeginning && !isReference && !isMark) return null;
  const fields = fieldsOf(bytes, segment);
  if (isBeginning) {
    document.hasBeginning = true;
    document.number = orNull(valueAt(fields, 2));
    takeBeginning(edition, head.type, fields);
  }
  if (isMark) takeMark(edition, segment.tag, fields);
  if (isReference) {
    const reference = segment.tag === 'RFF' ? referenceOf(fields) : documentReferenceOf(fields);
    if (reference !== null) document.references.set(`${reference.type}:${reference.number}`, reference);
  }
  return fields;
}

function referenceOf(fields: readonly Field[]): Reference | null {
  const sent = valueAt(fields, 1, 1);
  const number = valueAt(fields, 1, 2);
  return number === '' ? null : { type: sharedReferenceTypes.get(sent) ?? sent, number };
}

/** A remittance advice names the invoices it pays in DOC. */
function documentReferenceOf(fields: readonly Field[]): Reference | null {
  const type = sharedDocumentTypes.get(valueAt(fields, 1));
  const number = valueAt(fields, 2);
  return type === undefined || number === '' ? null : { type, number };
}

export function toDocument(document: OpenDocument): EdiDocument {
  const { head, interchange, group } = document;
  return {
    type: head.type,
    version: head.version,
    number: document.number,
    edition: editionName(document.edition, head.type, interchange?.preparedAt ?? null),
    cancels: document.edition.cancels,
    sender: interchange?.sender ?? group?.sender ?? '',
    receiver: interchange?.receiver ?? group?.receiver ?? '',
    groupSender: group === null ? null : orNull(group.sender),
    groupReceiver: group === null ? null : orNull(group.receiver),
    functionalGroup: null,
    control: controlOf(interchange, group, head),
    test: interchange?.test ?? false,
    preparedAt: interchange?.preparedAt ?? null,
    span: { start: document.start, end: document.end },
    segmentCount: document.segmentCount,
    references: [...document.references.values()],
  };
}
