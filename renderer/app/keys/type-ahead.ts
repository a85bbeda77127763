import { useShell } from '#renderer/app/shell-state.ts';
import { isWriting } from './belongs.ts';

/**
 * Takes what is typed between the key that asks for the palette and its field: it is meant for that, and as keys of the queue it
 * would act on an issue. Whether it was taken.
 */
export function typeAhead(event: KeyboardEvent): boolean {
  const { palette, sought } = useShell.getState();
  if (!palette || isWriting(event.target)) return false;
  const isText = event.key.length === 1 && !event.ctrlKey && !event.metaKey;
  if (!isText) return false;
  event.preventDefault();
  useShell.setState({ sought: sought + event.key });
  return true;
}
