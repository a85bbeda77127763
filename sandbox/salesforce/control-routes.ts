import { z } from 'zod';

import { BadBody, type ControlRoute, type SandboxResponse } from '../lib/route.ts';
import type { Desk } from './desk.ts';
import type { OAuth } from './oauth.ts';

const changeSchema = z.strictObject({
  status: z.string().min(1).optional(),
  owner: z.string().min(1).optional(),
  comment: z
    .union([z.string().min(1), z.strictObject({ body: z.string().min(1), author: z.string().min(1) })])
    .optional(),
});
const tokensSchema = z.strictObject({ scope: z.string().optional() });

/** The desk and the session office, over HTTP. */
export function salesforceControls(
  desk: Desk,
  oauth: OAuth,
  connection: { readonly clientId: string; instanceUrl(): string; readonly defaultAuthor: string },
): readonly ControlRoute[] {
  return [
    { method: 'GET', path: '/_sandbox/cases', handle: () => ({ status: 200, json: { cases: desk.cases() } }) },
    {
      method: 'POST',
      path: '/_sandbox/cases/:id',
      handle: (request) =>
        parsed(changeSchema, request.json(), ({ status, owner, comment }) => {
          const id = request.params['id'] ?? '';
          if (status !== undefined) desk.setStatus(id, status);
          if (owner !== undefined) desk.setOwner(id, owner);
          const said = typeof comment === 'string' ? { body: comment, author: connection.defaultAuthor } : comment;
          if (said !== undefined) desk.comment(id, said.body, said.author);
          const found = desk.cases().find((one) => [one.id, one.caseNumber, one.key].includes(id));
          if (found === undefined) throw new RangeError(`There is no case "${id}".`);
          return { status: 200, json: found };
        }),
    },
    {
      method: 'POST',
      path: '/_sandbox/tokens',
      handle: (request) =>
        parsed(tokensSchema, request.text === '' ? {} : request.json(), ({ scope }) => {
          const tokens = oauth.issue(scope);
          return {
            status: 200,
            json: { ...tokens, clientId: connection.clientId, instanceUrl: connection.instanceUrl() },
          };
        }),
    },
    {
      method: 'POST',
      path: '/_sandbox/sessions/expire',
      handle: () => {
        oauth.expireSessions();
        return { status: 204 };
      },
    },
    {
      method: 'POST',
      path: '/_sandbox/sessions/revoke',
      handle: () => {
        oauth.revokeRefreshTokens();
        return { status: 204 };
      },
    },
  ];
}

function parsed<T>(schema: z.ZodType<T>, value: unknown, run: (value: T) => SandboxResponse): SandboxResponse {
  const result = schema.safeParse(value);
  if (!result.success) throw new BadBody(z.prettifyError(result.error));
  try {
    return run(result.data);
  } catch (error) {
    if (error instanceof RangeError) return { status: 404, json: { error: error.message } };
    throw error;
  }
}
