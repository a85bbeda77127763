import type { AcknowledgementSummary, DocumentSummary } from '#shared/contract/schemas/issue.ts';
import { documentTypeName } from '#shared/model/edi/document-types.ts';
import { capital } from '#shared/lib/sentence.ts';
import type { ReceiptReceived } from '#shared/model/event/kinds/receipt.ts';
import { thingName } from '#shared/model/feed/receipt-words.ts';
import { partId } from '../store/tables/files.ts';
import type { ConnectionName } from './connection-name.ts';
import type { Evidence } from '../evidence/evidence.ts';
import type { EventOf } from '../evidence/parsed-event.ts';

/** What an issue has to show for itself: what was read about it, and where it can be opened elsewhere. */
export type RelatedDocuments = {
  readonly documents: DocumentSummary[];
  readonly acknowledgements: AcknowledgementSummary[];
  readonly links: { label: string; url: string }[];
};

/** Nobody reads more of one issue; a rejected interchange can hold thousands of documents. */
export const mostShown = 200;

/** `evidence` in order. */
export function relatedDocumentsOf(evidence: readonly Evidence[], connectionName: ConnectionName): RelatedDocuments {
  return {
    documents: evidence
      .flatMap(({ event }) => (event.kind === 'document.received' ? documentSummary(event) : []))
      .slice(0, mostShown),
    acknowledgements: evidence
      .flatMap(({ event }) => (event.kind === 'acknowledgement.received' ? acknowledgementSummary(event) : []))
      .slice(-mostShown),
    links: linksOf(evidence, connectionName),
  };
}

/** A document as it is listed. */
export function documentSummary({ payload, occurredAt }: EventOf<'document.received'>): DocumentSummary {
  const { document, fileId, index, fileName } = payload;
  return {
    id: partId(fileId, 'd', index),
    type: document.type,
    typeName: documentTypeName(document.type),
    number: document.number,
    sender: document.sender,
    receiver: document.receiver,
    control: document.control,
    fileName,
    receivedAt: occurredAt,
  };
}

function acknowledgementSummary({ payload, occurredAt }: EventOf<'acknowledgement.received'>): AcknowledgementSummary {
  const { acknowledgement, fileId, index, fileName } = payload;
  return {
    id: partId(fileId, 'a', index),
    type: acknowledgement.type,
    typeName: acknowledgement.type === 'MDN' ? 'Delivery receipt' : documentTypeName(acknowledgement.type),
    status: acknowledgement.status,
    statusCode: acknowledgement.statusCode,
    errors: acknowledgement.errors,
    text: acknowledgement.text,
    control: acknowledgement.control,
    fileName,
    receivedAt: occurredAt,
  };
}

/** What was made outside, under its name, for as long as it is there. */
function linkThing(links: Map<string, string>, { kind, noun, reference, link, replacedBy }: ReceiptReceived): void {
  const label = capital(thingName({ noun, reference }));
  if (kind === 'deleted') {
    for (const [url, known] of links) if (known === label) links.delete(url);
    if (replacedBy !== undefined && replacedBy.link !== null) {
      links.set(replacedBy.link, capital(thingName({ noun, reference: replacedBy.reference })));
    }
  } else if (link !== null) links.set(link, label);
}

function linksOf(evidence: readonly Evidence[], connectionName: ConnectionName): { label: string; url: string }[] {
  const links = new Map<string, string>();
  for (const { event } of evidence) {
    if (event.kind === 'exchange.reported' && event.payload.link !== null) {
      const what = event.payload.level === 'unknown' ? '' : ` (${event.payload.level})`;
      links.set(event.payload.link, `Open in ${connectionName(event.source)}${what}`);
    }
    if (event.kind === 'receipt.received') linkThing(links, event.payload);
  }
  return [...links].map(([url, label]) => ({ label, url }));
}
