import { hhmm, ymd, yymmdd } from './dates.ts';
import type { Segment } from './segment.ts';
import { splitAddress } from './x12-writer.ts';

/** Habits of one EDIFACT sender. */
export type EdifactStyle = {
  readonly una: boolean;
  readonly element: string;
  readonly component: string;
  readonly decimal: '.' | ',';
  readonly terminator: string;
  readonly lineBreak: string;
};

export const plainEdifact: EdifactStyle = {
  una: false,
  element: '+',
  component: ':',
  decimal: '.',
  terminator: "'",
  lineBreak: '\n',
};
export const oddEdifact: readonly EdifactStyle[] = [
  { ...plainEdifact, una: true, decimal: ',', lineBreak: '' },
  { ...plainEdifact, una: true, element: '|', component: '^', terminator: '~', lineBreak: '\r\n' },
];

export type EdifactMessage = {
  readonly type: string;
  /** `D:96A:UN:EAN008` */
  readonly version: string;
  readonly control: string;
  readonly body: readonly Segment[];
};

type EdifactInterchange = {
  readonly from: string;
  readonly to: string;
  readonly at: number;
  /** UNB 0020. */
  readonly control: string;
  readonly messages: readonly EdifactMessage[];
  readonly style: EdifactStyle;
};

/** The interchange as bytes: UNOC is ISO 8859-1; text beyond that goes out as UNOW (syntax 4), which is UTF-8. */
export function writeEdifact(interchange: EdifactInterchange): Uint8Array {
  const { style, at } = interchange;
  const latin = isLatin1(interchange.messages);
  const segments: Segment[] = [
    [
      'UNB',
      latin ? ['UNOC', '3'] : ['UNOW', '4'],
      [...splitAddress(interchange.from)].toReversed(),
      [...splitAddress(interchange.to)].toReversed(),
      [latin ? yymmdd(at) : ymd(at), hhmm(at)],
      interchange.control,
    ],
    ...interchange.messages.flatMap((message): Segment[] => [
      ['UNH', message.control, [message.type, ...message.version.split(':')]],
      ...message.body,
      ['UNT', String(message.body.length + 2), message.control],
    ]),
    ['UNZ', String(interchange.messages.length), interchange.control],
  ];
  const una = style.una
    ? `UNA${style.component}${style.element}${style.decimal}? ${style.terminator}${style.lineBreak}`
    : '';
  const text = `${una}${segments.map((segment) => `${writeSegment(segment, style)}${style.terminator}${style.lineBreak}`).join('')}`;
  return latin ? new Uint8Array(Buffer.from(text, 'latin1')) : new TextEncoder().encode(text);
}

function writeSegment(segment: Segment, style: EdifactStyle): string {
  const special = new Set([style.element, style.component, style.terminator, '?']);
  const escaped = (value: string) =>
    Array.from(/^\d+\.\d+$/.test(value) ? value.replace('.', style.decimal) : value)
      .map((char) => (special.has(char) ? `?${char}` : char))
      .join('');
  const elements = segment.map((element) => {
    if (typeof element === 'string') return escaped(element);
    const components = element.map(escaped);
    while (components.at(-1) === '') components.pop();
    return components.join(style.component);
  });
  while (elements.at(-1) === '') elements.pop();
  return elements.join(style.element);
}

function isLatin1(messages: readonly EdifactMessage[]): boolean {
  return Array.from(JSON.stringify(messages)).every((char) => (char.codePointAt(0) ?? 0) <= 0xff);
}
