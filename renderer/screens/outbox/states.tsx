import type { ActionState } from '#shared/model/action/action.ts';
import { actionWords } from '#renderer/kit/action-words.ts';
import { Choices } from '#renderer/kit/choices.tsx';

type Shown = ActionState | 'all';

type Props = {
  readonly byState: readonly { readonly state: ActionState; readonly count: number }[];
  readonly shown: Shown;
  readonly onShow: (state: Shown) => void;
};

function toneOf(state: ActionState): 'bad' | 'warn' | undefined {
  const { tone } = actionWords(state);
  if (tone === 'bad') return 'bad';
  return tone === 'unsure' ? 'warn' : undefined;
}

/** The states that there are, with how many are in each: one of them is shown, or all. */
export function States({ byState, shown, onShow }: Props) {
  const all = byState.reduce((sum, { count }) => sum + count, 0);
  const some = byState
    .filter(({ state, count }) => count > 0 || state === shown)
    .map(({ state, count }) => ({ id: state, name: actionWords(state).label, count, tone: toneOf(state) }));
  return (
    <Choices<Shown>
      label="States"
      choices={[{ id: 'all', name: 'All', count: all }, ...some]}
      chosen={shown}
      onChoose={onShow}
    />
  );
}
