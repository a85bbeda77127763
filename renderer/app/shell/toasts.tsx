import { Notifications } from '@mantine/notifications';

/** What was just said, for a while. */
export function Toasts() {
  return <Notifications position="bottom-center" limit={5} containerWidth={430} />;
}
