import type { Acknowledgement, EdiDocument, EdiFile } from '#shared/model/edi/edi.ts';
import type { ContrlOptions } from './acknowledgements/contrl.ts';
import { decodeMessage, hasDecoder, isBusinessDocument } from './decode.ts';
import { type OpenDocument, openDocument, takeSegment, toDocument } from './document.ts';
import { type Group, groupOf, type Interchange, interchangeOf, messageHeadOf } from './envelope.ts';
import { fieldsOf } from './segments/fields.ts';
import { collectFindings } from './findings.ts';
import type { MessageSegment } from './message.ts';
import { type Segment, segmentsOf } from './segments/tokenize.ts';
import { checkGroupEnd, checkInterchangeEnd, checkMessageEnd, noteMissing, noteUnexpected } from './trailers.ts';

export type EdifactOptions = ContrlOptions;

type Open<T> = { readonly envelope: T; messages: number; groups: number };
type OpenMessage = { readonly document: OpenDocument; readonly segments: MessageSegment[] };

/** Bounds on what one file may hold: hostile input must not fill the memory. */
const mostEntries = 200_000;
const mostErrors = 100_000;
const mostReferences = 200;
const fewReferences = 5;
const manyDocuments = 5_000;
const mostSegmentsDecoded = 100_000;

/** Reads an EDIFACT file (ISO 9735 syntax 1 to 4). Never throws; what is wrong with the file is in the findings. */
export function readEdifact(bytes: Uint8Array, options: EdifactOptions = {}): EdiFile {
  const reader = new Reader(bytes, options);
  for (const segment of segmentsOf(bytes, reader.findings)) reader.take(segment);
  return reader.finish();
}

class Reader {
  readonly findings = collectFindings();
  readonly #bytes: Uint8Array;
  readonly #options: EdifactOptions;
  readonly #documents: EdiDocument[] = [];
  readonly #acknowledgements: Acknowledgement[] = [];
  #errors = 0;
  #interchange: Open<Interchange> | null = null;
  #group: Open<Group> | null = null;
  #message: OpenMessage | null = null;
  #end = 0;
  #any = false;
  #references = new Set<string>();

  constructor(bytes: Uint8Array, options: EdifactOptions) {
    this.#bytes = bytes;
    this.#options = options;
  }

