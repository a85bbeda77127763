/** The properties whose values are steps of the scale, and the variables that are these steps. */
const steps: readonly (readonly [properties: RegExp, step: string])[] = [
  [/^font-size$/, '--size-'],
  [/^font-weight$/, '--weight-'],
  [/^border-((top|bottom|start|end)-(left|right|start|end)-)?radius$/, '--radius-'],
  [/^((row|column)-)?gap$|^(padding|margin)(-|$)/, '--space-'],
];

/** Beyond this many pixels it is the page's layout, not the room between two things; a hair is none either. */
const widest = 24;
const hair = 1;

const colours =
  /#[0-9a-f]{3,8}\b|\b(rgb|hsl|hwb|lab|lch|oklab|oklch|color)a?\(|\b(white|black|gr[ae]y|red|green|blue|orange|yellow)\b/i;

type Declaration = { readonly property: string; readonly value: string; readonly line: number };

function declarationsOf(css: string): readonly Declaration[] {
  const bare = css.replace(/\/\*.*?\*\//gs, (comment) => comment.replaceAll(/[^\n]/g, ' '));
  return [...bare.matchAll(/(?<=[{;]\s*)([a-z-]+)\s*:\s*([^;{}]+)(?=[;}])/g)].map(
    ({ 1: property = '', 2: value = '', index }) => ({
      property,
      value: value.trim(),
      line: bare.slice(0, index).split('\n').length,
    }),
  );
}

function wrong({ property, value }: Declaration): string | null {
  if (property.startsWith('--')) return null;
  if (colours.test(value.replaceAll(/var\(--[\w-]+\)/g, ''))) return 'a colour of tokens.css';
  if (property === 'font' && value !== 'inherit')
    return /^(var\(--weight-\w+\) )?var\(--size-/.test(value) ? null : 'var(--size-…)';
  const step = steps.find(([properties]) => properties.test(property))?.[1];
  if (step === undefined) return null;
  const rest = value.replaceAll(/var\((--[\w-]+)\)/g, (whole, name: string) => (name.startsWith(step) ? '' : whole));
  if (step !== '--space-') return /^(0|inherit|\s)*$/.test(rest) ? null : `var(${step}…)`;
  const free = [...rest.matchAll(/([\d.]+)(px|r?em)/g)].some(({ 1: number = '', 2: unit }) =>
    unit === 'px' ? Number(number) > hair && Number(number) <= widest : true,
  );
  return free ? `var(${step}…)` : null;
}

/** Where a stylesheet leaves the scale, as `12: font-size: 14px (wanted: var(--size-…))`. */
export function offScale(css: string): readonly string[] {
  return declarationsOf(css).flatMap((declaration) => {
    const wanted = wrong(declaration);
    return wanted === null
      ? []
      : [`${declaration.line}: ${declaration.property}: ${declaration.value} (wanted: ${wanted})`];
  });
}

/** Set by Mantine on its own parts. */
const mantines = /^--(mantine|button|input)-/;

/** The variables that a stylesheet reads and nobody sets. */
export function unknownVariables(css: string, known: ReadonlySet<string>): readonly string[] {
  const own = new Set([...css.matchAll(/(--[\w-]+)\s*:/g)].map(([, name = '']) => name));
  const read = [...css.matchAll(/var\((--[\w-]+)\)/g)].map(([, name = '']) => name);
  return read.filter((name) => !known.has(name) && !own.has(name) && !mantines.test(name));
}
