import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { defineConnector } from '#core/connectors/define-connector.ts';
import { createKnownSecrets, keepingSecrets } from '#core/connections/keep-secret.ts';
import { ConnectorError } from '#core/connectors/sdk/error.ts';
import { gridline } from '#test/harness/gridline.ts';
import { invoice } from '#test/harness/small-network.ts';

const planted = 'gr8-s3cret/with"marks';
const spellings = [planted, encodeURIComponent(planted), JSON.stringify(planted).slice(1, -1)];

/** A far side whose library puts the token into whatever it says, in every way in which a connection can speak. */
function leaky(how: 'plain' | 'known' | 'outcome') {
  const connector = defineConnector(
    {
      id: 'leaky',
      name: 'Leaky',
      summary: 'Says too much.',
      secrets: [{ key: 'token', label: 'Token', help: 'The token.', required: true }],
      feeds: [{ id: 'news', name: 'News' }],
      actions: [
        {
          id: 'send',
          name: 'Send',
          capability: 'content.task',
          verb: 'Send',
          did: 'sent {issue} by {where}',
          noun: 'task',
          countsAs: 'changed a record',
          deliveryClass: 'at-most-once',
        },
      ],
    },
    ({ secrets, log }) => {
      const words = async () => `no entry with ${(await secrets.get('token')) ?? ''} at x?t=${spellings[1]}`;
      const fail = async () => {
        const text = await words();
        log('warn', text, { text });
        if (how === 'plain') throw new Error(text, { cause: new Error(text) });
        throw new ConnectorError('rejected', 'leaky.no', text, { next: text, cause: new Error(text) });
      };
      return {
        test: async () => ({ ok: false, checks: [{ name: 'Way', ok: false, message: await words(), next: null }] }),
        feeds: {
          async *news() {
            await fail();
            yield { events: [], cursor: null };
          },
        },
        actions: {
          send: {
            draft: () => null,
            preview: async () => ({ fields: [], warnings: [await words()] }),
            async perform(items) {
              if (how !== 'outcome') await fail();
              const error = { code: 'leaky.no', message: await words(), family: 'user', next: await words() } as const;
              return items.map(() => ({ result: 'failed', error }));
            },
          },
        },
      };
    },
  );
  return { connector, access: { settings: {}, secrets: { token: planted } } };
}

test.each(['plain', 'known', 'outcome'] as const)(
  'What a connection says holds none of its secrets, whatever put them there: %s.',
  async (how) => {
    const h = await gridline({ more: [leaky(how)], polled: false });
    h.tradingGrid.fails(invoice('4711'));
    await h.poll('trading-grid.transactions');
    const { id } = await h.issue();
    const said: unknown[] = [await h.tryToPoll('leaky.news')];
    said.push(await h.client.connections.test({ connection: 'leaky' }));
    said.push(await h.client.actions.preview({ issueIds: [id], action: 'leaky.send' }));
    await h.act('leaky.send', id);
    await h.passes(30_000);
    said.push(await h.actions(), await h.detail(id), await h.client.connections.list());
    const text = JSON.stringify(said);
    expect(text).toContain('no entry with [hidden] at x?t=[hidden]');
    const kept = ['gridline.db', 'gridline.db-wal'].map((name) => readFileSync(join(h.dataFolder, name), 'latin1'));
    for (const place of [text, ...kept]) {
      expect(spellings.filter((spelled) => place.includes(spelled) || place.includes(JSON.stringify(spelled)))).toEqual(
        [],
      );
    }
    if (how === 'plain') h.expectsTrouble(/A poll failed/);
  },
);

/** What is left of an error when it has come out of a connection that has had this secret in hand. */
async function saidBy(thrown: unknown, secret = planted) {
  const known = createKnownSecrets();
  known.note(secret);
  const { fails } = keepingSecrets({ fails: () => Promise.reject(thrown) }, known);
  const error: unknown = await fails().catch((left: unknown) => left);
  return error instanceof Error ? `${error.message} ${error.stack ?? ''}` : String(error);
}

test.each(['', 'u:', 'user:', 'a longer user:'])('A header in base64 holds no secret behind %j.', async (before) => {
  const header = Buffer.from(`${before}${planted}`).toString('base64');
  const said = await saidBy(new ConnectorError('rejected', 'leaky.no', `refused: ${header}`));
  const [, left = ''] = /refused: (\S+)/.exec(said) ?? [];
  expect(Buffer.from(left.replace('[hidden]', ''), 'base64').toString('latin1')).not.toContain(planted.slice(2, -2));
  expect(said).toContain('[hidden]');
});

test('What nobody foresaw may quote a secret that its connection never had in hand: a new token in an answer.', async () => {
  const answer = '{"access_token":"n3w","next":"https://u:p4ss@far.example"}';
  const said = await Promise.all([
    saidBy(new Error(`no answer in ${answer}`)),
    saidBy(`no answer in ${answer}`),
    saidBy(new DOMException(`no answer in ${answer}`, 'AbortError')),
    saidBy(new TypeError('fetch failed', { cause: new Error(answer) })),
  ]);
  for (const text of said) expect(text).not.toMatch(/n3w|p4ss/);
  expect(said[0]).toContain('no answer in {"access_token":"[hidden]"');
});

test('Of two secrets, one in the other, nothing is left.', async () => {
  const known = createKnownSecrets();
  for (const secret of ['abcd', 'abcd-efgh']) known.note(secret);
  expect(known.hide('it was abcd-efgh')).toBe('it was [hidden]');
});
