import type { Page } from 'playwright-core';

/** What lies between a page and the core. */
export type Wire = {
  /** The next call of this procedure, such as `issues/setStatus`, is answered with a refusal and never reaches the core. */
  refuse(procedure: string, message: string): void;
  /** Calls of this procedure get no further until `release`. */
  hold(procedure: string): void;
  release(): void;
  /** The next call of this procedure reaches the core; its answer does not come back, and the connection ends. */
  loseAnswer(procedure: string): void;
  /** How many calls of this procedure have left the page. */
  calls(procedure: string): number;
};

type Sent = { readonly i: string; readonly p?: { readonly u?: string } };

/** Stands between the page and the core from its next load on. */
export async function tapWire(page: Page): Promise<Wire> {
  const refusals = new Map<string, string>();
  const losses = new Set<string>();
  const counts = new Map<string, number>();
  let held: { readonly procedure: string; readonly calls: (() => void)[] } | null = null;
  await page.routeWebSocket(/\/rpc$/, (socket) => {
    const core = socket.connectToServer();
    const lost = new Set<string>();
    socket.onMessage((message) => {
      const { i: id, p }: Sent = JSON.parse(String(message));
      const procedure = p?.u?.slice(1) ?? '';
      counts.set(procedure, (counts.get(procedure) ?? 0) + 1);
      const pass = () => {
        const refusal = refusals.get(procedure);
        refusals.delete(procedure);
        if (refusal === undefined) return core.send(message);
        const json = { defined: false, code: 'BAD_REQUEST', status: 400, message: refusal };
        socket.send(JSON.stringify({ i: id, p: { s: 400, b: { json } } }));
      };
      if (losses.delete(procedure)) lost.add(id);
      if (held?.procedure === procedure) held.calls.push(pass);
      else pass();
    });
    core.onMessage((message) => {
      const { i: id }: Sent = JSON.parse(String(message));
      if (!lost.has(id)) return socket.send(message);
      void socket.close();
      void core.close();
    });
  });
  return {
    refuse: (procedure, message) => void refusals.set(procedure, message),
    hold: (procedure) => {
      held = { procedure, calls: [] };
    },
    release() {
      for (const pass of held?.calls ?? []) pass();
      held = null;
    },
    loseAnswer: (procedure) => void losses.add(procedure),
    calls: (procedure) => counts.get(procedure) ?? 0,
  };
}
