import type { Explanation } from '#shared/model/edi.ts';
import type { LensTransaction } from '#shared/model/lens.ts';
import type { Attribution } from './attribution.ts';
import { fromAcknowledgement } from './lens-acknowledgement.ts';
import { fromFailure, fromWords } from './lens-failure.ts';
import { sayings, type Story, strange } from './lens-story.ts';
import { documentLabel, fitTitle, saysWord, shortMessage, withPartner } from './words.ts';

/** What a Trading Grid Lens entry means, in plain English. The message decides over the status where it says more. */
export function explainTransaction(transaction: LensTransaction): Explanation {
  const label = documentLabel(transaction.documentType, transaction.documentNumber);
  const partner = partnerOf(transaction);
  const story = tell(transaction, partner);
  const said = sayings(transaction);
  const [first] = said;
  const type = transaction.documentType;
  const inside = type === null || saysWord(label, type) ? '' : ` (${type})`;
  const reason = first === undefined ? '' : `: ${shortMessage(first, type)}`;
  return {
    title: fitTitle(`${label} ${story.headline}${reason}`),
    what: `${label}${inside}${withPartner(transaction.direction, partner)}`,
    why:
      first === undefined
        ? story.why
        : `${story.why.replace(/\.$/, '')}. Trading Grid says: ${said.map((text) => `"${text}"`).join(', ')}`,
    where: null,
    ...story.attribution,
  };
}

/** The partner's name: the receiver of what we sent, the sender of what we got. */
function partnerOf(transaction: LensTransaction): string | null {
  if (transaction.direction === 'unknown') return null;
  return transaction.direction === 'outbound' ? transaction.receiverName : transaction.senderName;
}

function tell(transaction: LensTransaction, partner: string | null): Story {
  return (
    fromFailure(transaction, partner) ??
    fromAcknowledgement(transaction, partner) ??
    fromWords(transaction, partner) ??
    fromProgress(transaction, partner)
  );
}

function fromProgress(transaction: LensTransaction, partner: string | null): Story {
  const { status } = transaction;
  const calm = (next: string): Attribution => ({
    fault: 'unknown',
    faultReason: 'Nothing was refused.',
    next,
    again: 'no',
  });
  const to = transaction.direction === 'inbound' ? 'us' : (partner ?? 'the receiver');
  switch (status.name) {
    case 'completed':
      return { headline: 'completed', why: 'It reached the end of its process.', attribution: calm('Nothing to do.') };
    case 'delivered':
      return { headline: 'delivered', why: 'It was delivered and picked up.', attribution: calm('Nothing to do.') };
    case 'batched':
      return {
        headline: 'waits for the next batch',
        why: 'It goes out with the next scheduled batch.',
        attribution: calm('Wait for the next batch.'),
      };
    case 'processing':
      return {
        headline: 'is being processed',
        why: 'Trading Grid is still working on it.',
        attribution: calm('Wait.'),
      };
    case 'ready for pickup':
      return {
        headline: 'waits in the mailbox',
        why: 'It lies ready in the mailbox.',
        attribution: calm(`If it stays there, check that ${to} still polls the mailbox.`),
      };
    case 'delivery in progress':
      return {
        headline: 'is being delivered',
        why: 'Trading Grid is delivering it and retries every five minutes.',
        attribution: calm('Wait; if it takes long, check the receiving endpoint.'),
      };
    case 'duplicate':
    case 'validation error':
    case 'on hold':
    case 'delivery failed':
    case 'delivery disabled':
    case 'unknown':
      return {
        headline: `has status "${status.word}"`,
        why: `Trading Grid gives it a status we do not know: "${status.word}".`,
        attribution: strange(),
      };
  }
}
