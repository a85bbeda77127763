import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { IssueRow } from '#shared/model/issue/issue.ts';

/** A row as the other grid gets it: what the queue's columns show of it, and nothing else. */
export type AgRow = Readonly<Record<'id' | 'severity' | 'due' | 'partner' | 'document' | 'reason' | 'owner', string>>;

export const agRow = (row: IssueRow): AgRow => ({
  id: row.id,
  severity: row.severity,
  due: row.dueAt === null ? '' : new Date(row.dueAt).toISOString(),
  partner: row.partner,
  document: `${row.documentType ?? ''} ${row.documentNumber ?? ''}`,
  reason: `${row.title} ${row.explanation}`,
  owner: row.owner ?? '',
});

const page = `<!doctype html>
<html lang="en">
  <head><meta charset="utf-8" /><title>AG Grid</title></head>
  <body style="margin: 0">
    <input id="search" aria-label="Search" style="height: 30px" />
    <div id="grid" style="height: calc(100vh - 34px)"></div>
    <script src="/ag-grid.js"></script>
    <script>
      const fields = ['severity', 'due', 'partner', 'document', 'reason', 'owner'];
      fetch('/rows' + location.search)
        .then((answer) => answer.json())
        .then((rowData) => {
          window.grid = agGrid.createGrid(document.getElementById('grid'), {
            columnDefs: fields.map((field) => ({ field, flex: field === 'reason' ? 4 : 1 })),
            rowData,
            rowHeight: 32,
            getRowId: ({ data }) => data.id,
            cacheQuickFilter: true,
            asyncTransactionWaitMillis: 50,
          });
        });
      document.getElementById('search').addEventListener('input', (event) => {
        window.grid.setGridOption('quickFilterText', event.target.value);
      });
    </script>
  </body>
</html>`;

/** Serves a page with AG Grid Community and these rows, all of them in the page: the fastest that it has. */
export async function serveAgGrid(
  rows: readonly AgRow[],
): Promise<{ readonly url: string; readonly close: () => void }> {
  // Beside what its package gives to bundlers lies the same as one script.
  const script = readFileSync(new URL('../ag-grid-community.min.js', import.meta.resolve('ag-grid-community')));
  const all = JSON.stringify(rows);
  const few = JSON.stringify(rows.slice(0, 100));
  const server = createServer((request, response) => {
    const { pathname, search } = new URL(request.url ?? '/', 'http://localhost');
    const [type, body] =
      pathname === '/ag-grid.js'
        ? ['text/javascript', script]
        : pathname === '/rows'
          ? ['application/json', search === '?few' ? few : all]
          : ['text/html', page];
    response.writeHead(200, { 'content-type': type }).end(body);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/`,
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}
