import { businessEventsOf } from '../reading/business-events.ts';
import { ORPCError } from '@orpc/server';
import { ConnectionConflict } from '../connections/deps.ts';
import { readReference } from '../store/tables/reference.ts';
import { os } from './implement.ts';

const never = new AbortController().signal;

export const connections = {
  list: os.connections.list.handler(async ({ context }) => ({
    connections: await context.workspace.connections.list(),
  })),

  connect: os.connections.connect.handler(async ({ input, context: { workspace } }) => {
    try {
      return await workspace.connections.connect(input);
    } catch (error) {
      if (!(error instanceof ConnectionConflict)) throw error;
      const now = (await workspace.connections.list()).find(({ connection }) => connection === error.connection);
      throw new ORPCError('CONFLICT', { message: error.message, data: { now, next: error.next } });
    }
  }),

  blank: os.connections.blank.handler(({ input, context }) => context.workspace.connections.blank(input.connector)),

  rename: os.connections.rename.handler(({ input, context }) =>
    context.workspace.connections.rename(input.connection, input.name),
  ),

  disconnect: os.connections.disconnect.handler(({ input, context }) =>
    context.workspace.connections.disconnect(input.connection),
  ),

  reference: os.connections.reference.handler(({ input, context }) => ({
    records: context.workspace.store.read((db) => readReference(db, input)),
  })),

  events: os.connections.events.handler(({ input, context }) => ({
    events: context.workspace.store.read((db) => businessEventsOf(db, input)),
  })),

  test: os.connections.test.handler(({ input, context, signal }) =>
    context.workspace.connections.test(input.connection, signal ?? never),
  ),

  signIn: os.connections.signIn.handler(({ input, context, signal }) =>
    context.workspace.connections.signIn(input.connection, signal ?? never),
  ),

  poll: os.connections.poll.handler(async ({ input, context, signal }) => ({
    feeds: [...(await context.workspace.pollNow(input.feed, signal ?? never))],
  })),
};
