import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { connectors } from '#core/connectors/registry.ts';

const metadata = new URL('../../build/salesforce/force-app/main/default/', import.meta.url);
const read = (path: string) => readFile(new URL(path, metadata), 'utf8');
const salesforce = connectors.find(({ manifest }) => manifest.id === 'salesforce')?.manifest;
const setting = (key: string) => salesforce?.settings.find((field) => field.key === key)?.default ?? '';

test('The deployed field is the one the connector writes: an external ID, unique and case-sensitive.', async () => {
  const name = setting('externalIdField');
  const field = await read(`objects/Case/fields/${name}.field-meta.xml`);
  for (const line of [
    `<fullName>${name}</fullName>`,
    '<externalId>true</externalId>',
    '<unique>true</unique>',
    '<caseSensitive>true</caseSensitive>',
    '<type>Text</type>',
    '<length>255</length>',
  ]) {
    expect(field).toContain(line);
  }
});

test('The permission set covers every field that the connector writes or searches by default.', async () => {
  const permissions = await read('permissionsets/Gridline_Partner_Operations.permissionset-meta.xml');
  const granted = [
    ...permissions.matchAll(/<editable>(true|false)<\/editable>\s*<field>([\w.]+)<\/field>\s*<readable>true/g),
  ].map(([, editable, field]) => `${field ?? ''} ${editable === 'true' ? 'write' : 'read'}`);
  // Name of an account can't be hidden, so it has no field permission.
  const searched = setting('accountIdentifierFields')
    .split(',')
    .filter((field) => field !== 'Name');
  expect(granted.toSorted()).toEqual(
    [
      `Case.${setting('externalIdField')} write`,
      ...['AccountId', 'Description', 'Origin', 'Priority', 'Subject'].map((field) => `Case.${field} write`),
      ...searched.map((field) => `Account.${field} read`),
    ].toSorted(),
  );
});

test('The admin guide names the callback address of every sign-in port.', async () => {
  const guide = await readFile(new URL('../../docs/admin/salesforce.md', import.meta.url), 'utf8');
  for (const port of setting('redirectPorts').split(',')) {
    expect(guide).toContain(`http://localhost:${port}/OauthRedirect`);
  }
});
