/** What reading an EDI file gives: documents, acknowledgements and findings. Plain data; offsets are bytes in the file. */

export type Syntax = 'x12' | 'edifact' | 'mdn' | 'unknown';

/** Half-open byte range in the original file. */
export type Span = { readonly start: number; readonly end: number };

/** Control numbers, as written in the file (leading zeros kept): ISA13/GS06/ST02 or UNB 0020/UNG 0048/UNH 0062. */
export type Control = {
  readonly interchange: string | null;
  readonly group: string | null;
  readonly set: string | null;
};

/** Something about the file that a careful reader would want to know. `offset` is the byte it is about. */
export type Finding = {
  readonly code: string;
  readonly severity: 'error' | 'warning' | 'note';
  readonly message: string;
  readonly offset: number;
};

/** A business document (transaction set or message) that other documents answer. */
export type EdiDocument = {
  /** `850`, `ORDERS`, ... */
  readonly type: string;
  /** `004010`, `D:96A:UN`, ... */
  readonly version: string | null;
  /** The number people use: purchase order, invoice, shipment. */
  readonly number: string | null;
  /**
   * Tells apart documents of one type and number that are no copies of one another: `BSN01=04`, `BGM 1225=4`,
   * `BIA04=20261120`. It names the element as written: purpose or message function (353, 473, 1225), document name (1001) or
   * invoice kind (640), release and change number, and for types whose number recurs (forecasts, inventory, sales and status
   * reports) their own date and status, else the date of the envelope. Null for a plain original, for a replacement and for
   * the same sent again: those are copies. Which element decides in which type: `x12/edition.ts`, `edifact/edition.ts`.
   */
  readonly edition: string | null;
  /** It withdraws the document of this number (purpose 01, 03, 17 or 46; order status D or F; message function 1, 3 or 17). */
  readonly cancels: boolean;
  /** EDI addresses `qualifier:id` (`ZZ:ACME`) from the interchange envelope. An id without a qualifier stands alone. */
  readonly sender: string;
  readonly receiver: string;
  /** Application codes from GS02/GS03 (UNG), where there is a group. */
  readonly groupSender: string | null;
  readonly groupReceiver: string | null;
  /** GS01 as written (`PO`, `SH`); null in EDIFACT or without a group. Group control numbers count per functional group. */
  readonly functionalGroup: string | null;
  readonly control: Control;
  readonly test: boolean;
  /** Date and time the interchange says it was made, `YYYY-MM-DDTHH:MM`, without a zone: EDI has none. */
  readonly preparedAt: string | null;
  /** From the first byte of ST/UNH to the last of SE/UNT. */
  readonly span: Span;
  readonly segmentCount: number;
  /** Other business numbers in it, e.g. the purchase order of an invoice: `{ type: 'PO', number: '4711' }`. */
  readonly references: readonly { readonly type: string; readonly number: string }[];
};

export type AcknowledgementType =
  | '997'
  | '999'
  | 'TA1'
  | '824'
  | '855'
  | '864'
  | '865'
  | '277'
  | '945'
  | '947'
  | '990'
  | 'CONTRL'
  | 'APERAK'
  | 'ORDRSP'
  | 'MDN';

export type AcknowledgementStatus = 'accepted' | 'accepted with errors' | 'partial' | 'rejected' | 'received';

/** `acknowledgement` is no complaint of the sender: it is why the acknowledgement's own verdict cannot be read or relied on. */
export type ErrorLevel = 'interchange' | 'group' | 'set' | 'segment' | 'element' | 'acknowledgement';

/** One thing an acknowledgement complains about. Numbers count from 1 (ST/UNH = segment position 1). */
export type AcknowledgementError = {
  readonly level: ErrorLevel;
  readonly segment: string | null;
  readonly position: number | null;
  readonly element: number | null;
  readonly component: number | null;
  /** The code as sent (`7`, `TED01=024`'s `024`); null where the sender used only words. */
  readonly code: string | null;
  /** A copy of the bad value, where the sender gave one. */
  readonly value: string | null;
  /** One plain English sentence; an unknown code is shown as sent, never guessed. */
  readonly explanation: string;
};

