import { z } from 'zod';

import { type FaultRequest, faultRequestSchema } from './fault.ts';
import type { Faults } from './faults.ts';
import type { Ledger, LedgerFilter } from './ledger.ts';
import { BadBody, type ControlRoute, type SandboxResponse } from './route.ts';

const kinds = z.enum(['call', 'effect']).optional();

/** The calls every stand-in answers about itself. */
export function controlRoutes(name: string, ledger: Ledger, faults: Faults): readonly ControlRoute[] {
  return [
    { method: 'GET', path: '/_sandbox/health', handle: () => ({ status: 200, json: { name, ok: true } }) },
    {
      method: 'GET',
      path: '/_sandbox/ledger',
      handle: ({ query }) => {
        const kind = kinds.safeParse(query.get('kind') ?? undefined);
        if (!kind.success) return refused(`"kind" is "call" or "effect", not "${query.get('kind') ?? ''}".`);
        const filter: LedgerFilter = {
          ...(kind.data === undefined ? {} : { kind: kind.data }),
          ...optional('operation', query.get('operation')),
          ...optional('effect', query.get('effect')),
        };
        return { status: 200, json: { name, entries: ledger.entries(filter) } };
      },
    },
    {
      method: 'DELETE',
      path: '/_sandbox/ledger',
      handle: () => {
        ledger.clear();
        return { status: 204 };
      },
    },
    { method: 'GET', path: '/_sandbox/faults', handle: () => ({ status: 200, json: { name, faults: faults.list() } }) },
    {
      method: 'POST',
      path: '/_sandbox/faults',
      handle: (request) => {
        try {
          return { status: 201, json: faults.add(request.json() as FaultRequest) };
        } catch (error) {
          if (error instanceof z.ZodError) return refused(z.prettifyError(error));
          if (error instanceof RangeError || error instanceof BadBody) return refused(error.message);
          throw error;
        }
      },
    },
    {
      method: 'DELETE',
      path: '/_sandbox/faults',
      handle: () => {
        faults.clear();
        return { status: 204 };
      },
    },
  ];
}

function refused(message: string): SandboxResponse {
  return { status: 400, json: { error: message, expected: z.toJSONSchema(faultRequestSchema, { io: 'input' }) } };
}

function optional<K extends string>(key: K, value: string | null): { [key in K]?: string } {
  return value === null ? {} : ({ [key]: value } as { [key in K]?: string });
}
