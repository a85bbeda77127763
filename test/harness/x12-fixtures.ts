/** Writes X12 files for tests: counts and control numbers are right unless a test says otherwise. Companies are invented. */

/** A segment as its elements, tag first: `['N1', 'ST', 'Harbour Stores']`. */
export type X12Line = readonly (string | number)[];

export type SetFixture = {
  readonly type: string;
  readonly control?: string;
  /** Segments between ST and SE. */
  readonly lines: readonly X12Line[];
  /** ST03, from 005010 on. */
  readonly guide?: string;
  /** SE01 and SE02 as they should not be. */
  readonly count?: number | string;
  readonly trailerControl?: string;
  readonly withoutTrailer?: boolean;
};

export type GroupFixture = {
  readonly code: string;
  readonly control?: string;
  readonly version?: string;
  readonly sender?: string;
  readonly receiver?: string;
  readonly sets: readonly SetFixture[];
  readonly count?: number | string;
  readonly trailerControl?: string;
  readonly withoutTrailer?: boolean;
};

export type InterchangeFixture = {
  readonly sender?: readonly [qualifier: string, id: string];
  readonly receiver?: readonly [qualifier: string, id: string];
  readonly control?: string;
  readonly version?: string;
  readonly isa11?: string;
  readonly date?: string;
  readonly time?: string;
  readonly test?: boolean;
  /** TA1 segments before the first group. */
  readonly answers?: readonly X12Line[];
  readonly groups?: readonly GroupFixture[];
  readonly count?: number | string;
  readonly trailerControl?: string;
  readonly withoutTrailer?: boolean;
  readonly element?: string;
  readonly component?: string;
  /** The terminator with whatever follows each segment: `~`, `~\r\n`, `\n`. */
  readonly end?: string;
};

export const usBrands = ['ZZ', 'GRIDBRANDS'] as const;
export const harbourStores = ['01', '123456789'] as const;

/** One interchange as text. */
export function x12(fixture: InterchangeFixture): string {
  const element = fixture.element ?? '*';
  const end = fixture.end ?? '~';
  const control = fixture.control ?? '000000101';
  const groups = fixture.groups ?? [];
  const [senderQualifier, sender] = fixture.sender ?? usBrands;
  const [receiverQualifier, receiver] = fixture.receiver ?? harbourStores;
  const blank = ' '.repeat(10);
  const from = [senderQualifier, sender.padEnd(15)];
  const to = [receiverQualifier, receiver.padEnd(15)];
  const when = [fixture.date ?? '261120', fixture.time ?? '0930'];
  const rules = [fixture.isa11 ?? 'U', fixture.version ?? '00401', control, '0', fixture.test === true ? 'T' : 'P'];
  const isa = ['ISA', '00', blank, '00', blank, ...from, ...to, ...when, ...rules, fixture.component ?? '>'];
  const lines: X12Line[] = [isa, ...(fixture.answers ?? []), ...groups.flatMap((group) => groupLines(group, fixture))];
  if (fixture.withoutTrailer !== true) {
    lines.push(['IEA', fixture.count ?? groups.length, fixture.trailerControl ?? control]);
  }
  return lines.map((line) => line.join(element) + end).join('');
}

function groupLines(group: GroupFixture, interchange: InterchangeFixture): readonly X12Line[] {
  const control = group.control ?? '101';
  const sender = group.sender ?? (interchange.sender ?? usBrands)[1];
  const receiver = group.receiver ?? (interchange.receiver ?? harbourStores)[1];
  const gs = ['GS', group.code, sender, receiver, '20261120', '0930', control, 'X', group.version ?? '004010'];
  const sets = group.sets.flatMap((set, index) => setLines(set, String(index + 1).padStart(4, '0')));
  const trailer: X12Line[] =
    group.withoutTrailer === true ? [] : [['GE', group.count ?? group.sets.length, group.trailerControl ?? control]];
  return [gs, ...sets, ...trailer];
}

