import { z } from 'zod';
import type { ReferenceChange } from '#shared/model/feed/reference.ts';
import type { Feed } from '#core/connectors/feed.ts';
import type { Gateway } from './gateway.ts';

/** Who may be paged; the cursor is who was on the roster last, so that those who left it are taken away. */
export function createRosterFeed(gateway: Gateway): Feed {
  return async function* roster({ cursor }) {
    const before = z.array(z.string()).catch([]).parse(cursor);
    const now = await gateway.roster();
    const changes: readonly ReferenceChange[] = [
      ...Object.entries(now).map(
        ([key, person]) =>
          ({ kind: 'person', key, value: { kind: 'colleague', roles: ['on call'], ...person } }) as const,
      ),
      ...before.filter((key) => !(key in now)).map((key) => ({ kind: 'person', key, value: null }) as const),
    ];
    yield { events: [], reference: changes, cursor: Object.keys(now) };
  };
}
