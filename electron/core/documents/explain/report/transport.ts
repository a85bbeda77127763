import { attribute, type Attribution, type Direction } from '../fault/attribution.ts';
import { causeOfBusinessWords, causeOfWords } from '../fault/cause-of-words.ts';
import { readDelivery } from './transport-words.ts';

/** What the words of a failed delivery tell of it. */
export type TransportStory = {
  /** What happened, to follow the document: `sent, but not confirmed`; null where the status says it well enough. */
  readonly headline: string | null;
  readonly why: string | null;
  readonly attribution: Attribution;
  /** Whether the words name anything that is known. */
  readonly isKnown: boolean;
};

/** The server named a certificate of its own that is no longer good. */
const theirCertificate = /(?:ssl|tls|https|server|remote|peer)\b.*\bcertificate|certificate of the (?:server|endpoint)/;
/** Reads why a delivery failed. Whether something may have arrived decides what may be advised: nothing is sent twice. */
export function readTransport(words: string, direction: Direction, partnerName: string | null): TransportStory {
  const text = words.toLowerCase().replaceAll(/\s+/g, ' ').trim();
  const partner = partnerName ?? 'the partner';
  const delivered = readDelivery(text);
  switch (delivered) {
    case 'taken with a remark':
      return takenStory(text, direction, partnerName);
    case 'receipt in trouble':
      return receiptStory(direction, partnerName);
    case 'not taken':
      return {
        headline: 'was not accepted by the receiver',
        why: "The receiver's receipt (MDN) says that the file was not accepted, so the connection works.",
        attribution: attribute(causeOfWords(text) ?? 'not processed', direction, partnerName),
        isKnown: true,
      };
    case 'refused':
      return {
        headline: 'was refused by the receiver',
        why: 'The receiver refused the message itself, so the connection works.',
        attribution: attribute(
          causeOfWords(text) ?? causeOfBusinessWords(text) ?? 'own reason',
          direction,
          partnerName,
        ),
        isKnown: true,
      };
    case 'not signed':
    case 'not encrypted':
      return unsentStory(delivered, direction, partner);
    case 'not reached':
      return plain(connection(direction, partner));
    case 'not confirmed':
      return unconfirmedStory(direction, partnerName);
    case 'login':
      return plain(refusedLogin(text, direction, partner));
    case 'other':
      return otherStory(text, direction, partnerName);
  }
}

function takenStory(text: string, direction: Direction, partnerName: string | null): TransportStory {
  const isDuplicate = causeOfWords(text) === 'duplicate';
  const taken = attribute(isDuplicate ? 'duplicate' : 'words only', direction, partnerName);
  return {
    headline: 'was received with a remark',
    why: 'It reached the receiving system, which accepted it with a remark.',
    attribution: isDuplicate
      ? taken
      : { ...taken, next: 'It was accepted, so do not send it again. Have the cause of the remark checked.' },
    isKnown: true,
  };
}

/** A receipt proves that the file arrived; what it says of it could not be read. */
function receiptStory(direction: Direction, partnerName: string | null): TransportStory {
  const partner = partnerName ?? 'the partner';
  const unknown = attribute('outcome unknown', direction, partnerName);
  return {
    headline: 'sent, but its receipt could not be checked',
    why: 'A receipt (MDN) came back, so the file was received; the receipt itself could not be read or verified.',
    attribution:
      direction === 'outbound'
        ? {
            fault: 'unknown',
            faultReason: 'The complaint is about the receipt that came back, not about the file.',
            next: `Ask ${partner} whether the file was accepted before anything is sent again. Then have the certificate and the receipt settings that Trading Grid has for ${partner} checked.`,
            again: 'no',
          }
        : unknown,
    isKnown: true,
  };
}

function unsentStory(what: 'not signed' | 'not encrypted', direction: Direction, partner: string): TransportStory {
  return {
    headline: 'was not sent',
    why: `It could not be ${what === 'not signed' ? 'signed' : 'encrypted'}, so nothing was sent.`,
    attribution: direction === 'outbound' ? unsent(what, partner) : unsentToUs(),
    isKnown: true,
  };
}

