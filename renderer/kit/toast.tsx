import { type NotificationData, notifications } from '@mantine/notifications';
import { failureWords, wasCancelled } from '#renderer/data/failure.ts';

/** Says what failed, why, and what to do next, until somebody closes it. Silent for calls given up on purpose. */
export function sayFailed(what: string, error: unknown): void {
  if (wasCancelled(error)) return;
  const message = `${what} ${failureWords(error)}`;
  notifications.show({ id: message, color: 'red', autoClose: false, role: 'alert', message });
}

/** What was said of things that went as wanted, by id, for as long as it is on screen. */
const passing = new Set<string>();

/** Shows what makes room for the next thing that is done. */
export function showPassing(id: string, notice: NotificationData): void {
  passing.add(id);
  notifications.show({ ...notice, id, onClose: () => passing.delete(id) });
}

/** Takes away what was said before something else was done. What failed stays: nobody may have read it yet. */
export function clearPassing(): void {
  for (const id of passing) notifications.hide(id);
  passing.clear();
}

/** The same words are on screen once, however often they are said. */
export function say(message: string): void {
  showPassing(message, { message, autoClose: 5_000 });
}
