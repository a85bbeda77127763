import { hhmm, ymd, yymmdd } from './dates.ts';
import type { Segment } from './segment.ts';

/** Delimiters and habits of one sender. */
export type X12Style = {
  readonly element: string;
  readonly component: string;
  readonly terminator: string;
  readonly lineBreak: string;
  /** `00401` or `00501`; decides ISA11 too. */
  readonly version: '00401' | '00501';
};

export const plainX12: X12Style = { element: '*', component: '>', terminator: '~', lineBreak: '\n', version: '00401' };
export const releasedX12: X12Style = { ...plainX12, component: ':', version: '00501' };
/** Styles that are within the rules and still trip readers: one line, bars, line breaks as terminators. */
export const oddX12: readonly X12Style[] = [
  { ...plainX12, lineBreak: '' },
  { element: '|', component: '<', terminator: '~', lineBreak: '\r\n', version: '00401' },
  { element: '*', component: ':', terminator: '\n', lineBreak: '', version: '00401' },
  { element: '^', component: '>', terminator: '!', lineBreak: '', version: '00401' },
];

export type X12Set = { readonly type: string; readonly control: string; readonly body: readonly Segment[] };

type X12Group = {
  /** GS01. */
  readonly code: string;
  readonly control: string;
  /** GS08. */
  readonly version: string;
  readonly sets: readonly X12Set[];
};

type X12Interchange = {
  /** EDI addresses `qualifier:id`. */
  readonly from: string;
  readonly to: string;
  readonly at: number;
  /** ISA13, nine digits. */
  readonly control: string;
  /** TA1 segments, which stand before the groups. */
  readonly notices?: readonly Segment[];
  readonly groups: readonly X12Group[];
  readonly style: X12Style;
};

export function writeX12(interchange: X12Interchange): string {
  const { style, at } = interchange;
  const [fromQualifier, from] = splitAddress(interchange.from);
  const [toQualifier, to] = splitAddress(interchange.to);
  const repetition = style.version === '00501' ? '^' : 'U';
  const segments: Segment[] = [
    [
      'ISA',
      '00',
      ' '.repeat(10),
      '00',
      ' '.repeat(10),
      fromQualifier,
      from.padEnd(15),
      toQualifier,
      to.padEnd(15),
      yymmdd(at),
      hhmm(at),
      repetition,
      style.version,
      interchange.control,
      '0',
      'P',
      style.component,
    ],
    ...(interchange.notices ?? []),
    ...interchange.groups.flatMap((group): Segment[] => [
      ['GS', group.code, from, to, ymd(at), hhmm(at), group.control, 'X', group.version],
      ...group.sets.flatMap((set): Segment[] => [
        ['ST', set.type, set.control],
        ...set.body,
        ['SE', String(set.body.length + 2), set.control],
      ]),
      ['GE', String(group.sets.length), group.control],
    ]),
    ['IEA', String(interchange.groups.length), interchange.control],
  ];
  return segments.map((segment) => `${writeSegment(segment, style)}${style.terminator}${style.lineBreak}`).join('');
}

function writeSegment(segment: Segment, style: X12Style): string {
  const elements = segment.map((element) => (typeof element === 'string' ? element : element.join(style.component)));
  while (elements.at(-1) === '') elements.pop();
  return elements.join(style.element);
}

export function splitAddress(address: string): readonly [qualifier: string, id: string] {
  const mark = address.indexOf(':');
  return [address.slice(0, mark), address.slice(mark + 1)];
}
