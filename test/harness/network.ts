import { settle } from './manual-clock.ts';

/** Node's own fetch, counted, so that a test knows when nothing is on the wire. */
export type Network = {
  readonly fetch: typeof fetch;
  /** Waits until no call is under way and nothing that an answer started is left to do. */
  quiet(): Promise<void>;
};

const deadline = 15_000;

export function createNetwork(): Network {
  let underWay = 0;
  const counted: typeof fetch = async (input, init) => {
    underWay++;
    const over = () => void underWay--;
    try {
      const answer = await globalThis.fetch(input, init);
      // The caller reads one copy; the other one says when the last byte was there, or that it will not come.
      answer.clone().arrayBuffer().then(over, over);
      return answer;
    } catch (error) {
      over();
      throw error;
    }
  };
  return {
    fetch: counted,
    async quiet() {
      const end = performance.now() + deadline;
      for (let calm = 0; calm < 3; calm = underWay === 0 ? calm + 1 : 0) {
        if (performance.now() > end) throw new Error(`${underWay} calls were still under way after ${deadline} ms.`);
        await settle();
      }
    },
  };
}
