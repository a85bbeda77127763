import { z } from 'zod';
import { prepare, type ReadDb, type WriteDb } from '../store/db.ts';
import { addressKey } from '../evidence/fingerprint.ts';
import type { EventOf } from '../evidence/parsed-event.ts';

const rowSchema = z.object({ name: z.string(), company_id: z.string(), at: z.number().int() });

/** Notes what the directory says. Returns the addresses that are another's now, or whose name changed. The latest entry counts, whatever came first. */
export function notePartner(db: WriteDb, { payload, occurredAt }: EventOf<'partner.seen'>): readonly string[] {
  const find = prepare(db, 'SELECT name, company_id, at FROM partners WHERE address = ?');
  const set = prepare(
    db,
    `INSERT INTO partners (address, name, company_id, at) VALUES (?, ?, ?, ?)
      ON CONFLICT (address) DO UPDATE SET name = excluded.name, company_id = excluded.company_id, at = excluded.at`,
  );
  const changed: string[] = [];
  for (const address of new Set(payload.addresses.map(addressKey))) {
    if (address === '') continue;
    const found = find.get(address);
    const before = found === undefined ? null : rowSchema.parse(found);
    const isNewer =
      before === null ||
      occurredAt > before.at ||
      (occurredAt === before.at && `${payload.name}\n${payload.companyId}` > `${before.name}\n${before.company_id}`);
    if (!isNewer) continue;
    set.run(address, payload.name, payload.companyId, occurredAt);
    if (before?.name !== payload.name || before.company_id !== payload.companyId) changed.push(address);
  }
  return changed;
}

const nameSchema = z.object({ address: z.string(), name: z.string() });

/** The directory as it is: addresses as keys, in order, and whose they are. */
export function partnerNames(db: ReadDb): { readonly address: string; readonly name: string }[] {
  return prepare(db, 'SELECT address, name FROM partners ORDER BY address')
    .all()
    .map((row) => nameSchema.parse(row));
}
