import type { Control, Span } from '#shared/model/edi/edi.ts';
import type { Delimiters } from './segments/delimiters.ts';
import type { X12Segment } from './segments/segment.ts';

/** What an ISA says, as far as documents need it. */
export type Interchange = {
  readonly sender: string;
  readonly receiver: string;
  readonly control: string | null;
  readonly version: string | null;
  readonly test: boolean;
  readonly preparedAt: string | null;
  readonly delimiters: Delimiters;
  readonly offset: number;
};

/** What a GS says. `offset` is where it stands. */
export type Group = {
  readonly code: string | null;
  readonly sender: string | null;
  readonly receiver: string | null;
  readonly control: string | null;
  readonly version: string | null;
  readonly offset: number;
};

/** One transaction set that was read to its end: what decoders work on. */
export type X12Set = {
  readonly bytes: Uint8Array;
  readonly type: string;
  readonly interchange: Interchange;
  readonly group: Group | null;
  readonly control: Control;
  readonly version: string | null;
  readonly span: Span;
};

export function readInterchange(isa: X12Segment): Interchange {
  return {
    sender: address(isa.value(5), isa.value(6)),
    receiver: address(isa.value(7), isa.value(8)),
    control: isa.value(13),
    version: isa.value(12),
    test: isa.value(15) === 'T',
    preparedAt: dateTime(isa.value(9), isa.value(10)),
    delimiters: isa.delimiters,
    offset: isa.start,
  };
}

/** What is known of the interchange around a group or set whose ISA is missing or cannot be read. */
export function interchangeAround(segment: X12Segment): Interchange {
  const isGroup = segment.tag === 'GS';
  return {
    sender: (isGroup ? segment.value(2) : null) ?? '',
    receiver: (isGroup ? segment.value(3) : null) ?? '',
    control: null,
    version: null,
    test: false,
    preparedAt: isGroup ? dateTime(segment.value(4), segment.value(5)) : null,
    delimiters: segment.delimiters,
    offset: segment.start,
  };
}

export function readGroup(gs: X12Segment): Group {
  return {
    code: gs.value(1),
    sender: gs.value(2),
    receiver: gs.value(3),
    control: gs.value(6),
    version: gs.value(8),
    offset: gs.start,
  };
}

/** `qualifier:id`; an id without a qualifier stands alone. */
function address(qualifier: string | null, id: string | null): string {
  if (qualifier === null) return id ?? '';
  return `${qualifier}:${id ?? ''}`;
}

/** ISA09 and ISA10, TA102 and TA103 (`YYMMDD`, `HHMM`) as `YYYY-MM-DDTHH:MM`; years from 80 on are the last century's. Null if they are no date and time. */
export function dateTime(date: string | null, time: string | null): string | null {
  const day = /^(\d\d)?(\d\d)(\d\d)(\d\d)$/.exec(date ?? '');
  const clock = /^([01]\d|2[0-3])([0-5]\d)/.exec(time ?? '');
  if (day === null || clock === null) return null;
  const [, century, year = '', month = '', dayOfMonth = ''] = day;
  if (Number(month) < 1 || Number(month) > 12 || Number(dayOfMonth) < 1 || Number(dayOfMonth) > 31) return null;
  const full = `${century ?? (Number(year) >= 80 ? '19' : '20')}${year}`;
  return `${full}-${month}-${dayOfMonth}T${clock[1]}:${clock[2]}`;
}
