import type { Acknowledgement, EdiDocument, EdiFile } from '#shared/model/edi/edi.ts';
import { documentType } from '#shared/model/edi/document-types.ts';
import { decodeSet } from './decode.ts';
import { decodeTa1 } from './acknowledgements/decode-ta1.ts';
import { type OpenSet, openSet, takeSegment, toDocument } from './document.ts';
import {
  type Group,
  type Interchange,
  interchangeAround,
  readGroup,
  readInterchange,
  type X12Set,
} from './envelope.ts';
import { Findings } from './findings.ts';
import { checkPlaceOfSegment, checkPlaceOfSet } from './placement.ts';
import type { X12Segment } from './segments/segment.ts';
import { tokenizeX12 } from './segments/tokenize.ts';
import { checkTrailer } from './trailers.ts';

/** Most documents and acknowledgements one file gives; beyond it the file is reported as too large to list. */
const most = 200_000;

type Open<Header> = { readonly header: Header; readonly offset: number; count: number; acknowledgements: number };
/** An interchange whose header is missing or could not be read is made up from its group, and has no trailer to check. */
type OpenInterchange = Open<Interchange> & { readonly isMadeUp: boolean };

/** Reads an X12 file. Never throws: what could not be read is among the findings. */
export function readX12(bytes: Uint8Array): EdiFile {
  const findings = new Findings();
  const reader = new Reader(bytes, findings);
  for (const segment of tokenizeX12(bytes, findings)) reader.see(segment);
  reader.finish();
  return {
    syntax: 'x12',
    documents: reader.documents,
    acknowledgements: reader.acknowledgements,
    findings: findings.list(),
  };
}

function madeUp(segment: X12Segment): OpenInterchange {
  return { header: interchangeAround(segment), offset: segment.start, count: 0, acknowledgements: 0, isMadeUp: true };
}

class Reader {
  readonly documents: EdiDocument[] = [];
  readonly acknowledgements: Acknowledgement[] = [];
  readonly #bytes: Uint8Array;
  readonly #findings: Findings;
  #interchange: OpenInterchange | null = null;
  #group: Open<Group> | null = null;
  #set: OpenSet | null = null;
  #controls = new Set<string>();
  #full = false;

  constructor(bytes: Uint8Array, findings: Findings) {
    this.#bytes = bytes;
    this.#findings = findings;
  }

  see(segment: X12Segment): void {
    switch (segment.tag) {
      case 'ISA':
        this.#closeInterchange(null, segment.start);
        this.#interchange = {
          header: readInterchange(segment),
          offset: segment.start,
          count: 0,
          acknowledgements: 0,
          isMadeUp: false,
        };
        return;
      case 'GS':
        this.#closeGroup(null, segment.start);
        this.#interchange ??= madeUp(segment);
        this.#interchange.count++;
        this.#group = { header: readGroup(segment), offset: segment.start, count: 0, acknowledgements: 0 };
        this.#controls = new Set();
        return;
      case 'ST':
        this.#openSet(segment);
        return;
      case 'SE':
        this.#closeSet(segment, segment.end);
        return;
      case 'GE':
        this.#closeGroup(segment, segment.start);
        return;
      case 'IEA':
        this.#closeInterchange(segment, segment.start);
        return;
      case 'TA1':
        if (this.#set === null) this.#acknowledgeInterchange(segment);
        else this.#inside(segment);
        return;
      default:
        this.#inside(segment);
    }
  }

  finish(): void {
    this.#closeInterchange(null, this.#bytes.length);
  }

  #inside(segment: X12Segment): void {
    checkPlaceOfSegment(segment, this.#set !== null, this.#findings);
    if (this.#set === null) return;
    this.#set.count++;
    this.#set.end = segment.end;
    if (!this.#full) takeSegment(this.#set, segment);
  }

  #openSet(st: X12Segment): void {
    this.#closeSet(null, st.start);
    this.#interchange ??= madeUp(st);
    const group = this.#group;
    this.#set = openSet(st, {
      group: group?.header.version ?? null,
      interchange: this.#interchange.header.version,
    });
    checkPlaceOfSet(st, this.#set.type, group?.header ?? null, this.#findings);
    if (group === null) return;
    group.count++;
    this.#noteControl(st, this.#set.control);
  }

  #noteControl(st: X12Segment, control: string | null): void {
    if (control === null || this.#controls.size >= most) return;
    if (this.#controls.has(control)) {
      const message = `Transaction set control number ${control} is used twice in one functional group.`;
      this.#findings.add('warning', 'duplicate-set-control', st.start, message);
    }
    this.#controls.add(control);
  }

  #closeSet(se: X12Segment | null, at: number): void {
    const set = this.#set;
    if (set === null) {
      if (se !== null)
        this.#findings.add('warning', 'unexpected-trailer', se.start, 'There is an SE without an ST before it.');
      return;
    }
    this.#set = null;
    const count = set.count + (se === null ? 0 : 1);
    checkTrailer('set', se, { at, count, control: set.control }, this.#findings);
    this.#emit(set, se?.end ?? set.end, count);
  }

  #closeGroup(ge: X12Segment | null, at: number): void {
    this.#closeSet(null, at);
    const group = this.#group;
    if (group === null) {
      if (ge !== null)
        this.#findings.add('warning', 'unexpected-trailer', ge.start, 'There is a GE without a GS before it.');
      return;
    }
    this.#group = null;
    checkTrailer('group', ge, { at, count: group.count, control: group.header.control }, this.#findings);
  }

  #closeInterchange(iea: X12Segment | null, at: number): void {
    this.#closeGroup(null, at);
    const interchange = this.#interchange;
    if (interchange === null) return;
    this.#interchange = null;
    const { acknowledgements, header, isMadeUp } = interchange;
    if (isMadeUp) return;
    // Many senders count a lone TA1 as a group; nobody refuses that.
    const count =
      interchange.count === 0 && acknowledgements > 0 && iea?.value(1) === String(acknowledgements)
        ? acknowledgements
        : interchange.count;
    checkTrailer('interchange', iea, { at, count, control: header.control }, this.#findings);
  }

  #emit(set: OpenSet, end: number, count: number): void {
    const interchange = this.#interchange?.header;
    if (interchange === undefined || this.#isFull(set.start)) return;
    const group = this.#group?.header ?? null;
    const read: X12Set = {
      bytes: this.#bytes,
      type: set.type,
      interchange,
      group,
      control: { interchange: interchange.control, group: group?.control ?? null, set: set.control },
      version: set.version,
      span: { start: set.start, end },
    };
    for (const acknowledgement of decodeSet(read, this.#findings)) this.acknowledgements.push(acknowledgement);
    if (documentType(set.type)?.acknowledgement === true) return;
    this.documents.push(toDocument(set, read, count));
  }

  #acknowledgeInterchange(ta1: X12Segment): void {
    if (this.#interchange === null || this.#isFull(ta1.start)) return;
    this.#interchange.acknowledgements++;
    this.acknowledgements.push(decodeTa1(ta1, this.#interchange.header, this.#findings));
  }

  #isFull(offset: number): boolean {
    if (this.documents.length + this.acknowledgements.length < most) return false;
    if (!this.#full) {
      const message = `The file holds more than ${most.toLocaleString('en')} documents; those from here on were not listed.`;
      this.#findings.add('error', 'too-many-documents', offset, message);
    }
    this.#full = true;
    return true;
  }
}