  take(segment: Segment): void {
    this.#any = true;
    switch (segment.tag) {
      case 'UNB':
        this.#closeInterchange(segment.start);
        this.#interchange = {
          envelope: interchangeOf(fieldsOf(this.#bytes, segment), segment.start),
          messages: 0,
          groups: 0,
        };
        this.#references = new Set();
        if (this.#interchange.envelope.preparedAt === null)
          this.findings.add('interchange-date', 'warning', 'UNB has no readable date and time.', segment.start);
        break;
      case 'UNG':
        this.#closeGroup(segment.start);
        this.#group = { envelope: groupOf(fieldsOf(this.#bytes, segment), segment.start), messages: 0, groups: 0 };
        if (this.#interchange !== null) this.#interchange.groups += 1;
        break;
      case 'UNH':
        this.#openMessage(segment);
        break;
      case 'UNT':
        this.#endMessage(segment);
        break;
      case 'UNE':
        this.#endGroup(segment);
        break;
      case 'UNZ':
        this.#endInterchange(segment);
        break;
      default:
        if (segment.tag === 'UNO')
          this.findings.once(
            'package-not-read',
            'note',
            'The file carries a package (UNO), which is not read.',
            segment.start,
          );
        this.#inMessage(segment);
    }
    this.#end = segment.end;
  }

  finish(): EdiFile {
    this.#closeInterchange(this.#end);
    if (!this.#any) this.findings.add('no-edifact', 'error', 'There is no EDIFACT segment in this file.', 0);
    return {
      syntax: 'edifact',
      documents: this.#documents,
      acknowledgements: this.#acknowledgements,
      findings: this.findings.list(),
    };
  }

  #openMessage(segment: Segment): void {
    this.#closeMessage(segment.start);
    const head = messageHeadOf(fieldsOf(this.#bytes, segment));
    if (this.#interchange === null)
      this.findings.once(
        'missing-unb',
        'error',
        'A message starts without an interchange header (UNB): sender and receiver are not known.',
        segment.start,
      );
    if (head.type === '')
      this.findings.add('missing-type', 'error', 'UNH does not say what type of message this is.', segment.start);
    if (head.reference !== null && this.#references.size < mostEntries) {
      if (this.#references.has(head.reference))
        this.findings.add(
          'duplicate-reference',
          'warning',
          `Message reference ${head.reference} is used twice in this interchange.`,
          segment.start,
        );
      this.#references.add(head.reference);
    }
    if (this.#group !== null) this.#group.messages += 1;
    else if ((this.#interchange?.groups ?? 0) > 0)
      this.findings.once(
        'groups-and-messages',
        'warning',
        'The interchange mixes groups and messages outside groups.',
        segment.start,
      );
    if (this.#interchange !== null) this.#interchange.messages += 1;
    this.#message = {
      document: openDocument(
        head,
        this.#interchange?.envelope ?? null,
        this.#group?.envelope ?? null,
        segment,
        this.#documents.length < manyDocuments ? mostReferences : fewReferences,
      ),
      segments: [],
    };
  }

  #inMessage(segment: Segment): void {
    const message = this.#message;
    if (message === null) {
      if (segment.tag === 'UNO' || segment.tag === 'UNP') return;
      this.findings.once(
        'segment-outside-message',
        'error',
        `Segment ${segment.tag} stands outside any message (before UNH or after UNT).`,
        segment.start,
      );
      return;
    }
    const isDecoded = hasDecoder(message.document.head.type);
    const isWanted = isDecoded && message.segments.length < mostSegmentsDecoded;
    const fields = takeSegment(message.document, segment, this.#bytes, isWanted);
    if (isWanted && fields !== null) message.segments.push({ tag: segment.tag, fields, start: segment.start });
    else if (isDecoded)
      this.findings.once(
        'acknowledgement-too-long',
        'warning',
        'An acknowledgement has more than 100,000 segments; the rest was not read.',
        segment.start,
      );
  }

  #endMessage(segment: Segment): void {
    const message = this.#message;
    if (message === null) {
      noteUnexpected('UNT', segment.start, this.findings);
      return;
    }
    message.document.segmentCount += 1;
    message.document.end = segment.end;
    checkMessageEnd(fieldsOf(this.#bytes, segment), message.document, segment.start, this.findings);
    this.#keepMessage(message);
  }

  #endGroup(segment: Segment): void {
    this.#closeMessage(segment.start);
    const group = this.#group;
    this.#group = null;
    if (group === null) noteUnexpected('UNE', segment.start, this.findings);
    else checkGroupEnd(fieldsOf(this.#bytes, segment), group.envelope, group.messages, segment.start, this.findings);
  }

  #endInterchange(segment: Segment): void {
    this.#closeGroup(segment.start);
    const open = this.#interchange;
    this.#interchange = null;
    if (open === null) {
      noteUnexpected('UNZ', segment.start, this.findings);
      return;
    }
    const count = open.groups > 0 ? open.groups : open.messages;
    checkInterchangeEnd(fieldsOf(this.#bytes, segment), open.envelope, count, segment.start, this.findings);
  }

  #closeInterchange(at: number): void {
    this.#closeGroup(at);
    if (this.#interchange !== null) noteMissing('UNZ', at, this.findings);
    this.#interchange = null;
  }

  #closeGroup(at: number): void {
    this.#closeMessage(at);
    if (this.#group === null) return;
    noteMissing('UNE', this.#group.envelope.start, this.findings);
    this.#group = null;
  }

  #closeMessage(at: number): void {
    const message = this.#message;
    if (message === null) return;
    noteMissing('UNT', at, this.findings, message.document.head.reference);
    this.#keepMessage(message);
  }

  #keepMessage({ document, segments }: OpenMessage): void {
    this.#message = null;
    const { head, interchange, group, start, end } = document;
    const { findings } = this;
    if (this.#documents.length + this.#acknowledgements.length >= mostEntries || this.#errors > mostErrors) {
      findings.once('too-many-messages', 'warning', 'The file has too many messages; the rest are not listed.', start);
      return;
    }
    if (!document.hasBeginning && head.type !== 'CONTRL')
      findings.add(
        'missing-bgm',
        'warning',
        `The ${head.type || 'message'} has no BGM segment, so its number is not known.`,
        start,
      );
    if (isBusinessDocument(head.type)) this.#documents.push(toDocument(document));
    const message = { head, interchange, group, span: { start, end }, segments };
    for (const acknowledgement of decodeMessage(message, this.#options, findings)) {
      this.#acknowledgements.push(acknowledgement);
      this.#errors += acknowledgement.errors.length;
    }
  }
}
