import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { authorsSource, documentedTypes, withEveryField } from '#build/lib/documented-types.ts';
import { gridline } from '#test/harness/gridline.ts';
import { invoice } from '#test/harness/small-network.ts';
import { startReceiver } from './receiver.ts';
import { webhook } from './webhook.ts';

const read = (path: string) => readFileSync(fileURLToPath(new URL(`../../${path}`, import.meta.url)), 'utf8');
const guide = read('docs/writing-a-connector.md');
const types = authorsSource();

test('Every field that an author meets says what it is.', () => {
  const silent = documentedTypes(types).flatMap(({ name, words, fields }) => [
    ...(words === '' ? [name] : []),
    ...fields.filter((field) => !/[.)]$/.test(field.words)).map((field) => `${name}.${field.name}`),
  ]);
  expect(silent).toEqual([]);
  expect(documentedTypes(types).flatMap(({ fields }) => fields).length).toBeGreaterThan(50);
});

test('Whatever an author may import says what it is.', () => {
  const folder = 'electron/core/connectors';
  const files = [folder, `${folder}/sdk`].flatMap((path) =>
    readdirSync(fileURLToPath(new URL(`../../${path}`, import.meta.url)))
      .filter((name) => name.endsWith('.ts'))
      .map((name) => `${path}/${name}`),
  );
  const silent = files.flatMap((file) => {
    const lines = read(file).split('\n');
    return lines.flatMap((line, at) => {
      const name = /^export (?:async )?(?:type|class|function|const) (\w+)/.exec(line)?.[1];
      return name !== undefined && lines[at - 1]?.endsWith('*/') !== true ? [`${file}: ${name}`] : [];
    });
  });
  expect(files.length).toBeGreaterThan(15);
  expect(silent).toEqual([]);
});

test('The guide says of each field what the types say: `npm run guide` writes it where it does not.', () => {
  expect(guide).toBe(withEveryField(guide, types));
});

test('The example of the guide is the connector that is compiled here, and is small.', () => {
  const [, code] = /```ts\n([\s\S]*?)```/.exec(guide) ?? [];
  expect(code).toBe(read('test/docs/webhook.ts'));
  expect(code?.split('\n').length).toBeLessThan(65);
});

test('The example works: a message goes out through the whole core, once, with its key.', async () => {
  const receiver = await startReceiver();
  try {
    const access = { settings: { address: receiver.address }, secrets: { token: 'letmein' } };
    const h = await gridline({ more: [{ connector: webhook, access }] });
    h.tradingGrid.fails(invoice('INV-1'));
    await h.poll('trading-grid.transactions');
    const { id, title } = await h.issue();
    const [asked] = await h.act('webhook.tell', id);
    await h.undoWindowPasses();
    await h.reaches('handed over', asked === undefined ? [] : [asked]);
    const message = { words: expect.stringContaining(title), key: asked?.id };
    expect(receiver.got).toEqual([{ authorization: 'Bearer letmein', message }]);
  } finally {
    await receiver.stop();
  }
});
