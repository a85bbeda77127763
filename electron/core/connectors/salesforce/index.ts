import { defineConnector } from '../define-connector.ts';
import { createApi } from './org/api.ts';
import { createCaseFeed } from './feed/case-feed.ts';
import { caseFields } from './case/case-fields.ts';
import { checkConnection } from './test-connection.ts';
import { draftCase } from './case/draft.ts';
import { manifest } from './manifest.ts';
import { escalate } from './case/escalate.ts';
import { previewCase } from './case/preview.ts';
import { readSettings, type SalesforceSettings } from './connection-settings.ts';
import { signIn } from './sign-in/sign-in.ts';

/** Salesforce: escalations become cases, and what happens to the cases comes back. */
export const salesforce = defineConnector(manifest, (context) => {
  let parsed: SalesforceSettings | null = null;
  const settings = () => (parsed ??= readSettings(context.settings));
  const api = createApi(context, settings);
  return {
    test: (signal) => checkConnection(context, api, settings, signal),
    feeds: { cases: createCaseFeed(context, api, settings) },
    actions: {
      escalate: {
        draft: (subject, edits) => draftCase(subject, edits, settings()),
        fields: (wanted, signal) => caseFields(context, api, settings(), wanted, signal),
        preview: (draft, signal) => previewCase(context, api, settings(), draft, signal),
        perform: (items, signal) => escalate(context, api, settings(), items, signal),
      },
    },
    signIn: (signal) => signIn(context, api, settings(), signal),
  };
});
