import { IconInbox } from '@tabler/icons-react';
import { lazyPart } from '#renderer/app/part.ts';
import type { ScreenProps, ScreenRow } from '#renderer/app/screens/screen-row.ts';
import { quickFilters } from './filters.ts';
import { queueParams, wholeQueue } from './params.ts';
import { counted } from '#renderer/kit/count-words.ts';

export const queueScreen: ScreenRow = {
  id: 'queue',
  name: 'Queue',
  place: 'The queue',
  icon: IconInbox,
  keys: 'g q',
  badge: ({ counts }) => {
    const count = counts?.unresolved ?? 0;
    return { count, alarming: false, words: counted(count, 'unresolved issue'), rest: 'unresolved' };
  },
  views: quickFilters.map(({ id, name }) => ({ name, params: queueParams.write({ ...wholeQueue, view: id }) })),
  find: async (words, signal) => await (await import('./find.ts')).find(words, signal),
  begin: async () => (await import('./begin.ts')).beginQueue(),
  code: lazyPart<ScreenProps>(async () => (await import('./queue-screen.tsx')).QueueScreen),
};
