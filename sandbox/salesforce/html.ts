const escapes: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Text made safe for element content and quoted attributes. */
export const escapeHtml = (text: string): string => text.replace(/[&<>"']/g, (letter) => escapes[letter] ?? letter);

/** A small page in the stand-in's own plain look, saying that it is one; `content` is HTML. */
export function htmlPage(title: string, content: string): string {
  return `<!DOCTYPE html>
<html lang="en">
<head><meta charset="utf-8"><title>${escapeHtml(title)} (sandbox)</title>
<style>
body{font:15px/1.5 system-ui,sans-serif;max-width:46rem;margin:6vh auto;padding:0 1rem;color:#16325c}
.note{color:#54698d;border-left:3px solid #b0c4df;padding-left:.75rem}
dl{display:grid;grid-template-columns:max-content 1fr;gap:.25rem 1.5rem}dt{color:#54698d}dd{margin:0;white-space:pre-wrap}
form{display:flex;flex-wrap:wrap;gap:.5rem;margin:1rem 0}button,select,input{font:inherit;padding:.35rem .7rem}
input[name=comment]{flex:1}li{margin-bottom:.5rem}
</style></head>
<body><p class="note">This is the sandbox's stand-in for Salesforce. No real account is involved.</p>
${content}
</body></html>
`;
}

export const htmlHeaders = { 'content-type': 'text/html;charset=utf-8' } as const;
