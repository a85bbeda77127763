/** How something that is stored gets into a form and out of it. */
export type Shape<Stored, Draft> = {
  readonly toDraft: (stored: Stored) => Draft;
  /** Every value of a draft as typed, by its field: `calendar.zone`, `acknowledgement.byType.856`. */
  readonly fields: (draft: Draft) => ReadonlyMap<string, string>;
  /** A draft with one field as somebody else has it. */
  readonly withTheirs: (draft: Draft, theirs: Draft, field: string) => Draft;
};

/** One thing that two people have changed in different ways. Null = it is not there, such as a rule that was removed. */
export type Conflict = { readonly field: string; readonly mine: string | null; readonly theirs: string | null };

/** Edits, and what they were made on. */
export type Edit<Stored, Draft> = {
  readonly base: Stored;
  readonly draft: Draft;
  readonly conflicts: readonly Conflict[];
};

/** Whether anything differs from what was read; the order of rules counts too. */
export function isDirty<Stored, Draft>(shape: Shape<Stored, Draft>, edit: Edit<Stored, Draft>): boolean {
  const [before, after] = [shape.toDraft(edit.base), edit.draft].map((draft) => [...shape.fields(draft)]);
  return JSON.stringify(before) !== JSON.stringify(after);
}

/** Lays edits over what somebody else has stored meanwhile. What only one of both changed is taken as it is. */
export function rebase<Stored, Draft>(
  shape: Shape<Stored, Draft>,
  edit: Edit<Stored, Draft>,
  now: Stored,
): Edit<Stored, Draft> {
  if (!isDirty(shape, edit)) return { base: now, draft: shape.toDraft(now), conflicts: [] };
  const theirDraft = shape.toDraft(now);
  const before = shape.fields(shape.toDraft(edit.base));
  const [mine, theirs] = [shape.fields(edit.draft), shape.fields(theirDraft)];
  const open = new Set(edit.conflicts.map(({ field }) => field));
  let merged = edit.draft;
  const found: Conflict[] = [];
  for (const field of new Set([...before.keys(), ...mine.keys(), ...theirs.keys()])) {
    if (mine.get(field) === theirs.get(field)) continue;
    const theyChanged = theirs.get(field) !== before.get(field);
    if (!theyChanged && !open.has(field)) continue;
    const iChanged = mine.get(field) !== before.get(field);
    if (!iChanged && !open.has(field)) merged = shape.withTheirs(merged, theirDraft, field);
    else found.push({ field, mine: mine.get(field) ?? null, theirs: theirs.get(field) ?? null });
  }
  return { base: now, draft: merged, conflicts: found };
}

/** The conflicts with what stands in the form now: it can be edited on while one is open. */
export function conflictsNow<Stored, Draft>(
  { fields }: Shape<Stored, Draft>,
  { draft, conflicts }: Edit<Stored, Draft>,
): readonly Conflict[] {
  const values = fields(draft);
  return conflicts.map((one) => ({ ...one, mine: values.get(one.field) ?? null }));
}

/** Ends a conflict. What is kept is stored over theirs with the next save, knowingly. */
export function choose<Stored, Draft>(
  shape: Shape<Stored, Draft>,
  edit: Edit<Stored, Draft>,
  field: string,
  whose: 'mine' | 'theirs',
): Edit<Stored, Draft> {
  const conflicts = edit.conflicts.filter((one) => one.field !== field);
  const theirs = () => shape.withTheirs(edit.draft, shape.toDraft(edit.base), field);
  return { ...edit, draft: whose === 'mine' ? edit.draft : theirs(), conflicts };
}
