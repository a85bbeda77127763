import { escapeHtml, htmlPage } from '../html.ts';

/** The page where the stand-in's user lets the app in; the form carries what was asked for. */
export function signInPage(username: string, asked: URLSearchParams): string {
  const hidden = [...asked].map(
    ([name, value]) => `<input type="hidden" name="${escapeHtml(name)}" value="${escapeHtml(value)}">`,
  );
  return htmlPage(
    'Allow access',
    `<h1>Allow access?</h1>
<p>The console asks to read and write as <strong>${escapeHtml(username)}</strong>: ${escapeHtml(asked.get('scope') ?? 'api')}.</p>
<form method="post" action="/services/oauth2/authorize">${hidden.join('')}
<button type="submit" name="decision" value="allow">Allow</button><button type="submit" name="decision" value="deny">Deny</button></form>`,
  );
}
