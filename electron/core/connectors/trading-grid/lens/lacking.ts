import { z } from 'zod';
import { day } from '#shared/lib/time.ts';
import type { ConnectorContext } from '../../connection.ts';
import type { TradingGridSettings } from '../connection-settings.ts';

const cacheKey = 'lens-lacking';
/** A field may be there tomorrow: then all of them are asked for again. */
const believedFor = day;
const storedSchema = z.array(z.string()).catch([]);

/** The fields that this tenant's Lens does not have, as far as its refusals told; kept beyond the process. */
export type Lacking = {
  names(): ReadonlySet<string>;
  add(names: readonly string[]): void;
};

export function createLacking({ cache, clock }: Pick<ConnectorContext, 'cache' | 'clock'>): Lacking {
  const read = (): readonly string[] => {
    const stored = cache.get(cacheKey);
    if (stored === null || Math.abs(clock.now() - stored.at) > believedFor) return [];
    return storedSchema.parse(stored.value);
  };
  let known: { readonly at: number; readonly names: Set<string> } | null = null;
  const current = () => {
    if (known === null || Math.abs(clock.now() - known.at) > believedFor) {
      known = { at: cache.get(cacheKey)?.at ?? clock.now(), names: new Set(read()) };
      if (Math.abs(clock.now() - known.at) > believedFor) known = { at: clock.now(), names: new Set() };
    }
    return known;
  };
  return {
    names: () => current().names,
    add(names) {
      const { names: before } = current();
      known = { at: clock.now(), names: new Set([...before, ...names]) };
      cache.set(cacheKey, [...known.names].toSorted());
    },
  };
}

const costs: readonly (readonly [keyof TradingGridSettings['fieldMap']['fields'], string])[] = [
  ['correlationId', 'entries of one process are shown separately'],
  ['documentType', 'document types are not known'],
  ['senderAddress', 'the sender is known only by name'],
  ['receiverAddress', 'the receiver is known only by name'],
  ['status', 'failures are recognised only by error codes and messages'],
  ['statusAt', 'the time of a failure is when it was read'],
  ['acknowledgementStatus', 'only acknowledgements in files are known'],
  ['acknowledgementAt', 'the time of an acknowledgement is not known'],
  ['deliveryStatus', 'failed deliveries are recognised only by their status'],
  ['errorCode', 'failures are recognised only by status and message'],
  ['message', 'failures have no reason'],
  ['arrivedAt', 'the time of arrival is that of the status'],
  ['senderReference', 'entries are matched to files only by business numbers'],
];

/** What is missing, and what that costs; null where nothing is. */
export function lackingInWords(names: ReadonlySet<string>, { fieldMap }: TradingGridSettings): string | null {
  const said = (name: string) => name !== 'names' && (fieldMap.asked.includes(name) || name.startsWith('content'));
  const missing = [...names].filter(said).toSorted();
  if (missing.length === 0) return null;
  const one = missing.length === 1;
  const lost = costs.filter(([field]) => names.has(fieldMap.fields[field] ?? '')).map(([, words]) => words);
  if (names.has('contentkeys') || names.has('contentKeyFilters')) lost.push('documents have no business numbers');
  const cost = lost.length === 0 ? 'Gridline does not need ' + (one ? 'it.' : 'them.') : `So ${lost.join(', and ')}.`;
  return `This tenant’s Lens does not have the ${one ? 'field' : 'fields'} ${missing.join(', ')}. ${cost} Gridline asks for all fields again every day.`;
}
