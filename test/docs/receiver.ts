import { startStandIn } from '#sandbox/lib/stand-in.ts';
import type { Json } from '#shared/lib/json.ts';

/** The far side of the guide's connector: takes messages at one address, and keeps what came with whose token. */
export async function startReceiver() {
  const got: { readonly authorization: string | undefined; readonly message: Json }[] = [];
  const standIn = await startStandIn({
    name: 'webhook',
    routes: [
      { operation: 'webhook.look', method: 'HEAD', path: '/messages', handle: () => ({ status: 204 }) },
      {
        operation: 'webhook.message',
        method: 'POST',
        path: '/messages',
        handle: (request) => {
          got.push({ authorization: request.headers.authorization, message: request.json() as Json });
          return { status: 204 };
        },
      },
    ],
  });
  return { ...standIn, got, address: `${standIn.baseUrl}/messages` };
}
