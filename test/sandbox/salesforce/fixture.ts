import { Connection } from 'jsforce';
import { onTestFinished } from 'vitest';

import { type SalesforceOptions, type SalesforceStandIn, startSalesforce } from '#sandbox/salesforce/salesforce.ts';

export const key = 'TG_Exception_Key__c';

/** An org that ends with the test, a client library signed in to it, and a plain call with its session. */
export async function openOrg(options: Partial<SalesforceOptions> = {}): Promise<{
  org: SalesforceStandIn;
  connection: Connection;
  clock: { at: number };
  call: (method: string, path: string, body?: unknown, headers?: Record<string, string>) => Promise<Answer>;
}> {
  const clock = { at: Date.UTC(2026, 10, 20, 9) };
  const org = await startSalesforce({
    seed: 1,
    now: () => clock.at,
    accounts: [
      { name: 'Northwind Retail', identifiers: ['ZZ:NORTHWIND', '08:925485US00'] },
      { name: "O'Brien Foods", identifiers: ['14:5790000000012'] },
    ],
    ...options,
  });
  onTestFinished(() => org.stop());
  const { accessToken, instanceUrl } = org.issueTokens();
  return {
    org,
    clock,
    connection: new Connection({ instanceUrl, accessToken, version: '65.0' }),
    call: (method, path, body, headers = {}) =>
      ask(method, `${org.baseUrl}/services/data/v65.0${path}`, body, {
        authorization: `Bearer ${accessToken}`,
        ...headers,
      }),
  };
}

export type Answer = { status: number; headers: Headers; body: unknown };

export async function ask(
  method: string,
  url: string,
  body?: unknown,
  headers: Record<string, string> = {},
): Promise<Answer> {
  const answer = await fetch(url, {
    method,
    headers: { 'content-type': 'application/json', ...headers },
    redirect: 'manual',
    ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  });
  const text = await answer.text();
  const isJson = answer.headers.get('content-type')?.startsWith('application/json') === true;
  return { status: answer.status, headers: answer.headers, body: isJson ? (JSON.parse(text) as unknown) : text };
}

export const error = (errorCode: string, message: string, fields?: readonly string[]) => [
  { errorCode, message, ...(fields === undefined ? {} : { fields }) },
];
