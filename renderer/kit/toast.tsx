import { type NotificationData, notifications } from '@mantine/notifications';
import { failureWords, wasCancelled } from '#renderer/data/failure.ts';

/** Says what failed, why, and what to do next, until somebody closes it. Silent for calls given up on purpose. */
export function sayFailed(what: string, error: unknown): void {
  if (wasCancelled(error)) return;
  const message = `${what} ${failureWords(error)}`;
  showFailure(message, { message });
}

/** Failures on screen at once. More wait until one is closed: what was just done, and the way back, has its place beside them. */
const mostFailures = 3;
const standing = new Set<string>();
const waiting = new Map<string, NotificationData>();

/** Shows what failed until somebody closes it; the same is shown once. */
export function showFailure(id: string, notice: NotificationData): void {
  if (standing.has(id)) return;
  if (standing.size >= mostFailures) {
    waiting.set(id, notice);
    return;
  }
  standing.add(id);
  const onClose = () => {
    standing.delete(id);
    const [next] = waiting;
    if (next === undefined) return;
    waiting.delete(next[0]);
    // Not while the list that this one leaves is being written.
    queueMicrotask(() => showFailure(...next));
  };
  notifications.show({ color: 'red', autoClose: false, role: 'alert', ...notice, id, onClose });
}

/** Of what went as wanted; a third takes the place of the oldest. */
const mostPassing = 2;
/** What was said of things that went as wanted, by id, for as long as it is on screen. */
const passing = new Set<string>();

/** Shows what makes room for the next thing that is done. */
export function showPassing(id: string, notice: NotificationData): void {
  const [oldest] = passing;
  if (oldest !== undefined && passing.size >= mostPassing && !passing.has(id)) notifications.hide(oldest);
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
