import { os } from './implement.ts';

const never = new AbortController().signal;

export const connections = {
  list: os.connections.list.handler(async ({ context }) => ({
    connections: await context.workspaces.current().connections.list(),
  })),

  connect: os.connections.connect.handler(({ input, context }) =>
    context.workspaces.current().connections.connect(input),
  ),

  disconnect: os.connections.disconnect.handler(({ input, context }) =>
    context.workspaces.current().connections.disconnect(input.connector),
  ),

  test: os.connections.test.handler(({ input, context, signal }) =>
    context.workspaces.current().connections.test(input.connector, signal ?? never),
  ),

  signIn: os.connections.signIn.handler(({ input, context, signal }) =>
    context.workspaces.current().connections.signIn(input.connector, signal ?? never),
  ),

  poll: os.connections.poll.handler(async ({ input, context, signal }) => ({
    feeds: [...(await context.workspaces.current().pollNow(input.feed, signal ?? never))],
  })),
};
