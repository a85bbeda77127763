import type { PromiseWorld } from '../promise-world.ts';
import { poll } from '../reading.ts';
import { tradingGridWorld } from './world.ts';

const search = 'trading-grid.transactions.search';

export async function tradingGridPromises(): Promise<PromiseWorld> {
  const world = await tradingGridWorld();
  const { connection, grid } = world;
  const refuse = (call: string, status: number) => () => {
    grid.faults.add({ call, fault: { type: 'status', status }, times: null });
    return () => grid.faults.clear();
  };
  const tokensAsked = () => grid.ledger.calls().filter(({ operation }) => operation === 'trading-grid.token').length;
  return {
    connection,
    context: world,
    use: async () => (await poll(connection.feeds.transactions)).notes,
    // The token first: once there is one, it is kept.
    passing: [refuse('trading-grid.token', 503), refuse(search, 429), refuse(search, 503)],
    lasting: refuse('trading-grid.token', 401),
    stale: () => {
      grid.expireTokens();
      const asked = tokensAsked();
      return () => tokensAsked() > asked;
    },
    sessionEnds: () => grid.expireTokens(),
    badField: () => {
      const options = { fields: ['externalerrormessage'], wording: 'graphql-js', status: 400 };
      grid.faults.add({ call: search, fault: { type: 'vendor', name: 'lacks-fields', options }, times: null });
    },
    batches: { impossible: 'It writes nothing.' },
    deletion: { impossible: 'It writes nothing.' },
    doubt: { impossible: 'It writes nothing.' },
  };
}
