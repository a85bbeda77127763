import { create } from 'zustand';
import { say } from '#renderer/ui/toast.tsx';

/** The action the escalate key asks for. */
export const escalateAction = 'salesforce.escalate';

/** The issues whose escalation is being previewed; empty = the dialog is closed. */
export const useEscalate = create<{ readonly ids: readonly string[] }>(() => ({ ids: [] }));

export function openEscalate(ids: readonly string[]): void {
  if (ids.length === 0) say('Choose an issue first: j moves down, e escalates.');
  else useEscalate.setState({ ids });
}

export function closeEscalate(): void {
  useEscalate.setState({ ids: [] });
}
