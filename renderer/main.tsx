import '@mantine/core/styles.layer.css';
import '@mantine/notifications/styles.layer.css';
import './kit/theme/font.css';
import './kit/theme/tokens.css';
import './kit/theme/base.css';
import './kit/theme/mantine.css';
import { localStorageColorSchemeManager, MantineProvider } from '@mantine/core';
import { QueryClientProvider } from '@tanstack/react-query';
import { createRoot } from 'react-dom/client';
import { client } from '#renderer/data/client.ts';
import { followLive } from '#renderer/data/live.ts';
import { keepConnected } from '#renderer/data/transport.ts';
import { gateKeys } from '#renderer/app/keys/gate.ts';
import { Boundary } from '#renderer/kit/boundary.tsx';
import { hearProblems } from '#renderer/kit/problems.tsx';
import { giveCommands } from '#renderer/app/commands/table.ts';
import { readPress } from '#renderer/app/keys/use-keys.ts';
import { followKeptKeys } from '#renderer/app/keys/kept-keys.ts';
import { commandTable } from './commands.ts';
import { App } from './app.tsx';
import { screenTable } from './screens.ts';
import { forgetFailed } from '#renderer/app/part.ts';
import { useRoute } from '#renderer/app/router.ts';
import { giveScreens, screenRow } from '#renderer/app/screens/registry.ts';
import { theme } from '#renderer/kit/theme/theme.ts';
import { askBeforeUnload } from '#renderer/app/unsaved.ts';

const appearance = localStorageColorSchemeManager({ key: 'gridline.appearance' });

giveCommands(commandTable);
followKeptKeys(window);
giveScreens(screenTable);
// Its code and its first rows are on their way while the connection is made.
const screen = screenRow(useRoute.getState().screen);
screen.code().catch(forgetFailed);
void screen.begin?.();

// First of all listeners: what the gate keeps back reaches nobody.
gateKeys(window, (event) => readPress(event, null).command?.repeats === true);
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
        <QueryClientProvider client={client}>
          <App />
        </QueryClientProvider>
      </Boundary>
    </MantineProvider>
  </Boundary>,
);
