import { IconSettings } from '@tabler/icons-react';
import { lazyPart } from '#renderer/app/part.ts';
import type { ScreenProps, ScreenRow } from '#renderer/app/screens/screen-row.ts';
import { settingsParams } from './params.ts';

export const settingsScreen: ScreenRow = {
  id: 'settings',
  name: 'Settings',
  place: 'The settings',
  icon: IconSettings,
  keys: 'g s',
  badge: null,
  views: [{ name: 'People', params: settingsParams.write({ part: 'people' }) }],
  find: null,
  begin: null,
  code: lazyPart<ScreenProps>(async () => (await import('./settings-screen.tsx')).SettingsScreen),
};
