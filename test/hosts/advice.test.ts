import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createRouterClient } from '@orpc/server';
import { ORPCError } from '@orpc/client';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { classifyError } from '#core/outbox/sending/batch-error.ts';
import { messageOf } from '#core/feeds/next-poll.ts';
import { ConnectorError } from '#core/connectors/sdk/error.ts';
import { BadInputError, inOneLine, NotChosenError, NotConnectedError, NotFoundError } from '#core/failure.ts';
import { networkError } from '#core/connectors/sdk/network-error.ts';
import { HostError, ProxyFailure, UntrustedCertificate } from '#core/ports.ts';
import { os } from '#core/rpc/implement.ts';
import { StoreError } from '#core/store/error.ts';
import { explainError } from '#hosts/cli/explain-error.ts';
import { CommandError } from '#hosts/cli/fail.ts';
import { failureOf, filterProblemOf } from '#renderer/data/failure.ts';
import { FilterError } from '#shared/model/filter/error.ts';

const advice = 'Turn it off and on again.';

function called(error: Error): Error {
  const where = { system: 'salesforce', name: 'Salesforce', host: 'org.acme.test', effect: true };
  return networkError(new TypeError('fetch failed', { cause: error }), where);
}

/** One of each kind that the product throws at people, with what it tells them to do. */
const kinds: Readonly<Record<string, { readonly error: Error; readonly told: string }>> = {
  BadInputError: { error: new BadInputError('pageSize', 'a number such as 100', 'many'), told: 'a number such as 100' },
  CommandError: { error: new CommandError('No.', { next: advice }), told: advice },
  ConnectorError: { error: new ConnectorError('set-up', 'salesforce.app', 'No.', { next: advice }), told: advice },
  FilterError: { error: new FilterError(4, 'a time such as 2h', 'noon'), told: 'a time such as 2h' },
  HostError: { error: new HostError('No.', advice), told: advice },
  NotChosenError: {
    error: new NotChosenError('case.create', 'bindings.case.create', [
      { connection: 'crm', where: 'CRM (crm)' },
      { connection: 'crm-2', where: 'CRM 2 (crm-2)' },
    ]),
    told: 'bindings.case.create',
  },
  NotConnectedError: {
    error: new NotConnectedError({ connection: 'salesforce', connector: 'salesforce', name: 'Salesforce' }),
    told: 'Connect Salesforce on the connections screen, or with gridline connect salesforce.',
  },
  NotFoundError: {
    error: new NotFoundError('issue', 'x'),
    told: 'The queue lists them; a resolved one is found with is:resolved.',
  },
  // These two come out of a call, and become a connector's error there.
  ProxyFailure: {
    error: called(new ProxyFailure('http://proxy:8080', 'sign-in', { said: '407' })),
    told: 'gridline proxy ADDRESS --secrets FILE',
  },
  UntrustedCertificate: {
    error: called(new UntrustedCertificate('SELF_SIGNED_CERT_IN_CHAIN', null, null)),
    told: 'name the file in NODE_EXTRA_CA_CERTS',
  },
  StoreError: { error: new StoreError('corrupt', 'No.', advice), told: advice },
};

/**
 * Never leave the procedure that throws them: the contract has an error of its own for each, with what to do; what is wrong with
 * an event is told by the feed that brought it.
 */
const withinTheCore = ['BadEventError', 'ConnectionConflict', 'PersonConflict', 'SettingsConflict'];

const root = join(import.meta.dirname, '../..');

test('Every kind of error that the product knows is looked at here.', () => {
  const sources = globSync('{electron,shared,renderer}/**/*.{ts,tsx}', { cwd: root });
  const declared = sources.flatMap((file) =>
    [...readFileSync(join(root, file), 'utf8').matchAll(/class (\w+) extends (?:\w*Error)\b/g)].map(([, name]) => name),
  );
  expect(declared.toSorted()).toEqual([...Object.keys(kinds), ...withinTheCore].toSorted());
});

async function whatIsThrown(call: () => Promise<unknown>): Promise<unknown> {
  try {
    return await call();
  } catch (error) {
    return error;
  }
}

/** The error as it leaves the core, from a procedure that throws it. */
async function acrossTheContract(thrown: Error): Promise<ORPCError<string, unknown>> {
  const throwing = os.connections.list.handler(() => Promise.reject(thrown));
  const logged: unknown[] = [];
  const workspaces = { current: () => null, ports: { log: (...words: unknown[]) => logged.push(words) } };
  const client = createRouterClient({ list: throwing }, { context: { workspaces } as never });
  const came = await whatIsThrown(client.list);
  if (!(came instanceof ORPCError)) throw new Error('It did not come as an error of the contract.', { cause: came });
  // As the wire carries it.
  const { code, message, data } = JSON.parse(JSON.stringify(came.toJSON())) as ReturnType<typeof came.toJSON>;
  return new ORPCError(code, { message, data });
}

test.each(Object.entries(kinds))('What to do about a %s reaches every face.', async (name, { error, told }) => {
  const here = explainError(error);
  const faces: Record<string, string> = {
    'the terminal': `${here.message} ${here.next}`,
    'one line': inOneLine(error),
  };
  if (name !== 'CommandError') {
    const there = await acrossTheContract(error);
    const explained = explainError(there);
    const shown = failureOf(there);
    faces['the terminal, over a socket'] = `${explained.message} ${explained.next}`;
    faces['the screen'] = `${shown.message} ${shown.next} ${filterProblemOf(there)?.expected}`;
  }
  for (const [face, words] of Object.entries(faces)) {
    expect(words, face).toContain(told);
  }
});

test.each(['EACCES', 'EROFS', 'ENOSPC', 'ENOTDIR', 'EIO', 'EMFILE'])(
  'A %s of the system is told in words, wherever it comes up.',
  async (code) => {
    const error = Object.assign(new Error(`${code}: nope, open '/data/x'`), { code, path: '/data/x' });
    const faces = [explainError(error), failureOf(await acrossTheContract(error))];
    for (const { message, next } of faces) {
      expect(message).not.toContain(code);
      expect(message).toMatch(/^\S.* .*\.$/);
      expect(next).toMatch(/\.$/);
    }
  },
);

test('What a schema says is a sentence, wherever it comes up, and never JSON.', () => {
  const { error } = z.object({ count: z.number() }).safeParse({ count: '7' });
  const { result } = classifyError(error, 0, 0);
  const faces = {
    'the terminal': explainError(error).message,
    'one line': inOneLine(error),
    'a feed': messageOf(error),
    'the outbox': 'error' in result ? result.error?.message : null,
  };
  for (const [face, words] of Object.entries(faces)) {
    expect(words, face).toContain('“count” should be a number, but is a text.');
  }
});
