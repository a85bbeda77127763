import { toldWords } from '../person/role.ts';
import { capabilities, type Capability } from './capability.ts';
import type { CountsAs } from '../flow.ts';

/** Each once, as the compiler checks. */
const countsAsWords = {
  'told a colleague': true,
  'told the partner': true,
  'told a customer': true,
  'changed a record': true,
} as const satisfies Record<CountsAs, true>;
export const countsAs = Object.keys(countsAsWords) as readonly CountsAs[];

/** What it may count as to act so, as `CountsAsOf` has it for the compiler. */
export function mayCountAs(capability: Capability): readonly CountsAs[] {
  const { to } = capabilities[capability];
  return to.length === 0 ? ['changed a record'] : to.map((kind) => toldWords[kind]);
}

/**
 * What an action means, as the manifest of its connection said when it was asked for. The journal carries it, so that no meaning
 * is read from a name, also where the connection is no more, or another desk asked.
 */
export type ActionMeaning = {
  readonly capability: Capability;
  readonly countsAs: CountsAs;
  /** What whoever asks for it has done, to stand after who: `escalated {issue} to {where}`. See `didWords`. */
  readonly did: string;
  /** What people call the thing that it makes: `case`. */
  readonly noun: string;
};

/** `escalated it to Acme CRM`: what was done with this issue, or these, through the connection of this name. */
export function didWords(did: string, { issue, where }: { readonly issue: string; readonly where: string }): string {
  return did.replace('{issue}', issue).replace('{where}', where);
}
