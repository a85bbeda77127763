import { defineConnector } from '../define-connector.ts';
import { caseFields } from './case/case-fields.ts';
import { draftCase } from './case/draft.ts';
import { escalate } from './case/escalate.ts';
import { previewCase } from './case/preview.ts';
import { createCaseFeed } from './feed/case-feed.ts';
import { manifest } from './manifest.ts';
import { openOrg } from './org/org.ts';
import { signIn } from './sign-in/sign-in.ts';
import { checkConnection } from './test-connection.ts';

/** Salesforce: escalations become cases, and what happens to the cases comes back. */
export const salesforce = defineConnector(manifest, (context) => {
  const org = openOrg(context);
  return {
    test: (signal) => checkConnection(org, signal),
    feeds: { cases: createCaseFeed(org) },
    actions: {
      escalate: {
        draft: (about, edits) => draftCase([about], edits, org.settings()),
        draftTogether: (about, edits) => draftCase(about, edits, org.settings()),
        fields: (wanted, signal) => caseFields(org, wanted, signal),
        preview: (draft, signal) => previewCase(org, draft, signal),
        perform: (items, signal) => escalate(org, items, signal),
      },
    },
    signIn: (signal) => signIn(org, signal),
  };
});
