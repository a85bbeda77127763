import { create } from 'zustand';
import { say } from '#renderer/ui/toast.tsx';

/** The action the escalate key asks for. */
export const escalateAction = 'salesforce.escalate';

type EscalateState = {
  /** The issues whose escalation is being previewed; empty = the dialog is closed. */
  readonly ids: readonly string[];
  /** Enter was pressed before there was anything to confirm: it counts as soon as there is. */
  readonly eager: boolean;
};

export const useEscalate = create<EscalateState>(() => ({ ids: [], eager: false }));

export function openEscalate(ids: readonly string[]): void {
  if (ids.length === 0) say('Choose an issue first: j moves down, e escalates.');
  else useEscalate.setState({ ids, eager: false });
}

export function closeEscalate(): void {
  useEscalate.setState({ ids: [], eager: false });
}
