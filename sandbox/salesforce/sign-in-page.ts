const escapes: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};
const escapeHtml = (text: string): string => text.replace(/[&<>"']/g, (letter) => escapes[letter] ?? letter);

/** The page where the stand-in's user lets the app in; the form carries what was asked for. */
export function signInPage(username: string, asked: URLSearchParams): string {
  const hidden = [...asked].map(
    ([name, value]) => `<input type="hidden" name="${escapeHtml(name)}" value="${escapeHtml(value)}">`,
  );
  return `<!DOCTYPE html>
<html lang="en">
<head><meta charset="utf-8"><title>Allow access (sandbox)</title>
<style>body{font:15px system-ui,sans-serif;max-width:26rem;margin:12vh auto;color:#16325c}button{font:inherit;padding:.5rem 1.2rem;margin-right:.5rem}</style></head>
<body><h1>Allow access?</h1>
<p>This is the sandbox's stand-in for Salesforce. No real account is involved.</p>
<p>The console asks to read and write as <strong>${escapeHtml(username)}</strong>: ${escapeHtml(asked.get('scope') ?? 'api')}.</p>
<form method="post" action="/services/oauth2/authorize">${hidden.join('')}
<button type="submit" name="decision" value="allow">Allow</button><button type="submit" name="decision" value="deny">Deny</button></form>
</body></html>
`;
}
