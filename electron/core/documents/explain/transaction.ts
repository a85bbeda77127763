import type { Explanation } from '#shared/model/edi.ts';
import type { LensTransaction } from '#shared/model/lens.ts';
import { attribute, type Attribution } from './attribution.ts';
import { documentLabel, fitTitle, shortMessage, withPartner } from './words.ts';

type Story = { readonly headline: string; readonly why: string; readonly attribution: Attribution };

/** What a Trading Grid Lens entry means, in plain English. The message decides over the status where it says more. */
export function explainTransaction(transaction: LensTransaction): Explanation {
  const label = documentLabel(transaction.documentType, transaction.documentNumber);
  const partner = partnerOf(transaction);
  const story = tell(transaction, partner);
  const said = sayings(transaction)[0];
  const type = transaction.documentType;
  const inside = type === null || label.includes(type) ? '' : ` (${type})`;
  const reason = said === undefined ? '' : `: ${shortMessage(said, type)}`;
  return {
    title: fitTitle(`${label} ${story.headline}${reason}`),
    what: `${label}${inside}${withPartner(transaction.direction, partner)}`,
    why: said === undefined ? story.why : `${story.why.replace(/\.$/, '')}. Trading Grid says: "${said}"`,
    where: null,
    ...story.attribution,
  };
}

/** The partner's name: the receiver of what we sent, the sender of what we got. */
function partnerOf(transaction: LensTransaction): string | null {
  if (transaction.direction === 'unknown') return null;
  return transaction.direction === 'outbound' ? transaction.receiverName : transaction.senderName;
}

/** What Lens says went wrong: its own message first, then those of the sibling entries, without repeats. */
function sayings({ message, siblingMessages }: LensTransaction): readonly string[] {
  const all = [message, ...siblingMessages].map((text) => (text ?? '').replaceAll(/\s+/g, ' ').trim());
  return [...new Set(all)].filter((text) => text !== '');
}

function tell(transaction: LensTransaction, partner: string | null): Story {
  return (
    fromFailure(transaction, partner) ?? fromAcknowledgement(transaction, partner) ?? fromProgress(transaction, partner)
  );
}

function fromFailure(transaction: LensTransaction, partner: string | null): Story | null {
  const { direction } = transaction;
  const text = sayings(transaction).join(' ').toLowerCase();
  const name = transaction.status.name;
  if (name === 'duplicate') {
    return {
      headline: 'stopped as a duplicate',
      why: 'Trading Grid had this document before and stopped it.',
      attribution: attribute('duplicate', direction, partner),
    };
  }
  if (name === 'validation error') {
    const cause = isSetUp(text) ? 'set-up' : 'data';
    return {
      headline: 'failed validation',
      why: 'A check in Trading Grid stopped it.',
      attribution: attribute(cause, direction, partner),
    };
  }
  if (name === 'on hold') {
    const why = 'Trading Grid tried five times to deliver it and has put it on hold.';
    return { headline: 'is on hold', why, attribution: delivery(transaction, partner, text) };
  }
  const isPartial = /^partially/i.test(transaction.deliveryStatus ?? '');
  if (name === 'delivery failed' || /failed/i.test(transaction.deliveryStatus ?? '')) {
    const headline = isPartial ? 'was only partly delivered' : 'was not delivered';
    return {
      headline,
      why: 'It was processed, but the delivery failed.',
      attribution: delivery(transaction, partner, text),
    };
  }
  if (name === 'delivery disabled') {
    return {
      headline: 'will not be delivered',
      why: 'Its delivery was cancelled in Trading Grid.',
      attribution: {
        fault: 'unknown',
        faultReason: 'Trading Grid does not say who cancelled it.',
        next: 'Find out who cancelled the delivery. If it is still wanted, send the document again.',
        again: 'unchanged',
      },
    };
  }
  if (transaction.errorCode === null || transaction.errorCode.trim() === '') return null;
  const attribution = attribute(isSetUp(text) ? 'set-up' : isConnection(text) ? 'network' : 'data', direction, partner);
  const code = transaction.errorCode.trim();
  return { headline: 'has an error', why: `Trading Grid reports error code ${code}.`, attribution };
}

