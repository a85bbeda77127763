import { oc as builder } from '@orpc/contract';

/** What is said of a procedure beside what goes in and what comes out. */
type Facts = {
  /** It may take minutes, or never end; the caller waits until it has enough of it. All others answer within seconds. */
  readonly takesLong: boolean;
};

/** Begins a procedure that answers within seconds. */
export const oc = builder.$meta<Facts>({ takesLong: false });

/** Begins one that may take minutes: it asks outside, reads files, or works all of the journal through. Its name stands in `slowCalls` too. */
export const long = oc.meta({ takesLong: true });
