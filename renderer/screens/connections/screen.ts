import { IconPlugConnected } from '@tabler/icons-react';
import { lazyPart } from '#renderer/app/part.ts';
import type { ScreenProps, ScreenRow } from '#renderer/app/screens/screen-row.ts';
import { counted } from '#renderer/kit/count-words.ts';

/** A connection that is paused does not work at the moment either. */
const troubled: readonly string[] = ['failing', 'needs sign-in', 'paused'];

export const connectionsScreen: ScreenRow = {
  id: 'connections',
  name: 'Connections',
  place: 'The connections',
  icon: IconPlugConnected,
  keys: 'g c',
  badge: ({ connections }) => {
    const count = connections?.connections.filter((entry) => troubled.includes(entry.status)).length ?? 0;
    return { count, alarming: true, words: `${counted(count, 'connection')} not working`, rest: 'not working' };
  },
  views: [],
  find: null,
  begin: null,
  code: lazyPart<ScreenProps>(async () => (await import('./connections-screen.tsx')).ConnectionsScreen),
};