function fromAcknowledgement(transaction: LensTransaction, partner: string | null): Story | null {
  const { acknowledgement, direction } = transaction;
  if (acknowledgement === null) return null;
  const answerer = direction === 'inbound' ? 'we' : (partner ?? 'the partner');
  const start = answerer.charAt(0).toUpperCase() + answerer.slice(1);
  switch (acknowledgement.name) {
    case 'rejected':
      return {
        headline: 'rejected',
        why: `${start} rejected it with a functional acknowledgement.`,
        attribution: attribute('data', direction, partner),
      };
    case 'partially accepted':
      return {
        headline: 'only partly accepted',
        why: `${start} rejected a part of it.`,
        attribution: attribute('data', direction, partner),
      };
    case 'accepted with errors': {
      const { fault, faultReason } = attribute('data', direction, partner);
      const next = 'It was taken, so do not send it again. Have the cause corrected before the next one.';
      return {
        headline: 'accepted with errors',
        why: `${start} accepted it but noted errors.`,
        attribution: { fault, faultReason, next, again: 'no' },
      };
    }
    case 'timed out':
      return {
        headline: 'was not acknowledged in time',
        why: 'The functional acknowledgement is late.',
        attribution: late(transaction, partner),
      };
    case 'accepted':
    case 'received':
    case 'manually accepted':
    case 'not expected':
    case 'suppressed':
    case 'waiting':
      return null;
    case 'unknown': {
      const why = `Trading Grid gives it an acknowledgement status we do not know: "${acknowledgement.word}".`;
      return { headline: `has acknowledgement status "${acknowledgement.word}"`, why, attribution: strange() };
    }
  }
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

/** A delivery that failed is the receiver's endpoint or the way there, never the content. */
function delivery(transaction: LensTransaction, partner: string | null, text: string): Attribution {
  const receiver = partner ?? 'the partner';
  if (transaction.direction === 'inbound') {
    return {
      fault: 'us',
      faultReason: 'Trading Grid delivers this one to us: our endpoint did not take it.',
      next: 'Check that our AS2 or FTP endpoint is up and its certificate and password are valid, then have it delivered again.',
      again: 'unchanged',
    };
  }
  if (/certificate|ssl|tls|authentication|password|login/.test(text)) {
    return {
      fault: 'partner',
      faultReason: `The endpoint of ${receiver} refused the login or the certificate.`,
      next: `Ask ${receiver} whether its certificate or password changed, have it updated in Trading Grid, and deliver again.`,
      again: 'unchanged',
    };
  }
  return {
    fault: 'network',
    faultReason: `The document itself was not refused; the connection to ${receiver} failed.`,
    next: `Ask ${receiver} whether its endpoint is up, then deliver the document again. If it is up, ask Trading Grid support.`,
    again: 'unchanged',
  };
}

function late(transaction: LensTransaction, partner: string | null): Attribution {
  if (transaction.direction === 'inbound') {
    return {
      fault: 'us',
      faultReason: 'The partner waits for an acknowledgement from us.',
      next: 'Check whether our translator processed the document and sent the acknowledgement.',
      again: 'no',
    };
  }
  if (transaction.direction === 'unknown') return attribute('data', 'unknown', partner);
  const name = partner ?? 'the partner';
  return {
    fault: 'partner',
    faultReason: `${partner ?? 'The partner'} has the document but has not acknowledged it in time.`,
    next: `Ask ${name} whether the document was processed, and for the missing acknowledgement.`,
    again: 'no',
  };
}

function strange(): Attribution {
  return {
    fault: 'unknown',
    faultReason: 'The status is not one we know.',
    next: 'Look the document up in Trading Grid.',
    again: 'no',
  };
}

function isSetUp(text: string): boolean {
  return /(?:unknown|invalid|no|not a valid) (?:trading )?(?:partner|sender|receiver|relationship|profile|map|agreement)|(?:not (?:set up|found|configured|registered))|no matching/.test(
    text,
  );
}

function isConnection(text: string): boolean {
  return /connect|time(?:d)? ?out|refused|unreachable|socket|network|host/.test(text);
}