function setLines(set: SetFixture, usual: string): readonly X12Line[] {
  const control = set.control ?? usual;
  const header = set.guide === undefined ? ['ST', set.type, control] : ['ST', set.type, control, set.guide];
  if (set.withoutTrailer === true) return [header, ...set.lines];
  return [header, ...set.lines, ['SE', set.count ?? set.lines.length + 2, set.trailerControl ?? control]];
}

/** An interchange with one group and one set. */
export function x12File(
  code: string,
  set: SetFixture,
  more: InterchangeFixture & { groupVersion?: string } = {},
): string {
  const group =
    more.groupVersion === undefined ? { code, sets: [set] } : { code, sets: [set], version: more.groupVersion };
  return x12({ ...more, groups: [group] });
}

/** A purchase order with two lines. Segment 4 is N1, segments 8 and 9 are PO1. */
export function purchaseOrder(number = 'PO-4711', control = '0001'): SetFixture {
  return {
    type: '850',
    control,
    lines: [
      ['BEG', '00', 'SA', number, '', '20261119'],
      ['CUR', 'BY', 'USD'],
      ['N1', 'ST', 'Harbour Stores DC 7', '92', '0007'],
      ['N3', '12 Quay Road'],
      ['N4', 'Portland', 'ME', '04101', 'US'],
      ['DTM', '002', '20261204'],
      ['PO1', '1', '24', 'EA', '9.95', 'PE', 'UP', '012345678905', 'VN', 'TEA-24'],
      ['PO1', '2', '10', 'CA', '42.00', 'PE', 'UP', '012345678912', 'VN', 'MUG-06'],
      ['CTT', '2'],
    ],
  };
}

/** An invoice for a purchase order. Segment 2 is BIG, segment 6 is IT1. */
export function invoice(number = 'INV-900', order = 'PO-4711', control = '0001'): SetFixture {
  return {
    type: '810',
    control,
    lines: [
      ['BIG', '20261120', number, '20261119', order],
      ['REF', 'BM', 'BOL-55'],
      ['N1', 'ST', 'Harbour Stores DC 7', '92', '0007'],
      ['ITD', '01', '3', '2', '', '10', '', '30'],
      ['IT1', '1', '24', 'EA', '9.95', 'PE', 'UP', '012345678905'],
      ['TDS', '23880'],
      ['CTT', '1'],
    ],
  };
}

/** A ship notice for a purchase order, with one carton. */
export function shipNotice(number = 'SHP-31', order = 'PO-4711', control = '0001'): SetFixture {
  return {
    type: '856',
    control,
    lines: [
      ['BSN', '00', number, '20261120', '1015', '0001'],
      ['HL', '1', '', 'S'],
      ['TD5', 'B', '2', 'UPSN'],
      ['REF', 'BM', 'BOL-55'],
      ['HL', '2', '1', 'O'],
      ['PRF', order],
      ['HL', '3', '2', 'P'],
      ['MAN', 'GM', '00012345678900000018'],
      ['HL', '4', '3', 'I'],
      ['LIN', '1', 'UP', '012345678905'],
      ['SN1', '1', '24', 'EA'],
      ['CTT', '4'],
    ],
  };
}

/** A 997 for one set, with whatever stands between AK2 and AK5. */
export function functionalAcknowledgement(options: {
  readonly group?: readonly [code: string, control: string];
  readonly set?: readonly [type: string, control: string];
  readonly errors?: readonly X12Line[];
  readonly status?: X12Line;
  readonly groupStatus?: X12Line;
}): SetFixture {
  const status = options.status ?? ['A'];
  const verdict = options.groupStatus ?? (status[0] === 'A' ? ['A', 1, 1, 1] : [status[0] ?? 'A', 1, 1, 0]);
  return {
    type: '997',
    lines: [
      ['AK1', ...(options.group ?? ['IN', '101'])],
      ['AK2', ...(options.set ?? ['810', '0001'])],
      ...(options.errors ?? []),
      ['AK5', ...status],
      ['AK9', ...verdict],
    ],
  };
}

/** The text as the bytes of a file. */
export function bytesOf(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}
