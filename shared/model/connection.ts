import type { Approval, DeliveryClass } from './action/action.ts';
import type { Capability } from './action/capability.ts';
import type { RecipientNeed } from './action/recipient-need.ts';
import type { CountsAs } from './flow.ts';
import type { Millis } from '#shared/lib/time.ts';

/** One setting of a connector, as data: the form, the CLI and the docs are made from it. */
export type SettingField = {
  readonly key: string;
  readonly label: string;
  /** What it is, where to find it, and what we assume when it is empty. */
  readonly help: string;
  readonly type: 'text' | 'url' | 'number' | 'boolean' | 'folder' | 'list';
  /** Shown and used when nothing is set; null = must be set. Empty text = optional. */
  readonly default: string | null;
  readonly advanced?: boolean;
  /** An address that people open in their browser; the core never calls it. */
  readonly onlyOpened?: boolean;
  /**
   * It says which far side this is: its host, its tenant. What has an id there is told apart by it, and it is in the key of every
   * effect, so it has to be the same on every desk (spelling aside). Where no setting has it, there is one far side.
   */
  readonly realm?: boolean;
};

export type SecretField = {
  readonly key: string;
  readonly label: string;
  readonly help: string;
  readonly required: boolean;
};

export type FeedHealth = 'never polled' | 'healthy' | 'worked last time' | 'polling' | 'stale' | 'failing' | 'paused';

/** One feed's state, as the connections screen shows it. */
export type FeedState = {
  /** With the connection in front: `<connection>.<feed>`. */
  readonly id: string;
  readonly connection: string;
  readonly connector: string;
  readonly name: string;
  readonly health: FeedHealth;
  readonly lastSuccessAt: Millis | null;
  readonly lastAttemptAt: Millis | null;
  readonly nextAttemptAt: Millis | null;
  /** Up to which point in the source's time everything was read; null before the first success. */
  readonly cursorAt: Millis | null;
  readonly error: string | null;
  /** Why it is not read as it should be, and when it is tried again: null = when a person did something. Null where nothing holds it up. */
  readonly held: { readonly reason: string; readonly until: Millis | null } | null;
  /** What people should know although it is read: files that wait, records that could not be read. Whole sentences; a longer note says in lines what, which, and what to do. */
  readonly notes: readonly string[];
  readonly received: number;
  readonly duplicates: number;
};

/** Values that a connection has found outside for a setting of the workspace. A person decides whether they are taken. */
export type SettingOffer = {
  /** Which one: a list, to which the values are added. */
  readonly setting: 'ownAddresses';
  readonly values: readonly string[];
  /** Where they were found, as it stands in a sentence after "in": `your company profile in Trading Grid`. */
  readonly from: string;
};

export type ConnectionTest = {
  readonly ok: boolean;
  /** Each check with what was found: `Signed in as pat@acme.example`, `Field TG_Exception_Key__c is missing on Case`. */
  readonly checks: readonly {
    readonly name: string;
    readonly ok: boolean;
    readonly message: string;
    readonly next: string | null;
  }[];
  readonly offers?: readonly SettingOffer[];
};

/** One configured use of a connector, as people see it. There may be several of one connector. */
export type ConnectionState = {
  /** Its id: `crm`, `crm-2`, or what a person chose. Feeds and actions begin with it. */
  readonly connection: string;
  readonly connector: string;
  /** `Acme CRM` */
  readonly connectorName: string;
  /** What people call this one. */
  readonly name: string;
  readonly summary: string;
  readonly status: 'not connected' | 'connected' | 'needs sign-in' | 'paused' | 'failing';
  readonly statusText: string;
  readonly sandbox: boolean;
  readonly settings: readonly (SettingField & { readonly value: string })[];
  readonly secrets: readonly (SecretField & { readonly present: boolean })[];
  readonly signIn: boolean;
  readonly feeds: readonly FeedState[];
  /** What can be done through it, and whether that can be repeated safely. */
  readonly actions: readonly {
    readonly id: string;
    readonly name: string;
    /** What it means, and how it looks: as in its manifest. */
    readonly capability: Capability;
    readonly verb: string;
    readonly noun: string;
    readonly icon: string;
    readonly countsAs: CountsAs;
    readonly deliveryClass: DeliveryClass;
    /** What each one needs before it may be sent. */
    readonly needs: {
      /** Whom it goes to where nobody is named, and by which address; null = nobody in particular. */
      readonly recipients: RecipientNeed | null;
      /** Who has to let it go out; null = nobody. */
      readonly approval: Approval | null;
      readonly template: boolean;
      readonly attachment: boolean;
    };
  }[];
  /** When it is tried again, or, for an allowance that is used up, goes on; null where it is not paused or may be tried now. */
  readonly pausedUntil: Millis | null;
  /** Why nothing is sent (and, but for `set-up`, nothing read), and what ends that; null where it is not paused. */
  readonly pause: {
    /** A person must sign in; a setting or a right is wrong; an allowance is used up. */
    readonly kind: 'sign-in' | 'set-up' | 'quota';
    readonly reason: string;
    readonly ends: string;
  } | null;
};
