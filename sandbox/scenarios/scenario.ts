import type { LensTransaction } from './lens/lens-transaction.ts';
import type { ScenarioName } from './names.ts';

export type PartnerRole = 'retailer' | 'distributor' | 'supplier' | 'carrier' | 'warehouse';

/** Our own company, on whose behalf the console works. */
export type Company = {
  /** Business Unit id as Community Management writes it, `GC00804444LX`. */
  readonly id: string;
  readonly name: string;
  /** EDI addresses `qualifier:id`. */
  readonly addresses: readonly string[];
  readonly x12: string;
  readonly edifact: string;
};

export type Partner = {
  readonly companyId: string;
  readonly name: string;
  readonly role: PartnerRole;
  /** EDI address in ISA envelopes, `ZZ:NORTHGATE`; null where the partner speaks EDIFACT only. */
  readonly x12: string | null;
  /** EDI address in UNB envelopes, `14:5412345000013`. */
  readonly edifact: string | null;
  /** Standard carrier alpha code, carriers only. */
  readonly scac: string | null;
  readonly street: string;
  readonly city: string;
  readonly region: string;
  readonly postalCode: string;
  readonly country: string;
  readonly contact: { readonly name: string; readonly email: string; readonly phone: string };
  /** The Salesforce account's name; null for the few partners nobody has entered there. */
  readonly accountName: string | null;
};

/** An account in the Salesforce stand-in; identifiers are EDI addresses and company ids. */
export type Account = { readonly name: string; readonly identifiers: readonly string[] };

export type ScenarioFile = {
  readonly name: string;
  readonly bytes: Uint8Array;
  /** When it lands in the drop folder. */
  readonly at: number;
  /** What it is, for people and tests. */
  readonly about: 'document' | 'acceptance' | 'rejection' | 'message' | 'unreadable';
};

/** What happened and will happen around one company: the same seed and start give the same bytes. */
export type Scenario = {
  readonly name: string;
  readonly seed: number;
  readonly startAt: number;
  readonly company: Company;
  readonly partners: readonly Partner[];
  readonly accounts: readonly Account[];
  readonly transactions: readonly LensTransaction[];
  readonly files: readonly ScenarioFile[];
};

export type ScenarioOptions = { readonly name: ScenarioName; readonly seed: number; readonly startAt: number };
