import { setsOfGroup } from '#shared/model/edi/document-types.ts';
import type { Acknowledgement, EdiDocument } from '#shared/model/edi/edi.ts';
import type { DocumentReceived } from '#shared/model/event/kinds/file.ts';
import { type Evidence, meets } from '../evidence/evidence.ts';
import type { TradingParties } from '../partners/directory.ts';
import { completeErrors } from '../documents/complete.ts';
import type { Originals } from './context.ts';

/** What an issue is about. */
export type Facts = {
  readonly sides: TradingParties;
  readonly documentType: string | null;
  readonly documentNumber: string | null;
  /** The document itself, where it is in the cache and no other could be meant. */
  readonly document: EdiDocument | null;
  /** The file the document is in. */
  readonly fileId: string | null;
  /** Of all documents it is about, as far as anything tells. */
  readonly types: readonly string[];
  /** It is about a test: nobody waits for it. */
  readonly test: boolean;
};

type Found = {
  readonly sender: string | null;
  readonly receiver: string | null;
  readonly senderName: string | null;
  readonly receiverName: string | null;
  readonly type: string | null;
  readonly number: string | null;
  readonly outbound: boolean;
  readonly inbound: boolean;
};

const none: Found = {
  sender: null,
  receiver: null,
  senderName: null,
  receiverName: null,
  type: null,
  number: null,
  outbound: false,
  inbound: false,
};

function text(value: string | null): string | null {
  const trimmed = value?.trim() ?? '';
  return trimmed === '' ? null : trimmed;
}

function upper(value: string | null): string | null {
  return text(value)?.toUpperCase() ?? null;
}

function factsOf({ event }: Evidence): Found {
  if (event.kind === 'exchange.reported') {
    const { payload } = event;
    return {
      sender: text(payload.senderAddress),
      receiver: text(payload.receiverAddress),
      senderName: text(payload.senderName),
      receiverName: text(payload.receiverName),
      type: upper(payload.documentType),
      number: text(payload.documentNumber),
      // Who is told of an acknowledgement waits for it: the sender.
      outbound: payload.reports.acknowledgement?.status !== undefined,
      inbound: false,
    };
  }
  if (event.kind === 'acknowledgement.received') return factsOfAcknowledgement(event.payload.acknowledgement);
  if (event.kind === 'acknowledgement.overdue') {
    const { senderAddress, receiverAddress, documentType, documentNumber } = event.payload;
    return {
      ...none,
      sender: text(senderAddress),
      receiver: text(receiverAddress),
      type: upper(documentType),
      number: text(documentNumber),
      outbound: true,
    };
  }
  if (event.kind === 'file.unreadable') {
    const { read } = event.payload;
    // What holds nothing but acknowledgements was written for us.
    const inbound = read !== undefined && read.documents === 0;
    return { ...none, sender: text(read?.sender ?? null), receiver: text(read?.receiver ?? null), inbound };
  }
  return none;
}

function factsOfAcknowledgement({ type, sender, receiver, answers }: Acknowledgement): Found {
  // A message in words is about nothing but itself: its sender wrote it to us.
  if (type === '864') return { ...none, sender: text(sender), receiver: text(receiver), type: '864', inbound: true };
  return {
    ...none,
    sender: text(answers.sender),
    receiver: text(answers.receiver),
    type: upper(answers.type),
    number: text(answers.number),
    outbound: true,
  };
}

/** `evidence` in the order of trust: the worst problem first. A document counts only where it is the only one. */
export function gatherFacts(
  evidence: readonly Evidence[],
  documents: readonly Evidence[],
  beside: readonly Evidence[] = documents,
): Facts {
  const only = onlyDocument(documents);
  const document = only?.document ?? null;
  const found = evidence.map(factsOf);
  const first = <K extends keyof Found>(key: K): Found[K] | null =>
    found.find((facts) => facts[key] !== null)?.[key] ?? null;
  return {
    sides: {
      sender: first('sender') ?? document?.sender ?? null,
      receiver: first('receiver') ?? document?.receiver ?? null,
      senderName: first('senderName'),
      receiverName: first('receiverName'),
      hint: found.some((facts) => facts.outbound)
        ? 'outbound'
        : found.some((facts) => facts.inbound)
          ? 'inbound'
          : 'unknown',
    },
    documentType: upper(document?.type ?? null) ?? first('type'),
    documentNumber: document?.number ?? first('number'),
    document,
    fileId: only?.fileId ?? null,
    types: typesOf(evidence, documents),
    test: isTest(evidence, documents.length > 0 ? documents : beside),
  };
}

