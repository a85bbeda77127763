import { day, minute, second } from '#shared/lib/time.ts';
import type { ManifestSketch } from '../define-connector.ts';

/** What people call what an escalation makes, in the manifest and in every receipt. */
export const noun = 'case';

export const manifest = {
  id: 'salesforce',
  name: 'Salesforce',
  summary: 'Escalates issues to Salesforce cases and brings their number, status, owner and comments back.',
  signIn: true,
  libraries: ['jsforce'],
  settings: [
    {
      key: 'clientId',
      label: 'Consumer key',
      help: 'The consumer key of the External Client App that your Salesforce administrator created for Gridline. It is not a secret.',
      type: 'text',
      default: null,
      realm: true,
    },
    {
      key: 'loginUrl',
      label: 'Sign-in address',
      help: 'https://login.salesforce.com for production, https://test.salesforce.com for a sandbox, or your My Domain address.',
      type: 'url',
      default: 'https://login.salesforce.com',
      realm: true,
    },
    {
      key: 'accountIdentifierFields',
      label: 'Account fields with partner identifiers',
      help: 'Account fields that hold a partner’s EDI address, company ID or name, best first. A field of your own may hold several, separated by semicolons. We assume AccountNumber, then Name.',
      type: 'list',
      default: 'AccountNumber,Name',
    },
    {
      key: 'origin',
      label: 'Case origin',
      help: 'The origin of new cases, if your org’s Origin picklist has it; otherwise the picklist’s default is used.',
      type: 'text',
      default: 'Trading Grid',
    },
    {
      key: 'priorityMap',
      label: 'Priorities',
      help: 'Which case priority each severity becomes, as severity:priority pairs.',
      type: 'list',
      default: 'critical:High,high:High,medium:Medium,low:Low',
    },
    {
      key: 'caseFields',
      label: 'Case fields',
      help: 'Values for additional Case fields on every new case, as Name=value with API names: Product_Line__c=EDI. Whoever escalates can change them.',
      type: 'list',
      default: '',
    },
    {
      key: 'autoAssign',
      label: 'Run assignment rules',
      help: 'Whether Salesforce’s active assignment rules choose the owner of a new case. When off, the person who is signed in owns it.',
      type: 'boolean',
      default: 'false',
    },
    {
      key: 'allowDuplicates',
      label: 'Save despite duplicate rules',
      help: 'Whether a case is saved even when one of your org’s duplicate rules would only warn about it.',
      type: 'boolean',
      default: 'false',
      advanced: true,
    },
    {
      key: 'instanceUrl',
      label: 'Instance address',
      help: 'Where your org answers, such as https://acme.my.salesforce.com. Filled in at sign-in.',
      type: 'url',
      default: '',
      advanced: true,
    },
    {
      key: 'apiVersion',
      label: 'API version',
      help: 'Version of the Salesforce REST API. 65.0 is Winter ’26.',
      type: 'text',
      default: '65.0',
      advanced: true,
    },
    {
      key: 'redirectPorts',
      label: 'Sign-in ports',
      help: 'Ports on this computer for the answer of the sign-in; the first free one is used. Browsers refuse 1719, 1720 and 1723. Each needs a callback address http://localhost:PORT/OauthRedirect in the External Client App.',
      type: 'list',
      default: '1717,1718,1721',
      advanced: true,
    },
    {
      key: 'externalIdField',
      label: 'Exception key field',
      help: 'The Case field that holds the key of the issue. It must be an external ID and unique, so that nothing is ever escalated twice.',
      type: 'text',
      default: 'TG_Exception_Key__c',
      advanced: true,
    },
  ],
  secrets: [
    {
      key: 'refreshToken',
      label: 'Refresh token',
      help: 'Kept for you by the sign-in; there is no need to enter it.',
      required: false,
    },
    {
      key: 'accessToken',
      label: 'Access token',
      help: 'Kept for you by the sign-in; there is no need to enter it.',
      required: false,
    },
  ],
  feeds: [{ id: 'cases', name: 'Case changes', everyMs: minute, staleAfterMs: 15 * minute }],
  actions: [
    {
      id: 'escalate',
      name: 'Escalate to a Salesforce case',
      capability: 'case.create',
      verb: 'Escalate',
      did: 'escalated {issue} to {where}',
      noun,
      icon: 'lifebuoy',
      countsAs: 'changed a record',
      receipts: ['accepted', 'closed', 'replied', 'deleted'],
      deliveryClass: 'idempotent',
      per: 'incident',
      batchSize: 200,
      concurrency: 2,
      callsPerMinute: 60,
      deadlineMs: 150 * second,
      receiptFeed: 'cases',
      fields: [
        { key: 'subject', label: 'Subject', bulk: false },
        { key: 'priority', label: 'Priority', bulk: true },
        { key: 'origin', label: 'Case origin', bulk: true },
        { key: 'description', label: 'Description', bulk: false },
      ],
    },
  ],
} as const satisfies ManifestSketch;

/** Describe results and account matches are looked up again after this. */
export const lookupLifetime = 60 * minute;
/** While sending, an older describe result is better than another call. */
export const lookupLifetimeWhenSending = day;
