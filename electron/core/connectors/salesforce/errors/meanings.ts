import { type Millis, second } from '#shared/lib/time.ts';
import type { ConnectorErrorKind } from '../../sdk/error.ts';

/** What one of Salesforce's errors comes to: what happens next, and what people read. */
type Meaning = {
  readonly kind: ConnectorErrorKind;
  readonly message: string;
  /** `fields` = those that Salesforce named. */
  readonly next?: string | ((fields: readonly string[]) => string);
  readonly retryAfterMs?: Millis;
  /** A trouble of the whole request, which fewer records at once may not have. */
  readonly tooMuch?: true;
};

const assignPermissions = 'Assign the permission set Gridline Partner Operations to the person who is signed in.';
const triedAgain = 'Gridline will retry automatically.';

/** By our own code. Which of the vendor's codes means what stands in `vendor-codes.ts`. */
const table = {
  'concurrent-limit': {
    kind: 'rate-limit',
    message: 'Salesforce is handling too many long requests at once.',
    retryAfterMs: 5 * second,
  },
  'request-limit': {
    kind: 'quota',
    message: 'Your org has used up its API requests for the last 24 hours.',
    next: 'Sending resumes when the count drops. An administrator can see it under Setup, System Overview.',
  },
  // Reading goes on: what is full concerns only what is written.
  'storage-limit': {
    kind: 'set-up',
    message: 'Your org has no data storage left, so no case can be created.',
    next: 'Ask the Salesforce administrator to free storage.',
  },
  locked: { kind: 'unavailable', message: 'Somebody else was changing the same records.', next: triedAgain },
  'governor-limit': {
    kind: 'rejected',
    message: 'Automation in your org (a trigger or a flow) did more than Salesforce allows in one request.',
    next: 'Ask the Salesforce administrator to look at the triggers and flows of Case, then send it again.',
    tooMuch: true,
  },
  'too-large': {
    kind: 'rejected',
    message: 'The request was larger than Salesforce, or a proxy in between, takes at once.',
    next: 'Shorten the description, or ask the administrator of the proxy for a higher limit.',
    tooMuch: true,
  },
  'too-long': { kind: 'unavailable', message: 'Salesforce could not finish the request in time.', tooMuch: true },
  busy: { kind: 'unavailable', message: 'Salesforce could not finish the request in time.' },
  internal: {
    kind: 'unavailable',
    message: 'Something went wrong inside Salesforce, and nothing was saved.',
    next: `${triedAgain} If this persists, the administrator can give Salesforce the error id.`,
  },
  'rolled-back': {
    kind: 'unavailable',
    message: 'It was not saved because another record in the same request failed.',
    tooMuch: true,
  },
  session: {
    kind: 'sign-in',
    message: 'Salesforce no longer accepts the session.',
    next: 'Sign in to Salesforce again.',
  },
  moved: {
    kind: 'unavailable',
    message: 'Your org is at a different address.',
    next: 'Check the instance address in the connection’s settings; empty, it is filled in at sign-in.',
  },
  'limits-hidden': { kind: 'set-up', message: 'This user may not see the org’s API limits.' },
  'api-disabled': {
    kind: 'sign-in',
    message: 'This user may not use the Salesforce API.',
    next: 'Ask the Salesforce administrator to allow API access for this user, then sign in again.',
  },
  'same-key-twice': { kind: 'rejected', message: 'The same key was in one request twice.' },
  'duplicate-rule': {
    kind: 'rejected',
    message: 'A duplicate rule of your org stopped the case.',
    next: 'Look for the other case, or switch on "Save despite duplicate rules" in the connection’s settings.',
  },
  'several-cases': {
    kind: 'rejected',
    message: 'Several cases have the same exception key, so none was changed.',
    next: 'Make the exception key field unique, and delete the surplus cases.',
  },
  gone: {
    kind: 'rejected',
    message: 'A record that the case points to no longer exists.',
    next: 'Check in Salesforce whether the case or its account was deleted, then escalate again.',
  },
  // A field that describe does not call needed, and that a rule or a page layout of the org requires.
  'required-field': {
    kind: 'rejected',
    message: 'Your org requires a field that Gridline does not fill.',
    next: ([name = 'FIELD']) =>
      `Fill it in when you escalate (on the command line: --set ${name}=...), or for all cases under “Case fields” in the connection’s settings (${name}=...).`,
  },
  picklist: {
    kind: 'rejected',
    message: 'A value is not in your org’s picklist.',
    next: 'Choose another value in the preview, or correct the priorities and the origin in the settings.',
  },
  refused: {
    kind: 'rejected',
    message: 'Salesforce refused the case as it is.',
    next: 'Change what the message names, then escalate again.',
  },
  'hidden-field': {
    kind: 'set-up',
    message: 'A field or object is missing in your org, or this user may not see it.',
    next: assignPermissions,
  },
  version: {
    kind: 'set-up',
    message: 'Your org no longer has this version of the API.',
    next: 'Set a newer API version in the connection’s settings.',
  },
  'no-method': {
    kind: 'set-up',
    message: 'Your org does not have this part of the API.',
    next: 'Check the API version in the connection’s settings.',
  },
  'not-found': {
    kind: 'set-up',
    message:
      'Salesforce has nothing at this address: the API version or a field may not exist, or this user may not see it.',
    next: assignPermissions,
  },
  'reference-permission': {
    kind: 'set-up',
    message: 'This user may not use a record that the case points to.',
    next: 'Ask the Salesforce administrator for access to that record, then send it again.',
  },
  permission: { kind: 'set-up', message: 'This user may not do that in Salesforce.', next: assignPermissions },
} as const satisfies Readonly<Record<string, Meaning>>;

export type MeaningCode = keyof typeof table;

/** Every meaning, each with what any of them may have. */
export const meanings: Readonly<Record<MeaningCode, Meaning>> = table;
