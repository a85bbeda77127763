import { startBrowserHost } from './ui/browser-host.ts';
import { tellJourneys } from './ui/tell.ts';

tellJourneys('the browser', startBrowserHost);
