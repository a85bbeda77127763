import type { ServerResponse } from 'node:http';

import type { SandboxResponse } from './route.ts';

/** How an answer is spoilt on its way out. */
export type Spoiling = 'none' | 'truncate' | 'malformed' | 'wrong-schema';

export const htmlErrorPage = `<!DOCTYPE html>
<html><head><title>Service Unavailable</title></head>
<body><h1>Service Unavailable</h1><p>The server is temporarily unable to service your request. Please try again later.</p></body></html>
`;

/** Sends the answer; resolves nothing, the socket's end is the client's business. */
export function send(response: ServerResponse, answer: SandboxResponse, spoiling: Spoiling): void {
  const hasJson = 'json' in answer && answer.json !== undefined;
  const plain = hasJson ? JSON.stringify(answer.json) : (answer.text ?? '');
  const body = Buffer.from(spoil(plain, spoiling));
  const headers: Record<string, string> = {
    ...(hasJson || spoiling === 'malformed' || spoiling === 'wrong-schema'
      ? { 'content-type': 'application/json;charset=UTF-8' }
      : {}),
    'cache-control': 'no-store',
    ...answer.headers,
  };
  if (answer.status === 204 || answer.status === 304) {
    response.writeHead(answer.status, headers).end();
    return;
  }
  response.writeHead(answer.status, { ...headers, 'content-length': String(body.byteLength) });
  if (spoiling === 'truncate') {
    response.write(body.subarray(0, Math.floor(body.byteLength / 2)), () => response.destroy());
    return;
  }
  response.end(body);
}

function spoil(body: string, spoiling: Spoiling): string {
  if (spoiling === 'malformed') return `${body.slice(0, Math.ceil(body.length / 2))}}{"oops`;
  if (spoiling === 'wrong-schema')
    return JSON.stringify({ schema: 'changed', payload: { items: 'none of these is what you expect' } });
  return body;
}
