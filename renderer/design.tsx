import '@mantine/core/styles.layer.css';
import '#renderer/kit/theme/font.css';
import '#renderer/kit/theme/tokens.css';
import '#renderer/kit/theme/base.css';
import '#renderer/kit/theme/mantine.css';
import { MantineProvider } from '@mantine/core';
import { createRoot } from 'react-dom/client';
import { theme } from '#renderer/kit/theme/theme.ts';
import { DesignPage } from '#renderer/screens/design/design-page.tsx';

const root = document.getElementById('root');
if (root === null) throw new Error('The page has no place for the parts.');
createRoot(root).render(
  <MantineProvider theme={theme} forceColorScheme="light">
    <DesignPage />
  </MantineProvider>,
);
