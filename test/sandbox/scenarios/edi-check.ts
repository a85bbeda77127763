/** A second opinion on generated files: reads envelopes naively and checks every count and control number. */

export type ReadSet = {
  readonly type: string;
  readonly control: string;
  readonly segments: readonly (readonly string[])[];
};
export type ReadInterchange = {
  readonly syntax: 'x12' | 'edifact';
  readonly from: string;
  readonly to: string;
  readonly control: string;
  readonly component: string;
  readonly groups: readonly { readonly code: string; readonly control: string; readonly sets: readonly ReadSet[] }[];
  /** Segments outside groups: TA1. */
  readonly loose: readonly (readonly string[])[];
};

export function readX12(bytes: Uint8Array): ReadInterchange {
  const text = new TextDecoder().decode(bytes);
  expectTrue(text.startsWith('ISA'), 'starts with ISA');
  const element = text.charAt(3);
  const component = text.charAt(104);
  const terminator = text.charAt(105);
  const segments = text
    .split(terminator)
    .map((segment) => segment.replace(/^[\r\n]+/, ''))
    .filter((segment) => segment !== '')
    .map((segment) => segment.split(element));
  const isa = segments[0] ?? [];
  const iea = segments.at(-1) ?? [];
  expectTrue(isa.length === 17, 'ISA has 16 elements');
  expectTrue(iea[0] === 'IEA' && iea[2] === isa[13], 'IEA02 is ISA13');
  const groups: { code: string; control: string; sets: ReadSet[] }[] = [];
  const loose: string[][] = [];
  let open: string[][] | undefined;
  for (const segment of segments.slice(1, -1)) {
    const group = groups.at(-1);
    if (segment[0] === 'GS') groups.push({ code: segment[1] ?? '', control: segment[6] ?? '', sets: [] });
    else if (segment[0] === 'GE') {
      expectTrue(segment[1] === String(group?.sets.length) && segment[2] === group?.control, 'GE counts and matches');
    } else if (segment[0] === 'ST') open = [segment];
    else if (open === undefined) loose.push(segment);
    else {
      open.push(segment);
      if (segment[0] !== 'SE') continue;
      expectTrue(segment[1] === String(open.length), `SE01 ${segment[1]} counts ${open.length} segments`);
      expectTrue(segment[2] === open[0]?.[2], 'SE02 is ST02');
      group?.sets.push({ type: open[0]?.[1] ?? '', control: open[0]?.[2] ?? '', segments: open });
      open = undefined;
    }
  }
  expectTrue(iea[1] === String(groups.length), 'IEA01 counts groups');
  return {
    syntax: 'x12',
    from: `${isa[5]}:${isa[6]?.trim()}`,
    to: `${isa[7]}:${isa[8]?.trim()}`,
    control: isa[13] ?? '',
    component,
    groups,
    loose,
  };
}

export function readEdifact(bytes: Uint8Array): ReadInterchange {
  const head = new TextDecoder('latin1').decode(bytes.slice(0, 40));
  const text = new TextDecoder(head.includes('UNOW') ? 'utf-8' : 'latin1').decode(bytes);
  const una = text.startsWith('UNA');
  const [component, element, terminator] = una ? [text.charAt(3), text.charAt(4), text.charAt(8)] : [':', '+', "'"];
  const unescape = (value: string) => value.replaceAll(/\?(.)/gs, '$1');
  const split = (value: string, by: string) =>
    value.split(new RegExp(`(?<!\\?)${by.replaceAll(/[.*+?^$|]/g, '\\$&')}`));
  const segments = split(una ? text.slice(9) : text, terminator)
    .map((segment) => segment.replace(/^[\r\n]+/, ''))
    .filter((segment) => segment !== '')
    .map((segment) => split(segment, element).map(unescape));
  const unb = segments[0] ?? [];
  const unz = segments.at(-1) ?? [];
  expectTrue(unb[0] === 'UNB' && unz[0] === 'UNZ' && unz[2] === unb[5], 'UNZ matches UNB');
  const sets: ReadSet[] = [];
  let open: string[][] = [];
  for (const segment of segments.slice(1, -1)) {
    if (segment[0] === 'UNH') open = [];
    open.push(segment);
    if (segment[0] !== 'UNT') continue;
    expectTrue(segment[1] === String(open.length), `UNT counts ${open.length} segments`);
    expectTrue(segment[2] === open[0]?.[1], 'UNT matches UNH');
    sets.push({ type: open[0]?.[2]?.split(component)[0] ?? '', control: open[0]?.[1] ?? '', segments: open });
  }
  expectTrue(unz[1] === String(sets.length), 'UNZ counts messages');
  const address = (value = '') => value.split(component).toReversed().join(':');
  return {
    syntax: 'edifact',
    from: address(unb[2]),
    to: address(unb[3]),
    control: unb[5] ?? '',
    component,
    groups: [{ code: '', control: '', sets }],
    loose: [],
  };
}

function expectTrue(condition: boolean, what: string): void {
  if (!condition) throw new Error(`Not so: ${what}.`);
}
