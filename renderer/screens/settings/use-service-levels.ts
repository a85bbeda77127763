import { useState } from 'react';
import type { Settings } from '#shared/model/workspace-settings.ts';
import { useEditor } from '#renderer/app/unsaved.ts';
import { failureWords, fieldProblemOf } from '#renderer/data/failure.ts';
import { useQuery } from '#renderer/data/query.ts';
import { rpc } from '#renderer/data/rpc.ts';
import { type Change, type Problem, toDraft } from './service-draft.ts';
import { choose, conflictsNow, type Edit, isDirty, rebase, storedMeanwhile, toSend } from './service-merge.ts';

/** How often a save is laid over somebody else's by itself, where both changed different things. */
const mostTries = 5;

/** The service levels as stored, and the edits on them until they are saved or discarded. */
export function useServiceLevels() {
  const { data, error, refresh } = useQuery('settings', (signal) => rpc.settings.get({}, { signal }), ['system']);
  // What a save has answered is newer than what was read before it.
  const [answer, setAnswer] = useState<{ readonly over: unknown; readonly saved: Settings }>();
  const stored = answer !== undefined && answer.over === data ? answer.saved : data;
  const [edit, setEdit] = useState<Edit>();
  const [problem, setProblem] = useState<Problem>();
  const [state, setState] = useState<'open' | 'saving' | 'saved'>('open');

  const stale = edit !== undefined && stored !== undefined && state !== 'saving';
  if (stale && JSON.stringify(edit.base) !== JSON.stringify(stored)) setEdit(rebase(edit, stored));

  const dirty = edit !== undefined && (isDirty(edit) || edit.conflicts.length > 0);

  const change: Change = (key, value) => {
    if (stored === undefined) return;
    const before = edit ?? { base: stored, draft: toDraft(stored), conflicts: [] };
    setEdit({ ...before, draft: { ...before.draft, [key]: value } });
    setProblem(undefined);
    setState('open');
  };
  const refuse = (what: Problem) => {
    setProblem(what);
    setState('open');
    return false;
  };

  const store = async (wanted: Edit): Promise<boolean> => {
    let now = wanted;
    for (let tries = 0; ; tries += 1) {
      if (now.conflicts.length > 0) return refuse({ field: '', words: 'Choose between the values above first.' });
      const typed = toSend(now);
      if ('problem' in typed) return refuse(typed.problem);
      try {
        const saved = await rpc.settings.set(typed.sent);
        const written = now.draft;
        setAnswer({ over: data, saved });
        // What was typed while it was stored stays, as an edit on what is stored.
        setEdit((last) => (last === undefined || last.draft === written ? undefined : { ...last, base: saved }));
        setState('saved');
        refresh();
        return true;
      } catch (failure) {
        const meanwhile = storedMeanwhile(failure);
        if (meanwhile === undefined || tries === mostTries) {
          return refuse(fieldProblemOf(failure) ?? { field: '', words: failureWords(failure) });
        }
        now = rebase(now, meanwhile);
        setAnswer({ over: data, saved: meanwhile });
        setEdit((last) => (last === undefined ? undefined : rebase(last, meanwhile)));
      }
    }
  };
  const save = async (): Promise<boolean> => {
    if (edit === undefined || state === 'saving') return false;
    setState('saving');
    setProblem(undefined);
    return store(edit);
  };
  const discard = () => {
    setEdit(undefined);
    setProblem(undefined);
    setState('open');
  };

  useEditor('service levels', dirty, { name: 'Settings', save, discard, kept: false });

  const draft = edit?.draft ?? (stored === undefined ? undefined : toDraft(stored));
  return {
    draft,
    dirty,
    state,
    problem,
    conflicts: edit === undefined ? [] : conflictsNow(edit),
    change,
    choose: (field: string, whose: 'mine' | 'theirs') => {
      if (edit !== undefined) setEdit(choose(edit, field, whose));
      setProblem(undefined);
    },
    save,
    discard,
    error,
    refresh,
  };
}
