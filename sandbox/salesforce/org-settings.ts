/** How this org is set up; every part has a default that lets the console work. */
export type SalesforceSettings = {
  /** The consumer key of the External Client App. */
  readonly clientId: string;
  /** Compared whole, port included, as the vendor does. */
  readonly callbackUrls: readonly string[];
  /** Skips the sign-in page. */
  readonly autoApprove: boolean;
  /** Milliseconds until an access token ends; nothing in an answer tells. */
  readonly sessionLifetime: number;
  /** Milliseconds a refresh token may lie unused. */
  readonly refreshIdle: number;
  readonly dailyApiLimit: number;
  readonly externalId: {
    readonly name: string;
    readonly unique: boolean;
    readonly caseSensitive: boolean;
    /** False plays missing field-level security: the field is there and this user can't see it. */
    readonly visible: boolean;
  };
  /** The Account field holding all of a partner's identifiers, separated by semicolons; `AccountNumber` holds the first. */
  readonly accountIdentifierField: string;
  readonly picklists: {
    readonly Status: readonly Choice[];
    readonly Priority: readonly Choice[];
    readonly Origin: readonly Choice[];
    readonly Type: readonly Choice[];
    readonly Reason: readonly Choice[];
  };
  /** False lets the API write values no picklist holds, as an org's standard picklists do until restricted. */
  readonly restrictPicklists: boolean;
  /** Case fields this org requires on top. */
  readonly requiredCaseFields: readonly string[];
  /** Further fields of Case: text, or a picklist where there are choices. */
  readonly customCaseFields: readonly {
    readonly name: string;
    readonly label: string;
    readonly length: number;
    readonly type?: 'string' | 'boolean' | 'picklist' | 'datetime';
    readonly choices?: readonly Choice[];
  }[];
  /** Fields of Case that this user may see and not write. */
  readonly readOnlyCaseFields: readonly string[];
  /** False plays the missing right to create cases. */
  readonly mayCreateCases: boolean;
  /** Names of accounts that this user may find and not use. */
  readonly accountsOutOfReach: readonly string[];
  /** `own`: this user sees only cases that are theirs. */
  readonly caseVisibility: 'all' | 'own';
  /** More new cases than this in one call are too much for a trigger of this org; null without such a trigger. */
  readonly triggerLimit: number | null;
  /** Data storage left, in MB; at 0 no record can be made. */
  readonly storageLeft: number;
  /** False plays the missing right "View Setup and Configuration". */
  readonly mayViewSetup: boolean;
  /** The queue an active assignment rule gives new cases to; null without a rule. */
  readonly assignmentQueue: string | null;
  /** 204 plays older versions: an upsert that updated says nothing, not even the id. */
  readonly upsertUpdateStatus: 200 | 204;
  /** Rows on one page of a query, whatever was asked for, as with wide rows; null = up to 2,000. */
  readonly widestBatch: number | null;
};

/** One value of a picklist. */
export type Choice = {
  readonly value: string;
  readonly active?: boolean;
  readonly isDefault?: boolean;
  /** For Status: cases with it are closed. */
  readonly closed?: boolean;
};

const callbackPorts = [1717, 1718, 1719, 1720, 1721];

export const defaultSettings: SalesforceSettings = {
  clientId: 'gridline-sandbox-client',
  callbackUrls: callbackPorts.flatMap((port) => [
    `http://localhost:${port}/OauthRedirect`,
    `http://127.0.0.1:${port}/OauthRedirect`,
  ]),
  autoApprove: false,
  sessionLifetime: 2 * 60 * 60 * 1000,
  refreshIdle: 30 * 24 * 60 * 60 * 1000,
  dailyApiLimit: 15_000,
  externalId: { name: 'TG_Exception_Key__c', unique: true, caseSensitive: true, visible: true },
  accountIdentifierField: 'TG_Partner_Ids__c',
  picklists: {
    Status: [
      { value: 'New', isDefault: true },
      { value: 'Working' },
      { value: 'Waiting on Partner' },
      { value: 'Escalated' },
      { value: 'On Hold', active: false },
      { value: 'Closed', closed: true },
      { value: 'Closed - Duplicate', closed: true },
    ],
    Priority: [
      { value: 'High' },
      { value: 'Medium', isDefault: true },
      { value: 'Low' },
      { value: 'Critical', active: false },
    ],
    Origin: [
      { value: 'Phone' },
      { value: 'Email' },
      { value: 'Web' },
      { value: 'Trading Grid' },
      { value: 'Fax', active: false },
    ],
    Type: [{ value: 'Question' }, { value: 'Problem' }, { value: 'EDI Exception' }, { value: 'Claim', active: false }],
    Reason: [
      { value: 'New problem' },
      { value: 'Existing problem' },
      { value: 'Document rejected' },
      { value: 'Other' },
    ],
  },
  restrictPicklists: true,
  requiredCaseFields: [],
  customCaseFields: [],
  readOnlyCaseFields: [],
  mayCreateCases: true,
  accountsOutOfReach: [],
  caseVisibility: 'all',
  triggerLimit: null,
  storageLeft: 1_021,
  mayViewSetup: true,
  assignmentQueue: 'Partner Operations',
  upsertUpdateStatus: 200,
  widestBatch: null,
};
