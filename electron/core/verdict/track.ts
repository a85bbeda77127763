import type { Report } from '#shared/model/feed/report.ts';
import type { Part } from './history.ts';

/** The part that tells what the partner answered, as a network reports it; its delivery is the part itself. */
export function acknowledgementPart(part: string): string {
  return `${part}/acknowledgement`;
}

export function isAcknowledgementPart({ key }: Pick<Part, 'key'>): boolean {
  return key.endsWith('/acknowledgement');
}

/** The report that the part was made from; null where something else told of it. */
export function reportOf({ key, evidence: { event } }: Pick<Part, 'key' | 'evidence'>): Report | null {
  if (event.kind !== 'exchange.reported') return null;
  const { delivery, acknowledgement } = event.payload.reports;
  return isAcknowledgementPart({ key }) ? (acknowledgement ?? null) : delivery;
}
