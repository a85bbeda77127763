import type { SourceFile } from './imports.ts';

const rooms = /^(?:shared|renderer|electron\/(?:core|hosts))\//;
const edge = /^electron\/core\/connectors\/(?!sdk\/|connector\.ts|define-connector\.ts)/;

/** Whether a file is where no outside system may be known by name. */
export function isOutsideConnectors(path: string): boolean {
  return rooms.test(path) && !edge.test(path);
}

/** `drop-folder`, `dropFolder`, `openDropFolder`, `Drop folder`; not the end of another word. */
function patternOf(name: string): RegExp {
  const any = (text: string) =>
    text.replaceAll(/[a-z]/gi, (letter) => `[${letter.toLowerCase()}${letter.toUpperCase()}]`);
  const [first = '', ...more] = name.split(/[^A-Za-z\d]+/).filter((word) => word !== '');
  const initial = first.charAt(0);
  const begin = `(?:(?<![A-Za-z])${initial.toLowerCase()}|${initial.toUpperCase()})${any(first.slice(1))}`;
  return new RegExp([begin, ...more.map(any)].join('[- _]?'));
}

export type Named = { readonly file: string; readonly line: number; readonly name: string };

/** Every place outside the connectors whose code names one of these, in whatever case and with or without dashes. */
export function vendorNames(files: readonly SourceFile[], names: readonly string[]): Named[] {
  const patterns = names.map((name) => ({ name, pattern: patternOf(name) }));
  return files
    .filter(({ path }) => isOutsideConnectors(path))
    .flatMap(({ path, text }) =>
      text
        .split('\n')
        .flatMap((code, index) =>
          patterns
            .filter(({ pattern }) => pattern.test(code))
            .map(({ name }) => ({ file: path, line: index + 1, name })),
        ),
    );
}
