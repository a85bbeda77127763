import { startDesktopHost } from './ui/desktop-host.ts';
import { tellJourneys } from './ui/tell.ts';

tellJourneys('the desktop app', startDesktopHost);
