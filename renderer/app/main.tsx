import '@mantine/core/styles.layer.css';
import '@mantine/notifications/styles.layer.css';
import './tokens.css';
import './base.css';
import './mantine.css';
import { localStorageColorSchemeManager, MantineProvider } from '@mantine/core';
import { Notifications } from '@mantine/notifications';
import { createRoot } from 'react-dom/client';
import { followLive } from '#renderer/client/live.ts';
import { keepConnected } from '#renderer/client/transport.ts';
import { App } from './app.tsx';
import { theme } from './theme.ts';

const appearance = localStorageColorSchemeManager({ key: 'gridline.appearance' });

void keepConnected();
void followLive();

const root = document.getElementById('root');
if (root === null) throw new Error('The page has no place for the application.');
createRoot(root).render(
  <MantineProvider theme={theme} defaultColorScheme="auto" colorSchemeManager={appearance}>
    <App />
    <Notifications position="bottom-center" limit={3} containerWidth={430} />
  </MantineProvider>,
);