/** A refused group of ship notices weighs as much as they do, whether we have them or not. */
function typesOf([worst]: readonly Evidence[], documents: readonly Evidence[]): string[] {
  const types = new Set<string>();
  for (const { event } of documents) if (event.kind === 'document.received') types.add(event.payload.document.type);
  if (types.size > 0 || worst === undefined) return [...types];
  const { event } = worst;
  if (event.kind === 'acknowledgement.received') {
    const { type, functionalGroup } = event.payload.acknowledgement.answers;
    return type !== null ? [type] : functionalGroup === null ? [] : [...setsOfGroup(functionalGroup)];
  }
  const { type } = factsOf(worst);
  return type === null ? [] : [type];
}

/** The documents say so; where there are none, the acknowledgement or the file with faults does. */
function isTest([worst]: readonly Evidence[], documents: readonly Evidence[]): boolean {
  const sent = documents.flatMap(({ event }) => (event.kind === 'document.received' ? event.payload.document : []));
  if (sent.length > 0) return sent.every(({ test }) => test);
  const event = worst?.event;
  if (event?.kind === 'file.unreadable') return event.payload.read?.test === true;
  return event?.kind === 'acknowledgement.received' && event.payload.acknowledgement.test;
}

/** Sent twice under one number is still one document: the last counts. Several numbers, and none is meant. */
function onlyDocument(documents: readonly Evidence[]): DocumentReceived | null {
  let only: DocumentReceived | null = null;
  for (const { event } of documents) {
    if (event.kind !== 'document.received') continue;
    const { document } = event.payload;
    if (only !== null && (only.document.type !== document.type || only.document.number !== document.number))
      return null;
    only = event.payload;
  }
  return only;
}

/** The acknowledgement with what the document it answers tells: a CONTRL names places by numbers only. */
export function completeAcknowledgement(
  acknowledgement: Acknowledgement,
  { document, fileId }: Pick<Facts, 'document' | 'fileId'>,
  original: Originals,
): Acknowledgement {
  if (acknowledgement.type !== 'CONTRL' || document === null || fileId === null) return acknowledgement;
  if (!acknowledgement.errors.some(({ position }) => position !== null)) return acknowledgement;
  const bytes = original(fileId);
  return bytes === null
    ? acknowledgement
    : { ...acknowledgement, errors: [...completeErrors(bytes, document, acknowledgement)] };
}

/** The evidence as it is told to people, with every acknowledgement completed from the one document it is about. */
export function completeEvidence(evidence: readonly Evidence[], original: Originals): readonly Evidence[] {
  const isContrl = ({ event }: Evidence) =>
    event.kind === 'acknowledgement.received' && event.payload.acknowledgement.type === 'CONTRL';
  if (!evidence.some(isContrl)) return evidence;
  const documents = evidence.filter(({ event }) => event.kind === 'document.received');
  return evidence.map((item) => {
    const { event } = item;
    if (event.kind !== 'acknowledgement.received') return item;
    const only = onlyDocument(
      documents.filter(({ aboutDocument }) => meets(aboutDocument ?? null, item.aboutDocument ?? null)),
    );
    const facts = { document: only?.document ?? null, fileId: only?.fileId ?? null };
    const acknowledgement = completeAcknowledgement(event.payload.acknowledgement, facts, original);
    const payload = { ...event.payload, acknowledgement: { ...acknowledgement, errors: [...acknowledgement.errors] } };
    return { ...item, event: { ...event, payload } };
  });
}
