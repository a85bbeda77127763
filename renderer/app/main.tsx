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
import { gateKeys } from '#renderer/keys/gate.ts';
import { Boundary } from '#renderer/ui/boundary.tsx';
import { hearProblems } from '#renderer/ui/problems.tsx';
import { App } from './app.tsx';
import { theme } from './theme.ts';
import { askBeforeUnload } from './unsaved.ts';

const appearance = localStorageColorSchemeManager({ key: 'gridline.appearance' });

// First of all listeners: what the gate keeps back reaches nobody.
gateKeys(window);
hearProblems(window);
askBeforeUnload(window);
void keepConnected();
void followLive();

const root = document.getElementById('root');
if (root === null) throw new Error('The page has no place for the application.');
createRoot(root).render(
  <Boundary place="Gridline">
    <MantineProvider theme={theme} defaultColorScheme="auto" colorSchemeManager={appearance}>
      <Boundary place="The console">
        <App />
      </Boundary>
      <Boundary place="What was just said">
        <Notifications position="bottom-center" limit={3} containerWidth={430} />
      </Boundary>
    </MantineProvider>
  </Boundary>,
);
