import { describe, expect, test } from 'vitest';
import { z } from 'zod';

import { startLens } from './lens-client.ts';

const base = '/TGCommunityServices/v1/companies/GC00817305HV';
const partnersSchema = z.object({
  partners: z.array(
    z.object({
      partnerCompanyId: z.string(),
      partnerCompanyName: z.string(),
      tradingAddresses: z.array(z.string()).min(1),
      contacts: z.array(z.object({ name: z.string(), email: z.string(), phoneNumber: z.string() })),
    }),
  ),
});

describe('Community Management', () => {
  test('lists the partners and narrows them by id, name and address', async () => {
    const lens = await startLens();
    const token = await lens.signIn();
    const list = async (query = '') =>
      partnersSchema.parse(await (await lens.get(`${base}/partnerDirectory${query}`, token)).json()).partners;
    const all = await list();

    expect(all).toHaveLength(40);
    const names = async (query: string) => (await list(query)).map(({ partnerCompanyName }) => partnerCompanyName);
    expect(await names('?tradingAddress=ZZ:NORTHGATEMKT')).toEqual(['Northgate Markets']);
    expect(await names(`?partnerCompanyName=${encodeURIComponent('Süßwald Märkte GmbH')}`)).toEqual([
      'Süßwald Märkte GmbH',
    ]);
    expect(await names(`?partnerCompanyId=${all[3]?.partnerCompanyId}`)).toEqual([all[3]?.partnerCompanyName]);
    expect(await names('?tradingAddress=ZZ:NOBODY')).toEqual([]);
  });

  test('knows the company, its users, their roles and entitlements', async () => {
    const lens = await startLens();
    const token = await lens.signIn();
    const get = async (path: string) => (await lens.get(path, token)).json();

    expect(await get(base)).toMatchObject({ companyId: 'GC00817305HV', companyName: 'Harrow & Vale Foods' });
    const { users } = z
      .object({ users: z.array(z.looseObject({ userId: z.string(), loginId: z.string() })) })
      .parse(await get(`${base}/users`));
    expect(users.length).toBeGreaterThan(3);
    expect(await get(`${base}/users/${users[0]?.userId}`)).toEqual(users[0]);
    expect(await get(`${base}/users/${users[0]?.loginId}/roles`)).toEqual([
      { roleName: 'Lens Standard Role' },
      { roleName: 'Partner Admin' },
    ]);
    expect(await get(`${base}/entitlements`)).toEqual(
      await get(`/TGCommunityServices/v1/users/${users[1]?.loginId}/entitlements`),
    );
  });

  test('is read-only and refuses strangers, unknown companies and unknown users', async () => {
    const lens = await startLens();
    const token = await lens.signIn();
    const write = (method: string, path: string) =>
      fetch(`${lens.grid.baseUrl}${path}`, { method, headers: { authorization: `Bearer ${token}` }, body: '{}' });

    expect((await lens.get(`${base}/users`)).status).toBe(401);
    expect((await lens.get('/TGCommunityServices/v1/companies/GC1/users', token)).status).toBe(404);
    expect((await lens.get(`${base}/users/nobody`, token)).status).toBe(404);
    expect((await write('POST', `${base}/users`)).status).toBe(405);
    expect((await write('PUT', `${base}/users/1`)).status).toBe(405);
    expect((await write('DELETE', `${base}/users/1`)).status).toBe(405);
  });

  test('tells about its scenario', async () => {
    const lens = await startLens('quiet-night');
    const told = z
      .object({
        name: z.string(),
        counts: z.object({ transactions: z.number(), visible: z.number(), files: z.number() }),
      })
      .parse(await (await lens.get('/_sandbox/scenario')).json());

    expect(told.name).toBe('quiet-night');
    expect(told.counts.visible).toBeGreaterThan(100);
    expect(told.counts.transactions).toBeGreaterThan(told.counts.visible);
  });
});
