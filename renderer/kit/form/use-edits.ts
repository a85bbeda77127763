import { useState } from 'react';
import { failureWords, wasCancelled } from '#renderer/data/failure.ts';
import { type FieldProblem, fieldProblemsOf } from '#renderer/data/field-problems.ts';
import { sameField } from './field.ts';
import { choose, type Conflict, conflictsNow, type Edit, isDirty, rebase, type Shape } from './edit.ts';

/** How often a save is laid over somebody else's by itself, where both changed different things. */
const mostTries = 5;

export type Edited<Stored, Draft> = {
  /** As it was last read; undefined until then. */
  readonly stored: Stored | undefined;
  readonly shape: Shape<Stored, Draft>;
  /** What is wrong before anything is sent. */
  readonly check?: (draft: Draft) => readonly FieldProblem[];
  /** Asks what is wrong with the rest where `check` has found something, so that all of it is said at once. Throws what the core answers. */
  readonly rehearse?: (edit: Edit<Stored, Draft>) => Promise<unknown>;
  /** Sends what was changed, and gives what is stored then. Throws what the core answers. */
  readonly send: (edit: Edit<Stored, Draft>) => Promise<Stored>;
  /** What is stored now, where the core refused because somebody else had saved before; undefined for another failure. */
  readonly storedMeanwhile?: (error: unknown) => Stored | undefined;
  /** What the core calls a field, as the form calls it; null = the form has none for it. Left out: as it is called in the draft. */
  readonly fieldOf?: (field: string) => string | null;
};

export type FormState = 'open' | 'saving' | 'saved';

/** A form while it is edited. */
export type Form<Draft> = {
  /** Undefined until what is stored was read. */
  readonly draft: Draft | undefined;
  readonly dirty: boolean;
  readonly state: FormState;
  /** Everything that was refused; an empty field = it is about the whole. A new list for each refusal. */
  readonly problems: readonly FieldProblem[];
  readonly conflicts: readonly Conflict[];
  readonly change: (next: (draft: Draft) => Draft) => void;
  readonly choose: (field: string, whose: 'mine' | 'theirs') => void;
  /** Whether it is saved. What is in the way is shown in the form, and nothing that was typed is lost. */
  readonly save: () => Promise<boolean>;
  readonly discard: () => void;
};

/** Edits of one stored thing, until they are saved or discarded. Screens use `useForm`, which guards them. */
export function useEdits<Stored, Draft>(edited: Edited<Stored, Draft>): Form<Draft> {
  const { stored: read, shape, check = () => [], send, storedMeanwhile } = edited;
  // What a save has answered is newer than what was read before it.
  const [answer, setAnswer] = useState<{ readonly over: unknown; readonly saved: Stored }>();
  const stored = answer !== undefined && answer.over === read ? answer.saved : read;
  const [edit, setEdit] = useState<Edit<Stored, Draft>>();
  const [problems, setProblems] = useState<readonly FieldProblem[]>([]);
  const [state, setState] = useState<FormState>('open');

  const stale = edit !== undefined && stored !== undefined && state !== 'saving';
  if (stale && edit.base !== stored && JSON.stringify(edit.base) !== JSON.stringify(stored))
    setEdit(rebase(shape, edit, stored));

  const refuse = (what: readonly FieldProblem[]) => {
    setProblems(what);
    setState('open');
    return false;
  };

  const fieldsOf = (draft: Draft) => edited.fieldOf ?? fieldIn(shape.fields(draft));

  /** What the core has against the fields that were not found wrong before. */
  const restOf = async (now: Edit<Stored, Draft>, wrong: readonly FieldProblem[]): Promise<readonly FieldProblem[]> => {
    try {
      await edited.rehearse?.(now);
      return [];
    } catch (failure) {
      if (fieldProblemsOf(failure).length === 0) return [];
      const told = problemsOf(failure, fieldsOf(now.draft));
      return told.filter(({ field }) => !wrong.some((one) => sameField(one.field, field)));
    }
  };

  const store = async (wanted: Edit<Stored, Draft>): Promise<boolean> => {
    let now = wanted;
    for (let tries = 0; ; tries += 1) {
      if (now.conflicts.length > 0) return refuse([{ field: '', words: 'Choose between the values above first.' }]);
      const wrong = check(now.draft);
      if (wrong.length > 0) return refuse(inOrder(shape.fields(now.draft), [...wrong, ...(await restOf(now, wrong))]));
      try {
        const saved = await send(now);
        const written = now.draft;
        setAnswer({ over: read, saved });
        // What was typed while it was stored stays, as an edit on what is stored.
        setEdit((last) => (last === undefined || last.draft === written ? undefined : { ...last, base: saved }));
        setState('saved');
        return true;
      } catch (failure) {
        if (wasCancelled(failure)) return refuse([]);
        const meanwhile = storedMeanwhile?.(failure);
        if (meanwhile === undefined || tries === mostTries) {
          return refuse(problemsOf(failure, fieldsOf(now.draft)));
        }
        now = rebase(shape, now, meanwhile);
        setAnswer({ over: read, saved: meanwhile });
        setEdit((last) => (last === undefined ? undefined : rebase(shape, last, meanwhile)));
      }
    }
  };

  const draft = edit?.draft ?? (stored === undefined ? undefined : shape.toDraft(stored));
  return {
    draft,
    dirty: edit !== undefined && (isDirty(shape, edit) || edit.conflicts.length > 0),
    state,
    problems,
    conflicts: edit === undefined ? [] : conflictsNow(shape, edit),
    change: (next) => {
      if (stored === undefined) return;
      setEdit((last) => {
        const before = last ?? { base: stored, draft: shape.toDraft(stored), conflicts: [] };
        return { ...before, draft: next(before.draft) };
      });
      setProblems([]);
      setState('open');
    },
    choose: (field, whose) => {
      setEdit((last) => (last === undefined ? undefined : choose(shape, last, field, whose)));
      setProblems([]);
    },
    save: async () => {
      if (stored === undefined || state === 'saving') return false;
      setState('saving');
      setProblems([]);
      return store(edit ?? { base: stored, draft: shape.toDraft(stored), conflicts: [] });
    },
    discard: () => {
      setEdit(undefined);
      setProblems([]);
      setState('open');
    },
  };
}

/** A field as it is called among these, whatever its case. */
function fieldIn(fields: ReadonlyMap<string, string>): (field: string) => string | null {
  return (field) => (fields.has(field) || [...fields.keys()].some((one) => sameField(one, field)) ? field : null);
}

/** In the order of the form. */
function inOrder(fields: ReadonlyMap<string, string>, problems: readonly FieldProblem[]): readonly FieldProblem[] {
  const names = [...fields.keys()];
  const placeOf = ({ field }: FieldProblem) => names.findIndex((name) => sameField(name, field));
  return problems.toSorted((a, b) => placeOf(a) - placeOf(b));
}

function problemsOf(failure: unknown, fieldOf: (field: string) => string | null): readonly FieldProblem[] {
  const told = fieldProblemsOf(failure);
  if (told.length === 0) return [{ field: '', words: failureWords(failure) }];
  return told.map(({ field, words }) => {
    const place = fieldOf(field);
    return place === null ? { field: '', words: `${field}: ${words}` } : { field: place, words };
  });
}
