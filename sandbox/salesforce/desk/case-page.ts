import type { Route, SandboxResponse } from '../../lib/route.ts';
import type { Desk, SandboxCase } from './desk.ts';
import { escapeHtml, htmlHeaders, htmlPage } from '../html.ts';
import type { SalesforceSettings } from '../org-settings.ts';

/** Where deep links lead: a case as its agent sees it, and what an agent does with it. */
export function casePageRoutes(desk: Desk, settings: SalesforceSettings, agentName: string): readonly Route[] {
  const find = (id: string): SandboxCase | undefined =>
    desk.cases().find((one) => one.id === id || one.id.slice(0, 15) === id);
  const show = (id: string): SandboxResponse => {
    const found = find(id);
    if (found === undefined) {
      return { status: 404, headers: htmlHeaders, text: htmlPage('Not found', '<h1>There is no such case</h1>') };
    }
    return { status: 200, headers: htmlHeaders, text: casePage(found, settings) };
  };
  const path = '/lightning/r/Case/:id/view';
  return [
    { operation: 'salesforce.page.view', method: 'GET', path, handle: ({ params }) => show(params['id'] ?? '') },
    {
      operation: 'salesforce.page.view',
      method: 'GET',
      path: '/:id',
      handle: ({ params }) => {
        const { id = '' } = params;
        return find(id) === undefined
          ? show(id)
          : { status: 302, headers: { location: `/lightning/r/Case/${id}/view` } };
      },
    },
    {
      operation: 'salesforce.page.work',
      method: 'POST',
      path,
      handle: (request) => {
        const { id = '' } = request.params;
        const found = find(id);
        if (found === undefined) return show(id);
        const form = request.form();
        const status = form.get('status') ?? '';
        const comment = (form.get('comment') ?? '').trim();
        const known = settings.picklists.Status.some((choice) => choice.value === status && choice.active !== false);
        if (known && status !== found.status) desk.setStatus(found.id, status);
        if (comment !== '') desk.comment(found.id, comment, agentName);
        return { status: 303, headers: { location: request.path } };
      },
    },
  ];
}

function casePage(shown: SandboxCase, settings: SalesforceSettings): string {
  const facts: readonly (readonly [string, string | null])[] = [
    ['Status', shown.status],
    ['Priority', shown.priority],
    ['Owner', shown.ownerName],
    ['Account', shown.accountName],
    ['Origin', shown.origin],
    ['Type', shown.type],
    ['Opened', new Date(shown.createdAt).toISOString()],
    ['Changed', new Date(shown.modifiedAt).toISOString()],
    ['External key', shown.key],
    ['Description', shown.description],
  ];
  const options = settings.picklists.Status.filter((choice) => choice.active !== false).map(
    ({ value }) => `<option${value === shown.status ? ' selected' : ''}>${escapeHtml(value)}</option>`,
  );
  const comments = shown.comments.map(
    (one) =>
      `<li><strong>${escapeHtml(one.author)}</strong>, ${new Date(one.at).toISOString()}<br>${escapeHtml(one.body)}</li>`,
  );
  return htmlPage(
    `Case ${shown.caseNumber}`,
    `<h1>${escapeHtml(shown.subject ?? 'No subject')}</h1>
<p>Case ${escapeHtml(shown.caseNumber)}</p>
<form method="post"><label>Status <select name="status">${options.join('')}</select></label>
<input name="comment" aria-label="Comment" placeholder="Comment"><button type="submit">Save</button></form>
<dl>${facts.map(([name, value]) => `<dt>${name}</dt><dd>${escapeHtml(value ?? '-')}</dd>`).join('')}</dl>
<h2>Comments</h2>
${comments.length === 0 ? '<p>None yet.</p>' : `<ul>${comments.join('')}</ul>`}`,
  );
}