/** One acknowledgement about one thing (an interchange, a group, a transaction set, a file). A 997 for three sets gives three. */
export type Acknowledgement = {
  readonly type: AcknowledgementType;
  readonly sender: string;
  readonly receiver: string;
  readonly control: Control;
  /** The acknowledgement's own envelope says that it is a test: ISA15 `T`, or UNB test indicator (0035). A receipt (MDN) never does. */
  readonly test: boolean;
  readonly preparedAt: string | null;
  readonly span: Span;
  /** The document answered; sender and receiver are those of the document, so swapped from the acknowledgement's. */
  readonly answers: {
    readonly type: string | null;
    readonly number: string | null;
    readonly control: Control;
    /** AK101 as written; for acknowledgements that name a document and no group, the group its type travels in. Null in EDIFACT. */
    readonly functionalGroup: string | null;
    /** When the interchange meant says it was made, `YYYY-MM-DDTHH:MM` (TA102, TA103); null where the acknowledgement does not say. */
    readonly preparedAt: string | null;
    readonly sender: string;
    readonly receiver: string;
    /** MDN: Original-Message-ID without angle brackets. */
    readonly messageId: string | null;
  };
  readonly status: AcknowledgementStatus;
  /** The status code as sent, e.g. `AK501 R`, `OTI01 TR`, `UCM 4`, `processed/error: decryption-failed`. */
  readonly statusCode: string;
  readonly errors: readonly AcknowledgementError[];
  /** Free text from the sender (NTE, MSG, FTX, MDN human part), joined with line breaks; null without. */
  readonly text: string | null;
  /**
   * True for a group or interchange acknowledgement that adds nothing to what the acknowledgements beside it say of its sets: it raises no
   * issue itself. False where its verdict also decides about, or leaves in doubt, sets that are not named.
   */
  readonly coveredBySets: boolean;
  /** For a group or interchange acknowledgement, the control numbers of the sets or messages answered one by one beside it. */
  readonly named: readonly string[];
};

/** What one file holds. Never an exception: what could not be read is a finding. */
export type EdiFile = {
  readonly syntax: Syntax;
  readonly documents: readonly EdiDocument[];
  readonly acknowledgements: readonly Acknowledgement[];
  readonly findings: readonly Finding[];
};

/** Whose move it probably is. `network` = the transport or the network itself. */
export type Fault = 'us' | 'partner' | 'network' | 'unknown';

/**
 * What the advice says of sending: `unchanged` = send or deliver the same thing again; `corrected` = correct it and send it
 * under a new number; `no` = neither.
 */
export type Again = 'unchanged' | 'corrected' | 'no';

/** The plain English answer to "what is wrong with it?". */
export type Explanation = {
  /** One line for the queue, at most about 90 characters: `Invoice 4711 rejected: currency code "USX" is not valid`. */
  readonly title: string;
  /** What was rejected: `Invoice 4711 (810, control 0001) to Northwind Foods`. */
  readonly what: string;
  /** Why, one plain sentence. */
  readonly why: string;
  /** Where, when the sender said: segment, element, value in words; null otherwise. */
  readonly where: string | null;
  readonly fault: Fault;
  /** One sentence: why we think so. */
  readonly faultReason: string;
  /** What to do next, one or two sentences. */
  readonly next: string;
  readonly again: Again;
};

/** One element as the document viewer shows it; `index` counts from 1 (the segment tag is not counted, in X12 and EDIFACT alike). */
export type LayoutElement = { readonly text: string; readonly span: Span; readonly index: number };

/** One segment as the document viewer shows it; `position` counts from 1 (ST/UNH = 1); `name` is our plain name or the tag. */
export type LayoutSegment = {
  readonly tag: string;
  readonly name: string;
  readonly position: number;
  /** First byte of the tag to the last byte of data; the terminator is not in it. */
  readonly span: Span;
  readonly elements: readonly LayoutElement[];
};

/** One document cut into segments and elements, for the document viewer. */
export type DocumentLayout = {
  readonly segments: readonly LayoutSegment[];
  /** True when the document has more segments than were laid out. Absent means no. */
  readonly more?: boolean;
};
