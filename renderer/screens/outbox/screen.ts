import { IconSend } from '@tabler/icons-react';
import { stateRules } from '#shared/model/action/action-state.ts';
import { lazyPart } from '#renderer/app/part.ts';
import type { ScreenProps, ScreenRow } from '#renderer/app/screens/screen-row.ts';
import { counted } from '#renderer/kit/count-words.ts';

export const outboxScreen: ScreenRow = {
  id: 'outbox',
  name: 'Outbox',
  place: 'The outbox',
  icon: IconSend,
  keys: 'g o',
  badge: ({ outbox }) => {
    const count =
      outbox?.byState.reduce((sum, entry) => sum + (stateRules[entry.state].needsPerson ? entry.count : 0), 0) ?? 0;
    return { count, alarming: true, words: `${counted(count, 'action')} waiting for you`, rest: 'waiting for you' };
  },
  views: [],
  find: null,
  begin: null,
  code: lazyPart<ScreenProps>(async () => (await import('./outbox-screen.tsx')).OutboxScreen),
};
