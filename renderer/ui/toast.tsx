import { notifications } from '@mantine/notifications';
import { failureOf, wasCancelled } from '#renderer/client/failure.ts';

/** Says what failed, why, and what to do next. Silent for calls given up on purpose. */
export function sayFailed(what: string, error: unknown): void {
  if (wasCancelled(error)) return;
  const failure = failureOf(error);
  notifications.show({
    color: 'red',
    autoClose: 9_000,
    role: 'alert',
    message: `${what} ${failure.message}${failure.next === null ? '' : ` ${failure.next}`}`,
  });
}

export function say(message: string): void {
  notifications.show({ message, autoClose: 5_000 });
}
