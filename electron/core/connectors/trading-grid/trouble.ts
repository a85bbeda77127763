import { parseLensAcknowledgement, parseLensStatus } from '#shared/model/lens.ts';
import type { ExchangeReported } from '#shared/model/payloads.ts';

/** `on its way`: nothing is wrong now, but the end is not known either (it is being tried again). */
export type Standing = 'in trouble' | 'on its way' | 'well';

/**
 * How an entry stands, to decide whether Lens must be asked about it again. Where it is not certain, the answer is
 * `in trouble`: that costs a look, while a missed end would leave an issue open for ever.
 */
export function standingOf(seen: ExchangeReported): Standing {
  const standings = [
    fromStatus(seen.status),
    fromDelivery(seen.deliveryStatus),
    fromAcknowledgement(seen.acknowledgementStatus),
    fromError(seen),
  ];
  if (standings.includes('in trouble')) return 'in trouble';
  return standings.includes('well') ? 'well' : 'on its way';
}

function fromStatus(word: string | null): Standing {
  if (word === null || word.trim() === '') return 'on its way';
  switch (parseLensStatus(word).name) {
    case 'delivery failed':
    case 'validation error':
    case 'on hold':
    case 'duplicate':
      return 'in trouble';
    case 'completed':
    case 'delivered':
      return 'well';
    // Cancelled: no end of what went wrong before.
    case 'delivery disabled':
    case 'batched':
    case 'processing':
    case 'ready for pickup':
    case 'delivery in progress':
      return 'on its way';
    case 'unknown':
      return word.trim().toLowerCase() === 'unknown' ? 'on its way' : 'in trouble';
  }
}

function fromDelivery(word: string | null): Standing {
  return /fail|partial/i.test(word ?? '') ? 'in trouble' : 'on its way';
}

function fromAcknowledgement(word: string | null): Standing {
  switch (parseLensAcknowledgement(word)?.name) {
    case 'rejected':
    case 'partially accepted':
    case 'accepted with errors':
    case 'timed out':
    case 'unknown':
      return 'in trouble';
    case 'accepted':
    case 'manually accepted':
      return 'well';
    case 'received':
    case 'not expected':
    case 'suppressed':
    case 'waiting':
    case undefined:
      return 'on its way';
  }
}

/** Any code means an error (Lens API cheat sheet), `0` aside; the words may come without one. */
function fromError({ errorCode, message }: ExchangeReported): Standing {
  const code = errorCode?.trim() ?? '';
  return (code !== '' && code !== '0') || (message ?? '').trim() !== '' ? 'in trouble' : 'on its way';
}