function unsent(what: 'not signed' | 'not encrypted', partner: string): Attribution {
  if (what === 'not signed')
    return {
      fault: 'us',
      faultReason: 'The certificate or key our files are signed with has expired, is missing or cannot be used.',
      next: `Renew our certificate, have it loaded in Trading Grid, and give it to ${partner}. Then deliver the document again.`,
      again: 'unchanged',
    };
  return {
    fault: 'unknown',
    faultReason: `The copy of the certificate of ${partner} that files are encrypted with has expired, is missing or cannot be used.`,
    next: `Get the current encryption certificate from ${partner} and have it loaded in Trading Grid. Then deliver the document again.`,
    again: 'unchanged',
  };
}

function unsentToUs(): Attribution {
  return {
    fault: 'unknown',
    faultReason:
      'A certificate or key it had to be signed or encrypted with has expired, is missing or cannot be used.',
    next: 'Have the certificates that Trading Grid uses for this pair checked, ours included. Then have it delivered again.',
    again: 'unchanged',
  };
}

function otherStory(text: string, direction: Direction, partnerName: string | null): TransportStory {
  const cause = causeOfWords(text);
  if (cause === null) return plain(unexplained(direction, partnerName ?? 'the partner'), false);
  if (cause === 'altered in transit') return alteredStory(direction, partnerName);
  const attribution = attribute(cause, direction, partnerName);
  if (cause !== 'duplicate') return plain(attribution);
  return {
    headline: 'was stopped as a duplicate',
    why: 'It was reported as received before.',
    attribution,
    isKnown: true,
  };
}

/** Who compared the checksums is not said: a receiver may have taken the file all the same, and only its receipt differs. */
function alteredStory(direction: Direction, partnerName: string | null): TransportStory {
  const { fault, faultReason } = attribute('altered in transit', direction, partnerName);
  const { next, again } = attribute('outcome unknown', direction, partnerName);
  const look = 'If it happens again, look for a proxy or gateway that rewrites files.';
  return {
    headline: 'arrived, but not as it was sent',
    why: 'It arrived with a different checksum; it is not reported whether it was accepted.',
    attribution: {
      fault,
      faultReason,
      next:
        direction === 'outbound'
          ? `Ask ${partnerName ?? 'the partner'} whether it was accepted before anything is sent again: a second copy may be processed twice. ${look}`
          : `${next} ${look}`,
      again,
    },
    isKnown: true,
  };
}

function unconfirmedStory(direction: Direction, partnerName: string | null): TransportStory {
  return {
    headline: 'sent, but not confirmed',
    why: 'It was sent, but its arrival was not confirmed; it may have arrived all the same.',
    attribution: attribute('outcome unknown', direction, partnerName),
    isKnown: true,
  };
}

function plain(attribution: Attribution, isKnown = true): TransportStory {
  return { headline: null, why: null, attribution, isKnown };
}

function connection(direction: Direction, partner: string): Attribution {
  if (direction === 'inbound') return ourEndpoint('Trading Grid could not reach our endpoint.');
  return {
    fault: 'network',
    faultReason: `The document itself was not refused; the connection to ${partner} failed.`,
    next: `Ask ${partner} whether its endpoint is up, then deliver the document again. If it is up, ask Trading Grid support.`,
    again: 'unchanged',
  };
}

function refusedLogin(text: string, direction: Direction, partner: string): Attribution {
  if (direction === 'inbound')
    return ourEndpoint('Our endpoint refused the login of Trading Grid, or a certificate was not accepted.');
  const isTheirs = theirCertificate.test(text) && !/\b(?:our|own|client)\b/.test(text);
  return {
    fault: isTheirs ? 'partner' : 'unknown',
    faultReason: isTheirs
      ? `The certificate of the endpoint of ${partner} was not accepted.`
      : `The login or a certificate was refused at the endpoint of ${partner}; it is not reported which side has to change it.`,
    next: `Ask ${partner} whether its certificate or password changed, have it updated in Trading Grid, and deliver again.`,
    again: 'unchanged',
  };
}

function unexplained(direction: Direction, partner: string): Attribution {
  if (direction === 'inbound')
    return ourEndpoint('Trading Grid delivers this one to us: our endpoint did not accept it.');
  return {
    fault: 'unknown',
    faultReason: 'Trading Grid says only that the delivery failed, not whose move it is.',
    next: `Ask ${partner} whether anything arrived. If nothing did, deliver the document again; if that fails too, ask Trading Grid support.`,
    again: 'unchanged',
  };
}

function ourEndpoint(faultReason: string): Attribution {
  return {
    fault: 'us',
    faultReason,
    next: 'Check that our AS2 or FTP endpoint is up and its certificate and password are valid, then have it delivered again.',
    again: 'unchanged',
  };
}
