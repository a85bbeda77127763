import type { Screen } from '#renderer/app/route.ts';
import type { ScreenRow } from '#renderer/app/screens/screen-row.ts';
import { connectionsScreen } from '#renderer/screens/connections/screen.ts';
import { outboxScreen } from '#renderer/screens/outbox/screen.ts';
import { queueScreen } from '#renderer/screens/queue/screen.ts';
import { settingsScreen } from '#renderer/screens/settings/screen.ts';

/** Every screen there is. */
export const screenTable: Readonly<Record<Screen, ScreenRow>> = {
  queue: queueScreen,
  outbox: outboxScreen,
  connections: connectionsScreen,
  settings: settingsScreen,
};
