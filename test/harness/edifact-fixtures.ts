/** Writes EDIFACT files for tests: counts, references and release characters are right unless a test says otherwise. */

export type Component = string | number;
export type Element = Component | readonly Component[];
export type SegmentText = readonly [tag: string, ...elements: readonly Element[]];

export type Separators = {
  readonly component: string;
  readonly element: string;
  readonly decimal: string;
  readonly release: string;
  readonly repetition: string;
  readonly terminator: string;
};

export const usualSeparators: Separators = {
  component: ':',
  element: '+',
  decimal: '.',
  release: '?',
  repetition: ' ',
  terminator: "'",
};

export type MessageFixture = {
  readonly type: string;
  /** `D:96A:UN:EAN008`. */
  readonly version?: string;
  readonly reference?: string;
  /** Segments between UNH and UNT. */
  readonly segments: readonly SegmentText[];
};

export type InterchangeFixture = {
  readonly sender?: Element;
  readonly receiver?: Element;
  readonly reference?: string;
  readonly syntax?: Element;
  readonly date?: Element;
  readonly test?: boolean;
  /** Writes a UNA line; needed where the separators are not the usual ones. */
  readonly una?: boolean;
  readonly separators?: Separators;
  /** Between segments; a line feed by default. */
  readonly newline?: string;
  /** Puts all messages into one group with this reference. */
  readonly group?: string;
  readonly messages: readonly MessageFixture[];
};

/** Invented companies; the numbers are valid as GLN but belong to nobody. */
export const brightwater = '4012345500004';
export const kestrel = '5412345000013';

export function segmentText([tag, ...elements]: SegmentText, separators: Separators = usualSeparators): string {
  const { component, element, release, terminator, repetition } = separators;
  const special = [component, element, release, terminator, ...(repetition === ' ' ? [] : [repetition])];
  const escaped = (part: Component): string =>
    Array.from(String(part), (character) => (special.includes(character) ? `${release}${character}` : character)).join(
      '',
    );
  const texts = elements.map((item) =>
    Array.isArray(item) ? item.map(escaped).join(component) : escaped(item as Component),
  );
  return `${[tag, ...texts].join(element)}${terminator}`;
}

export function messageText(message: MessageFixture, separators: Separators = usualSeparators, newline = '\n'): string {
  const { type, version = 'D:96A:UN:EAN008', reference = '1', segments } = message;
  const all: readonly SegmentText[] = [
    ['UNH', reference, [type, ...version.split(':')]],
    ...segments,
    ['UNT', segments.length + 2, reference],
  ];
  return all.map((segment) => segmentText(segment, separators)).join(newline);
}

export function interchangeText(fixture: InterchangeFixture): string {
  const { messages, newline = '\n', reference = 'IC0001', separators = usualSeparators, group } = fixture;
  const { component, element, decimal, release, repetition, terminator } = separators;
  const write = (segment: SegmentText): string => segmentText(segment, separators);
  const sender = fixture.sender ?? [brightwater, 14];
  const receiver = fixture.receiver ?? [kestrel, 14];
  const date = fixture.date ?? ['261120', '0930'];
  const test: readonly Element[] = fixture.test === true ? ['', '', '', '', '', 1] : [];
  const texts = messages.map((message, index) =>
    messageText({ reference: String(index + 1), ...message }, separators, newline),
  );
  const grouped =
    group === undefined
      ? texts
      : [
          write(['UNG', messages[0]?.type ?? 'ORDERS', sender, receiver, date, group, 'UN', ['D', '96A']]),
          ...texts,
          write(['UNE', messages.length, group]),
        ];
  return [
    ...(fixture.una === true ? [`UNA${component}${element}${decimal}${release}${repetition}${terminator}`] : []),
    write(['UNB', fixture.syntax ?? ['UNOC', 3], sender, receiver, date, reference, ...test]),
    ...grouped,
    write(['UNZ', group === undefined ? messages.length : 1, reference]),
    '',
  ].join(newline);
}

export function interchange(fixture: InterchangeFixture): Uint8Array {
  return utf8(interchangeText(fixture));
}

export function utf8(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}

/** Every character one byte; for Latin 1 files and bytes that are no text at all. */
export function latin1(text: string): Uint8Array {
  return Uint8Array.from(text, (character) => character.charCodeAt(0) & 0xff);
}

/** An order of Brightwater to Kestrel with two lines. */
export const order: MessageFixture = {
  type: 'ORDERS',
  segments: [
    ['BGM', 220, 'PO-70815', 9],
    ['DTM', [137, '20261120', 102]],
    ['RFF', ['CT', 'FRAME-22']],
    ['NAD', 'BY', [brightwater, '', 9]],
    ['NAD', 'SU', [kestrel, '', 9], '', "Kestrel & Sons' Tea + Coffee"],
    ['LIN', 1, '', ['4012345000108', 'EN']],
    ['QTY', [21, '12.5']],
    ['LIN', 2, '', ['4012345000207', 'EN']],
    ['QTY', [21, 8]],
    ['UNS', 'S'],
    ['CNT', [2, 2]],
  ],
};

/** A CONTRL from Kestrel about an interchange of Brightwater. */
export function contrl(segments: readonly SegmentText[], reference = 'CTL0001'): Uint8Array {
  return interchange({
    sender: [kestrel, 14],
    receiver: [brightwater, 14],
    reference,
    messages: [{ type: 'CONTRL', version: 'D:3:UN', segments }],
  });
}

/** `UCI` answering interchange IC0001 of Brightwater. */
export function uci(action: number, ...rest: readonly Element[]): SegmentText {
  return ['UCI', 'IC0001', [brightwater, 14], [kestrel, 14], action, ...rest];
}

/** An acknowledgement of Kestrel (APERAK, ORDRSP) to Brightwater. */
export function acknowledgement(type: string, segments: readonly SegmentText[]): Uint8Array {
  return interchange({
    sender: [kestrel, 14],
    receiver: [brightwater, 14],
    reference: 'ANS0001',
    messages: [{ type, segments }],
  });
}
