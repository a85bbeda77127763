import { matchesCall } from './call-pattern.ts';
import { type Fault, type FaultRequest, faultRequestSchema } from './fault.ts';

type ArmedFault = {
  readonly id: number;
  readonly call: string;
  readonly fault: Fault;
  /** How often it will still play; null until cleared. */
  readonly remaining: number | null;
  /** How many matching calls it still lets through. */
  readonly skip: number;
};

/** The faults waiting for calls of one stand-in. */
export type Faults = {
  /** Throws a `ZodError`, or a `RangeError` naming what exists, when no call could ever play this fault. */
  add(request: FaultRequest): ArmedFault;
  list(): readonly ArmedFault[];
  clear(): void;
  /** The fault for this call, if any; counts the call. */
  take(operation: string): Fault | undefined;
};

/** What faults may name: each call with the vendor faults it can play. */
export type KnownCalls = ReadonlyMap<string, readonly string[]>;

export function createFaults(known: KnownCalls): Faults {
  let armed: ArmedFault[] = [];
  let lastId = 0;
  const fits = (pattern: string, fault: Fault, operation: string) =>
    matchesCall(pattern, operation) && (fault.type !== 'vendor' || (known.get(operation) ?? []).includes(fault.name));
  return {
    add: (request) => {
      const { call, fault, times, after } = faultRequestSchema.parse(request);
      if (![...known.keys()].some((operation) => matchesCall(call, operation))) {
        throw new RangeError(
          `No call is named "${call}". Calls: ${[...known.keys()].join(', ')}, a family such as "name.*", or "*".`,
        );
      }
      if (fault.type === 'vendor' && ![...known.keys()].some((operation) => fits(call, fault, operation))) {
        const names = [...known].filter(([operation]) => matchesCall(call, operation)).flatMap(([, faults]) => faults);
        throw new RangeError(
          `"${call}" can't play the vendor fault "${fault.name}". It can play: ${[...new Set(names)].join(', ') || 'none'}.`,
        );
      }
      const entry: ArmedFault = { id: ++lastId, call, fault, remaining: times, skip: after };
      armed.push(entry);
      return entry;
    },
    list: () => armed,
    clear: () => {
      armed = [];
    },
    take: (operation) => {
      let taken: Fault | undefined;
      const left: ArmedFault[] = [];
      for (const entry of armed) {
        if (!fits(entry.call, entry.fault, operation)) left.push(entry);
        else if (entry.skip > 0) left.push({ ...entry, skip: entry.skip - 1 });
        else if (taken !== undefined) left.push(entry);
        else {
          taken = entry.fault;
          if (entry.remaining === null) left.push(entry);
          else if (entry.remaining > 1) left.push({ ...entry, remaining: entry.remaining - 1 });
        }
      }
      armed = left;
      return taken;
    },
  };
}
