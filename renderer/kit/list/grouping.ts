/** What a list can be grouped by, of which one or nothing is chosen. */
export type Grouping = {
  readonly choices: readonly { readonly id: string; readonly name: string }[];
  readonly chosen: string | null;
  readonly onChoose: (id: string | null) => void;
};
