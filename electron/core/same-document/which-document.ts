import { day, type Millis } from '#shared/lib/time.ts';
import { copyOfExchange, zones } from '../evidence/acknowledgement-time.ts';
import type { ExchangeKeys } from '../evidence/document-links.ts';
import type { Copy, Evidence } from '../evidence/evidence.ts';
import type { Member } from './members.ts';

/**
 * Says which document each piece of evidence is about, so that a source's word meets the other source's word about the
 * same document and no other. Where it could be another one (a number that was sent twice, and no interchange named)
 * the words stand side by side. Null: about the issue as a whole.
 */
export function whichDocument(members: readonly Member[]): {
  of(member: Member, item: Evidence): string | null;
  /** The copy of this name, where it is known. */
  copy(aboutDocument: string): Copy | undefined;
} {
  const transmissions = new Map<string, Member[]>();
  const processes = new Map<string, Set<string>>();
  for (const member of members) {
    if (member.isTransmission) {
      for (const key of [...member.numbers, ...member.interchanges]) put(transmissions, key, member);
    }
    for (const { number, interchange } of member.entries.values()) {
      const key = number ?? interchange;
      if (key !== null) processes.set(key, (processes.get(key) ?? new Set()).add(member.id));
    }
  }

  function ofEntry({ number, interchange }: ExchangeKeys, at: Millis): string | null {
    const byInterchange = interchange === null ? [] : (transmissions.get(interchange) ?? []);
    const named = number === null ? byInterchange : (transmissions.get(number) ?? byInterchange);
    const candidates = named.filter(({ copy }) => copy === null || mayBe(copy, at));
    const agreeing = candidates.filter(
      ({ interchanges }) => interchange !== null && interchanges.includes(interchange),
    );
    if (agreeing.length === 1) return agreeing[0]?.id ?? null;
    const disagrees = interchange !== null && candidates.some(({ interchanges }) => interchanges.length > 0);
    const key = number ?? interchange;
    if (disagrees || candidates.length > 1 || key === null || processes.get(key)?.size !== 1) return null;
    return candidates[0]?.id ?? key;
  }

  const copies = new Map(members.flatMap(({ id, copy }) => (copy === null ? [] : [[id, copy] as const])));

  const of = (member: Member, { event }: Evidence): string | null => {
    if (event.kind === 'exchange.reported') {
      const { exchangeId } = event.payload;
      const keys = member.entries.get(exchangeId);
      return (keys === undefined ? null : ofEntry(keys, copyOfExchange(event).at)) ?? `${member.id}/${exchangeId}`;
    }
    if (member.isTransmission) return member.id;
    const [number] = member.numbers;
    if (member.entries.size > 0 || number === undefined) return null;
    const sent = transmissions.get(number) ?? [];
    return sent.length === 1 ? (sent[0]?.id ?? number) : number;
  };
  return { of, copy: (aboutDocument) => copies.get(aboutDocument) };
}

function put(map: Map<string, Member[]>, key: string, member: Member): void {
  const known = map.get(key);
  if (known === undefined) map.set(key, [member]);
  else known.push(member);
}

/** A network takes a document after it was written, and soon: numbers are used again. */
const soon = 3 * day;

function mayBe(copy: Copy, at: Millis): boolean {
  return at >= copy.at - zones && at - copy.at <= soon;
}
