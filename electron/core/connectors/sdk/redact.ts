const schemes = /\b(Bearer|Basic)\s+[\w.~+/=!-]{6,}/gi;
const pairs =
  /\b((?:access|refresh|id|oauth)_?token|client_secret|code_verifier|code|password|sid)(["']?\s*[=:]\s*["']?)[^\s"'&,;}]+/gi;
const longestShown = 300;

/** A vendor's words, fit for a message or a log: known secrets and what looks like one hidden, on one line, at most 300 characters. */
export function redact(text: string, secrets: readonly (string | null)[] = []): string {
  let shown = text;
  for (const secret of secrets) {
    if (secret !== null && secret.length >= 4) shown = shown.replaceAll(secret, '[hidden]');
  }
  const line = shown.replace(schemes, '$1 [hidden]').replace(pairs, '$1$2[hidden]').replace(/\s+/g, ' ').trim();
  return line.length > longestShown ? `${line.slice(0, longestShown - 1)}…` : line;
}
