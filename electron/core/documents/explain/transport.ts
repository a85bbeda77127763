import { attribute, type Attribution, type Direction } from './attribution.ts';
import { causeOfWords } from './cause-of-words.ts';

/** What the words of a failed delivery tell of it. */
export type TransportStory = {
  /** What happened, to follow the document: `sent, but not confirmed`; null where the status says it well enough. */
  readonly headline: string | null;
  readonly why: string | null;
  readonly attribution: Attribution;
  /** Whether the words name anything that is known. */
  readonly isKnown: boolean;
};

/** The words of a receipt (MDN): its disposition, or a modifier of RFC 4130 on its own. */
const receipt =
  /\b(?:processed|failed)\s*\/\s*\w|disposition|\b(?:negative|error|failed) (?:mdn|receipt)\b|\bmdn\b[^.;]{0,40}\b(?:error|negative|reject\w*|fail\w*)\b|(?:decryption|authentication|integrity-check|decompression)-failed|insufficient-message-security|unexpected-processing-error|unknown-trading-(?:partner|relationship)|unsupported (?:format|mic-algorithms)\b/;

/** The receipt says that the file was taken, with a remark. */
const takenWithRemark = /\bprocessed\s*\/\s*warning/;

/** Sent, and then nothing: a timeout or a connection that broke once the file was on its way. */
const unconfirmed = [
  /\b(?:no|without(?: an?| any)?|missing) (?:\w+ ){0,2}(?:mdn|receipt|response|reply|answer|acknowledge?ment|confirmation|disposition notification)\b/,
  /\b(?:mdn|receipt|response|reply|answer|acknowledge?ment|confirmation)\b (?:\w+ ){0,3}(?:time[ds]?[ -]?out|timeout|not (?:been )?(?:received|returned|sent back)|never (?:received|arrived|came)|missing|overdue|pending|expired|late|lost|outstanding)/,
  /(?:did not|didn't|never|failed to|not) (?:receive|get|send|return|deliver|respond|reply|answer|confirm)\w* ?(?:\w+ ){0,3}(?:mdn|receipt|response|reply|answer|acknowledge?ment|confirmation)?\b.*(?:mdn|receipt|response|reply|answer|respond|confirm)/,
  /(?:wait|await|expect)\w* (?:for )?(?:\w+ ){0,3}(?:mdn|receipt|response|reply|answer|acknowledge?ment)/,
  /(?:delivery |transfer |transmission )?(?:status|outcome|result|state) (?:is |was )?(?:unknown|uncertain|unclear|not known|not confirmed|indeterminate)|unknown (?:delivery |transfer )?(?:status|outcome|result|state)|unconfirmed|not confirmed/,
  /(?:lost|closed|reset|dropped|broken?|aborted|interrupted|terminated|cut|gone|disconnected)\b.*\b(?:after|during|while|before|mid)\b|\b(?:after|during|while)\b (?:\w+ ){0,3}(?:send|sent|transfer|transmi|upload|post|write)\w*/,
  /connection (?:was |has been |is )?(?:lost|reset|closed|dropped|broken|aborted|interrupted|terminated)|broken pipe|reset by peer|socket (?:hang ?up|closed|reset)|econnreset|unexpected (?:eof|end of)|premature (?:eof|end)/,
  /\b(?:500|502|504)\b|internal server error|bad gateway|gateway time/,
] as const;

/** The receiving end was never reached. */
const unreachable =
  /(?:connect\w*|connection|session|dial)(?: attempt| to \S+)? (?:time[ds]?[ -]?out|timeout|refused|failed|could not be (?:made|established|opened))|(?:could not|cannot|can't|unable to|failed to) (?:connect|reach|resolve|open (?:a |the )?connection)|refused|unreachable|no route|unknown host|host not found|not resolve|name resolution|\bdns\b|econnrefused|ehostunreach|enotfound|\b(?:503|404|410)\b|service unavailable|(?:server|host|endpoint) (?:is )?(?:down|offline|not available|unavailable)/;

const anyTimeout = /time[ds]?[ -]?out|timeout|time limit/;

/** The server named a certificate of its own that is no longer good. */
const theirCertificate = /(?:ssl|tls|https|server|remote|peer)\b.*\bcertificate|certificate of the (?:server|endpoint)/;
const login =
  /certificate|\bssl\b|\btls\b|handshake|authenticat|unauthori[sz]ed|forbidden|\b401\b|\b403\b|password|login|credential|permission denied|host ?key|access denied/;

/** Reads why a delivery failed. Whether something may have arrived decides what may be advised: nothing is sent twice. */
export function readTransport(words: string, direction: Direction, partnerName: string | null): TransportStory {
  const text = words.toLowerCase().replaceAll(/\s+/g, ' ');
  const partner = partnerName ?? 'the partner';
  if (takenWithRemark.test(text)) {
    const cause = causeOfWords(text) === 'duplicate' ? 'duplicate' : 'words only';
    const taken = attribute(cause, direction, partnerName);
    return {
      headline: 'was received with a remark',
      why: 'It reached the receiving system, which took it with a remark.',
      attribution:
        cause === 'duplicate'
          ? taken
          : { ...taken, next: 'It was taken, so do not send it again. Have the cause of the remark looked at.' },
      isKnown: true,
    };
  }
  if (receipt.test(text)) {
    return {
      headline: 'was not taken by the receiver',
      why: "The receiver's receipt (MDN) says that the file was not taken; so the connection works.",
      attribution: attribute(causeOfWords(text) ?? 'not processed', direction, partnerName),
      isKnown: true,
    };
  }
  if (unreachable.test(text) && !unconfirmed.slice(0, 5).some((pattern) => pattern.test(text)))
    return plain(connection(direction, partner));
  if (unconfirmed.some((pattern) => pattern.test(text)) || anyTimeout.test(text))
    return unconfirmedStory(direction, partnerName);
  if (login.test(text)) return plain(refusedLogin(text, direction, partner));
  const cause = causeOfWords(text);
  return cause === null
    ? plain(unexplained(direction, partner), false)
    : plain(attribute(cause, direction, partnerName));
}

function unconfirmedStory(direction: Direction, partnerName: string | null): TransportStory {
  return {
    headline: 'sent, but not confirmed',
    why: 'It was sent and its arrival was not confirmed: it may have arrived all the same.',
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
  const isTheirs = theirCertificate.test(text);
  return {
    fault: isTheirs ? 'partner' : 'unknown',
    faultReason: isTheirs
      ? `The certificate of the endpoint of ${partner} was not accepted.`
      : `The login or a certificate was refused at the endpoint of ${partner}; which side has to change it is not said.`,
    next: `Ask ${partner} whether its certificate or password changed, have it updated in Trading Grid, and deliver again.`,
    again: 'unchanged',
  };
}

function unexplained(direction: Direction, partner: string): Attribution {
  if (direction === 'inbound')
    return ourEndpoint('Trading Grid delivers this one to us: our endpoint did not take it.');
  return {
    fault: 'unknown',
    faultReason: 'Trading Grid says that the delivery failed, and nothing that tells whose move it is.',
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
