import { remembered } from '#shared/lib/remembered.ts';
import type { Cause } from './cause.ts';

/**
 * What words say went wrong, in the order they are tried. They come from receipts (the modifiers of RFC 4130 section 7.4.3
 * and what products write instead), from networks and from business responses. What no pattern knows stays unknown.
 */
const patterns: readonly (readonly [RegExp, Cause])[] = [
  [
    /duplicate|already (?:been )?(?:received|processed|exists?|existing|used|sent|on file|there|present|delivered|accepted|loaded|imported)|already (?:has|have|had|got) (?:it|this|the|that|a copy)|(?:has|have|had) (?:it|this \w+|the \w+) already|received before/,
    'duplicate',
  ],
  [
    /insufficient[- ]message[- ]security|unsupported[- ]mic|\bmic[- ]?alg\w*|(?:unsupported|unknown|weak|not allowed|disallowed) (?:\w+ ){0,2}(?:algorithm|cipher|digest)|algorithm (?:\w+ ){0,2}(?:not|un)\w*|(?:message|file|content|payload) (?:is |was |must be )?(?:not |un)(?:signed|encrypted)|must be (?:signed|encrypted)|(?:signature|signing|encryption) (?:is |was )?(?:required|expected|missing)|(?:required|expected|missing|no) (?:signature|signing|encryption)\b/,
    'security settings',
  ],
  [
    /integrity[- ]check|\bmics?\b (?:\w+ ){0,4}(?:mismatch\w*|differ\w*|not (?:match\w*|equal|verif\w*|the same)|invalid|wrong|fail\w*|incorrect|error)|(?:invalid|wrong|incorrect|bad|different|mismatch\w*|mismatched) mics?\b|mic(?:[- ](?:check|mismatch|error|failure))|message digest|(?:digest|checksum|hash)\w* (?:\w+ ){0,2}(?:differ|mismatch|not match|invalid|wrong|fail|incorrect)|(?:invalid|wrong|incorrect) (?:digest|checksum|hash)|content (?:was )?(?:altered|changed|tampered)/,
    'altered in transit',
  ],
  [/decompress|uncompress|unzip|inflat|zlib|compression/, 'file settings'],
  [
    /decrypt|decipher|\basn\.?1\b|bad padding|recipient ?info|enveloped ?data|no (?:matching |private )?key (?:for|found)/,
    'wrong certificate of the receiver',
  ],
  [
    /authentication[- ]fail(?:ed|ure)|signature|signer|signing cert|verif\w* (?:of )?(?:the |your |our )?(?:sender|signed|message|identity|authenticity|s\/mime|smime)|(?:sender|message|identity|authenticity|s\/mime|smime) (?:\w+ ){0,4}verif|pkcs#?7|not authentic/,
    'wrong certificate of the sender',
  ],
  [/certificate|\bcert\b|\bx\.?509\b|keystore|key store/, 'certificates'],
  [
    /unknown-trading|sender-equals-receiver|(?:unknown|unrecogni[sz]ed|invalid|no|no such|unregistered|not a valid|unidentified) (?:trading |as2 |edi )?(?:partner|sender|receiver|recipient|relationship|profile|map|agreement|as2[- ](?:name|id|identifier|from|to)|identifier)|not (?:set up|found|configured|registered)|no matching|not authori[sz]ed|partner (?:\w+ ){0,3}(?:unknown|not known|inactive|disabled)|(?:document|message|transaction) type (?:\w+ ){0,2}(?:not|un)(?: |-)?(?:supported|known|agreed)/,
    'set-up',
  ],
  [
    /unsupported[- ]format|disposition-notification-options|illegal-filename|invalid-message-id|(?:illegal|invalid|bad) (?:file ?name|message[- ]id)|file ?name (?:\w+ ){0,2}(?:illegal|invalid|not)/,
    'file settings',
  ],
  [
    /pars(?:e|er|ed|ing)\b|syntax|malformed|not well[- ]formed|translat|not (?:valid |an? )?(?:edi|x12|edifact|xml)\b|(?:invalid|bad|wrong|unexpected|unreadable) (?:edi|x12|edifact|format|structure|segment|envelope|content|payload|data|isa|gs|iea|ge|unb|unz|interchange|header|trailer)\b|(?:missing|no) (?:isa|unb|segment|interchange)|premature end|unexpected end/,
    'unreadable file',
  ],
];

/** Words about the values of a document. Too common to be looked for in what a transport says. */
const dataWords =
  /(?:invalid|not valid|missing|mandatory|required|unknown|incorrect|wrong|mismatch|does not match|do not match|not match|not found|not listed|not on file|not recogni[sz]ed|must be|too long|too short|exceeds?)\b/;

/** The cause that words name; null where they name none. */
export const causeOfWords = remembered((words): Cause | null => {
  const text = words.toLowerCase().replaceAll(/\s+/g, ' ');
  return patterns.find(([pattern]) => pattern.test(text))?.[1] ?? null;
});

/** The same for words about a business document: there a complaint about a value is about our data. */
export const causeOfBusinessWords = remembered((words): Cause | null => {
  const text = words.toLowerCase().replaceAll(/\s+/g, ' ');
  if (/duplicate|already (?:been )?(?:received|processed|invoiced|paid|billed)/.test(text)) return 'duplicate';
  return dataWords.test(text) ? 'data' : null;
});
