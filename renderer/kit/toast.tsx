import { notifications } from '@mantine/notifications';
import { failureWords, wasCancelled } from '#renderer/data/failure.ts';

/** Says what failed, why, and what to do next. Silent for calls given up on purpose. */
export function sayFailed(what: string, error: unknown): void {
  if (wasCancelled(error)) return;
  notifications.show({
    color: 'red',
    autoClose: 9_000,
    role: 'alert',
    message: `${what} ${failureWords(error)}`,
  });
}

/** The same words are on screen once, however often they are said. */
export function say(message: string): void {
  notifications.show({ id: message, message, autoClose: 5_000 });
}
