/** How a person wants the columns of one list. Ids of columns that there are no longer do no harm. */
export type Layout = {
  /** The columns that were moved, in their order; those that are not named keep their place after the one before them. */
  readonly order: readonly string[];
  readonly hidden: readonly string[];
  /** Pixels, for the columns that were resized. */
  readonly widths: Readonly<Record<string, number>>;
  readonly grouped: boolean;
};

export const plainLayout: Layout = { order: [], hidden: [], widths: {}, grouped: false };

/** Reads what was kept; whatever of it does not fit is left out. */
export function parseLayout(text: string | null): Layout {
  const kept = asRecord(parseJson(text));
  const widths = Object.entries(asRecord(kept.widths)).filter(
    (entry): entry is [string, number] => typeof entry[1] === 'number' && Number.isFinite(entry[1]),
  );
  return {
    order: strings(kept.order),
    hidden: strings(kept.hidden),
    widths: Object.fromEntries(widths),
    grouped: kept.grouped === true,
  };
}

function parseJson(text: string | null): unknown {
  try {
    return JSON.parse(text ?? 'null');
  } catch {
    return null;
  }
}

const asRecord = (value: unknown): Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null ? { ...value } : {};

const strings = (value: unknown): readonly string[] =>
  Array.isArray(value) ? value.filter((entry) => typeof entry === 'string') : [];
