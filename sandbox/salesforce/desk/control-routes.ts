import { z } from 'zod';

import { BadBody, type ControlRoute, type SandboxResponse } from '../../lib/route.ts';
import type { Desk } from './desk.ts';
import { type Move, oldHosts } from './move.ts';
import type { OAuth } from '../sign-in/oauth.ts';
import type { Org } from '../org/org.ts';

const changeSchema = z.strictObject({
  status: z.string().min(1).optional(),
  owner: z.string().min(1).optional(),
  comment: z
    .union([z.string().min(1), z.strictObject({ body: z.string().min(1), author: z.string().min(1) })])
    .optional(),
  /** `delete` and `undelete` the recycle bin; `mergeInto` another case, by id, number or key. */
  bin: z.enum(['delete', 'undelete']).optional(),
  mergeInto: z.string().min(1).optional(),
  /** The case that is merged into takes over the external key. */
  keepKey: z.boolean().optional(),
  /** Its `SystemModstamp`, so many ms from now. */
  stampAheadMs: z.number().int().optional(),
  /** Queries show what was changed last, here too, only after so many ms. */
  showLateMs: z.number().int().min(0).optional(),
});
const choicesSchema = z.array(
  z.strictObject({
    value: z.string().min(1),
    active: z.boolean().optional(),
    isDefault: z.boolean().optional(),
    closed: z.boolean().optional(),
  }),
);
/** What an administrator may change while the org runs. */
const administerSchema = z.strictObject({
  picklists: z
    .strictObject({
      Status: choicesSchema,
      Priority: choicesSchema,
      Origin: choicesSchema,
      Type: choicesSchema,
      Reason: choicesSchema,
    })
    .partial()
    .optional(),
  requiredCaseFields: z.array(z.string()).optional(),
  readOnlyCaseFields: z.array(z.string()).optional(),
  customCaseFields: z
    .array(
      z.strictObject({
        name: z.string(),
        label: z.string(),
        length: z.number().int(),
        type: z.enum(['string', 'boolean', 'picklist', 'datetime']).optional(),
        choices: choicesSchema.optional(),
      }),
    )
    .optional(),
  mayCreateCases: z.boolean().optional(),
  mayViewSetup: z.boolean().optional(),
  storageLeft: z.number().int().min(0).optional(),
  dailyApiLimit: z.number().int().min(0).optional(),
  accountsOutOfReach: z.array(z.string()).optional(),
  caseVisibility: z.enum(['all', 'own']).optional(),
  triggerLimit: z.number().int().min(0).nullable().optional(),
  assignmentQueue: z.string().nullable().optional(),
});
const moveSchema = z.strictObject({ oldHost: z.enum(oldHosts) });
const tokensSchema = z.strictObject({ scope: z.string().optional() });

/** The desk, the administrator and the session office, over HTTP. */
export function salesforceControls(
  desk: Desk,
  oauth: OAuth,
  { org, move }: { readonly org: Org; readonly move: Move },
  connection: { readonly clientId: string; instanceUrl(): string; readonly defaultAuthor: string },
): readonly ControlRoute[] {
  return [
    { method: 'GET', path: '/_sandbox/cases', handle: () => ({ status: 200, json: { cases: desk.cases() } }) },
    {
      method: 'POST',
      path: '/_sandbox/cases/:id',
      handle: (request) =>
        parsed(
          changeSchema,
          request.json(),
          ({ status, owner, comment, bin, mergeInto, keepKey, stampAheadMs, showLateMs }) => {
            const id = request.params['id'] ?? '';
            if (status !== undefined) desk.setStatus(id, status);
            if (owner !== undefined) desk.setOwner(id, owner);
            const said = typeof comment === 'string' ? { body: comment, author: connection.defaultAuthor } : comment;
            if (said !== undefined) desk.comment(id, said.body, said.author);
            if (mergeInto !== undefined) desk.mergeCase(id, mergeInto, keepKey);
            if (stampAheadMs !== undefined) desk.stampCase(id, org.stamp() + stampAheadMs);
            if (bin === 'delete') desk.deleteCase(id);
            if (bin === 'undelete') desk.undeleteCase(id);
            if (showLateMs !== undefined) desk.showLate(id, showLateMs);
            if (mergeInto !== undefined || bin === 'delete') return { status: 204 };
            const found = desk.cases().find((one) => [one.id, one.caseNumber, one.key].includes(id));
            if (found === undefined) throw new RangeError(`There is no case "${id}".`);
            return { status: 200, json: found };
          },
        ),
    },
    {
      method: 'POST',
      path: '/_sandbox/administer',
      handle: (request) =>
        parsed(administerSchema, request.json(), ({ picklists, ...changes }) => {
          const given = Object.entries(changes).filter(([, value]) => value !== undefined);
          const merged = picklists === undefined ? {} : { picklists: { ...org.settings.picklists, ...picklists } };
          org.administer({ ...Object.fromEntries(given), ...merged });
          return { status: 204 };
        }),
    },
    {
      method: 'POST',
      path: '/_sandbox/move',
      handle: (request) =>
        parsed(moveSchema, request.json(), ({ oldHost }) => {
          move.how = oldHost;
          return { status: 200, json: { instanceUrl: connection.instanceUrl() } };
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
