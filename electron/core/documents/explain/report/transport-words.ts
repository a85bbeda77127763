import { remembered } from '#shared/lib/remembered.ts';

/** The nouns by which products call an acknowledgement of the transport or of the translator at the other end. */
const noun =
  '(?:mdn|eerp|receipt|response|reply|answer|acknowledge?ment|ack|fa|997|999|contrl|confirmation|disposition notification)';

/** The words of a receipt (MDN, or NERP in OFTP): its disposition, or a modifier of RFC 4130 on its own. */
const receipt =
  /\b(?:processed|failed)\s*\/\s*\w|disposition|\b(?:negative|error|failed) (?:mdn|receipt|eerp)\b|\bnerp\b|\bmdn\b[^.;]{0,40}\b(?:error|negative|reject\w*|fail\w*)\b|(?:decryption|authentication|integrity-check|decompression)-failed|insufficient-message-security|unexpected-processing-error|unknown-trading-(?:partner|relationship)|unsupported (?:format|mic-algorithms)\b/;

/** A verdict that only a receipt writes, so that the words around it are about the file and not about the receipt. */
const verdict = /\b(?:processed|failed)\s*\/\s*\w|\b(?:mdn|receipt)\s*:/;

/** A receipt came back, and the side that sent the file could not read, decrypt or verify it. */
const receiptTrouble = [
  /\b(?:mdn|receipt)(?:'s)? (?:\w+ ){0,2}(?:signature|signer|certificate|content|mic|checksum|digest|boundary|format|message[- ]id|original-message-id)\b(?! algorithm)/,
  /\b(?:signature|signer|certificate|mic|checksum|digest|boundary|message[- ]id)\b (?:\w+ ){0,2}(?:of|on|in|from|for) (?:the |an? |returned |received |signed ){0,2}(?:mdn|receipt)\b/,
  /\b(?:mdn|receipt) (?:\w+ ){0,3}(?:decrypt|decod|pars|verif|validat|malformed|corrupt|unreadable|invalid|unsigned|unexpected|unsolicited|not (?:be )?(?:signed|valid|read|understood|recogni|match))/,
  /(?:pars|decrypt|decod|verif|validat|read|process|understand|match|check|handl)\w* (?:the |an? |returned |received |signed |incoming |asynchronous |async ){0,3}(?:mdn|receipt)\b/,
  /(?:invalid|malformed|corrupt\w*|unreadable|bad|unsigned|unexpected|unsolicited|duplicate|second) (?:\w+ )?(?:mdn|receipt)\b/,
] as const;

/** The receiver took the file, with a remark. */
const takenWithRemark =
  /\bprocessed\s*\/\s*warning|(?<!\b(?:mdn|receipt|response|reply|answer) (?:was |is )?)\b(?:accepted|received|taken|processed|delivered|completed|loaded) (?:\w+ ){0,2}with (?:\w+ ){0,2}(?:warnings?|remarks?|notes?|errors?)\b|\backnowledge?ments? with (?:warnings?|errors?)\b/;

/** The receiver said no to the message itself: a connection that is refused is something else. */
const refusedMessage =
  /\b(?:message|document|file|interchange|payload|content|transmission|transaction|delivery|order|invoice|ship notice|asn|edi|data)\b (?:\w+ ){0,4}(?:refused|rejected|declined|not accepted|denied)\b|\b(?:refused|rejected|declined|not accepted) (?:by|at) (?:the )?(?:trading |remote |receiving )?(?:partner|receiver|recipient|translator|application)\b|\b(?:partner|receiver|recipient) (?:has |had )?(?:refused|rejected|declined)\b(?! (?:the |our )?(?:connection|session|login|handshake|\w* ?cert))/;

/** It could not be made ready to send: nothing went out. */
const notSigned =
  /\b(?:(?:our|own|local|sender'?s?) (?:\w+ ){0,2}|(?:signing|signature|private) )(?:cert\w*|key)\b[^.;]*\b(?:expired|missing|not found|invalid|not valid|revoked|unavailable)|\b(?:no|missing|expired|invalid|revoked) (?:signing|private) (?:cert\w*|key)|(?:unable|could not|cannot|can't|failed|error|failure)(?: to| while| when| in| on)? sign(?:ing)?\b|\bsigning (?:\w+ ){0,2}fail/;
const notEncrypted =
  /\b(?:recipient|receiver|partner|encryption)(?:'?s)? (?:\w+ ){0,2}cert\w*\b[^.;]*\b(?:expired|missing|not found|invalid|not valid|revoked|unavailable)|\b(?:no|missing|expired|invalid|revoked) (?:recipient|receiver|partner|encryption)(?:'?s)? (?:\w+ )?(?:cert\w*|key)|(?:unable|could not|cannot|can't|failed|error|failure)(?: to| while| when| in| on)? encrypt(?:ing|ion)?\b|\bencrypt(?:ion|ing) (?:of \w+ )?(?:has )?fail/;

/** Sent, and then nothing: a timeout or a connection that broke once the file was on its way. */
const unanswered = [
  new RegExp(String.raw`\b(?:no|without(?: an?| any)?|missing) (?:\w+ ){0,2}${noun}\b`),
  new RegExp(
    String.raw`\b${noun}\b (?:(?!cert|sign)\w+ ){0,3}(?:time[ds]?[ -]?out|timeout|not (?:been )?(?:received|returned|sent back)|never (?:received|arrived|came)|missing|overdue|pending|expired|late|lost|outstanding)`,
  ),
  new RegExp(
    String.raw`(?:did not|didn't|never|failed to|not) (?:receive|get|send|return|deliver|respond|reply|answer|confirm)\w* ?(?:\w+ ){0,3}${noun}?\b.*(?:mdn|eerp|receipt|response|reply|answer|respond|confirm|\back)`,
  ),
  new RegExp(String.raw`(?:wait|await|expect)\w* (?:for )?(?:\w+ ){0,3}${noun}`),
  /(?:delivery |transfer |transmission )?(?:status|outcome|result|state) (?:is |was )?(?:unknown|uncertain|unclear|not known|not confirmed|indeterminate)|unknown (?:delivery |transfer )?(?:status|outcome|result|state)|unconfirmed|not confirmed/,
  /\b(?:partial(?:ly)?|incomplete(?:ly)?|only (?:a )?part(?: of \w+)?(?: was| were)?) (?:\w+ )?(?:sent|transmi\w+|transfer\w*|deliver\w*|upload\w*|receiv\w*|written|complet\w*)|(?:transfer|transmission|upload|delivery) (?:is |was )?(?:incomplete|only partial)/,
] as const;
const broken = [
  /(?:lost|closed|reset|dropped|broken?|aborted|interrupted|terminated|cut|gone|disconnected)\b.*\b(?:after|during|while|before|mid)\b|\b(?:after|during|while)\b (?:\w+ ){0,3}(?:send|sent|transfer|transmi|upload|post|write)\w*/,
  /connection (?:was |has been |is )?(?:lost|reset|closed|dropped|broken|aborted|interrupted|terminated)|broken pipe|reset by peer|socket (?:hang ?up|closed|reset)|econnreset|unexpected (?:eof|end of)|premature (?:eof|end)/,
  /\b(?:500|502|504)\b|internal server error|bad gateway|gateway time/,
] as const;

/** The receiving end was never reached. */
const unreachable =
  /(?:connect\w*|connection|session|dial)(?: attempt| to \S+)? (?:time[ds]?[ -]?out|timeout|failed|could not be (?:made|established|opened))|(?:could not|cannot|can't|unable to|failed to) (?:connect|reach|resolve|open (?:a |the )?connection)|\b(?:connect\w*|session|socket|port|host|server|endpoint|machine)\b (?:\S+ ){0,4}refused|connection (?:was )?rejected|(?:refused|rejected) (?:the |our |to )?connect|^refused$|unreachable|no route|unknown host|host not found|not resolve|name resolution|\bdns\b|econnrefused|ehostunreach|enotfound|\b(?:503|404|410)\b|service unavailable|(?:server|host|endpoint) (?:is )?(?:down|offline|not available|unavailable)/;

const anyTimeout = /time[ds]?[ -]?out|timeout|time limit/;

const login =
  /\b(?:ssl|tls|https)\b|handshake|authenticat|unauthori[sz]ed|forbidden|\b401\b|\b403\b|password|login|credential|permission denied|host ?key|access denied|(?:server|remote|peer|endpoint)\b.*\bcertificate|certificate of the (?:server|endpoint)/;

/** What the words of a delivery tell of it, by what may have reached the other side. */
export type Delivered =
  | 'taken with a remark'
  | 'receipt in trouble'
  | 'not taken'
  | 'refused'
  | 'not signed'
  | 'not encrypted'
  | 'not reached'
  | 'not confirmed'
  | 'login'
  | 'other';

/** Expects the words in small letters and with single blanks. */
export const readDelivery = remembered((text): Delivered => {
  if (takenWithRemark.test(text)) return 'taken with a remark';
  const isAnswered = !unanswered.some((pattern) => pattern.test(text));
  if (isAnswered && !verdict.test(text) && receiptTrouble.some((pattern) => pattern.test(text)))
    return 'receipt in trouble';
  if (receipt.test(text)) return 'not taken';
  if (isAnswered && unreachable.test(text)) return 'not reached';
  if (isAnswered && refusedMessage.test(text)) return 'refused';
  if (!isAnswered || broken.some((pattern) => pattern.test(text)) || anyTimeout.test(text)) return 'not confirmed';
  // The endpoint's own certificate is a matter of the connection.
  if (!login.test(text) && notSigned.test(text)) return 'not signed';
  if (!login.test(text) && notEncrypted.test(text)) return 'not encrypted';
  return login.test(text) ? 'login' : 'other';
});
