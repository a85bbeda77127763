const schemes = /\b(Bearer|Basic)\s+[\w.~+/=!-]{6,}/gi;
const header = /\b(authorization["']?\s*[:=]\s*["']?)((?:Bearer|Basic|Token)\s+)?[^"',;\r\n]+/gi;
const pairs =
  /\b((?:access|refresh|id|oauth)_?token|client_secret|code_verifier|code|password|sid)(["']?\s*[=:]\s*["']?)[^\s"'&,;}]+/gi;
/** Words that prose has too, with a colon behind them: here they are names of parameters or of JSON. */
const parameters =
  /\b([\w-]*(?:token|secret|api[_-]?key|signature|assertion|passwd|pwd|sig))(["']\s*:\s*["']|=["']?)[^\s"'&,;}]+/gi;
/** The user's part of an address: `https://user:password@host`. */
const userInfo = /(:\/\/)[^\s/@"']+@/g;
const webToken = /\beyJ[\w-]{8,}(?:\.[\w-]+)*/g;
/** The parser quotes what it read. */
const misreadJson = /(?:\.\.\.)?"[^]*"(?:\.\.\.)? is not valid JSON/g;
/** Letters of both cases with digits, or many hexadecimal digits: nobody’s words. */
const opaque = /(?<![\w-])(?:(?=[\w+=~-]*\d)(?=[\w+=~-]*[a-z])(?=[\w+=~-]*[A-Z])[\w+=~-]{20,}|[\da-f]{32,})/g;
const longestShown = 300;

/** A vendor's words, fit for a message or a log: known secrets and what looks like one hidden, on one line, at most 300 characters. */
export function redact(text: string, secrets: readonly (string | null)[] = []): string {
  let shown = text;
  for (const secret of secrets) {
    if (secret !== null && secret.length >= 4) shown = shown.replaceAll(secret, '[hidden]');
  }
  const line = hideTokens(shown).replace(/\s+/g, ' ').trim();
  return line.length > longestShown ? `${line.slice(0, longestShown - 1)}…` : line;
}

/** The same of an error that nobody foresaw: what it quotes is anybody's guess, so that whatever could be a token is hidden. */
export function redactUnexpected(text: string): string {
  return redact(hideTokens(text).replace(opaque, '[hidden]'));
}

/** The text as long as it is, without what looks like a secret. */
export function hideTokens(text: string): string {
  return text
    .replace(schemes, '$1 [hidden]')
    .replace(header, (_, name: string, scheme = '') => `${name}${String(scheme)}[hidden]`)
    .replace(pairs, '$1$2[hidden]')
    .replace(parameters, '$1$2[hidden]')
    .replace(userInfo, '$1[hidden]@')
    .replace(webToken, '[hidden]')
    .replace(misreadJson, '[hidden] is not valid JSON');
}
