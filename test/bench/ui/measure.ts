/** What a page measures of itself. Both consoles are measured by the same lines. */
export type Measure = {
  /** Watches, from the next key press or scroll on, for the paint of the first frame in which each of these holds. */
  readonly until: (seen: Readonly<Record<string, () => boolean>>) => void;
  /** Milliseconds that each took. */
  readonly took: () => Promise<Readonly<Record<string, number>>>;
  /** The longest task since this was last asked, in milliseconds; 0 where none was longer than 50. */
  readonly longestTask: () => number;
  /** Scrolls an element down by so many pixels a frame; answers how many frames came late. */
  readonly scroll: (element: Element, pixels: number, frames: number) => Promise<Late>;
};

export type Late = { readonly frames: number; readonly late: number; readonly worst: number };

declare global {
  interface Window {
    measure: Measure;
  }
}

/** Puts the measure into a page, before its own code runs. It is sent there as text, so that it can use nothing from here. */
export function installMeasure(): void {
  const patienceMs = 20_000;
  let begun: number | null = null;
  let results = Promise.resolve<Readonly<Record<string, number>>>({});
  for (const kind of ['keydown', 'scroll']) {
    window.addEventListener(kind, (event) => (begun ??= event.timeStamp), { capture: true });
  }

  // A task that runs after a frame runs after that frame's paint.
  const paintOf = (name: string, seen: () => boolean) =>
    new Promise<number>((resolve, reject) => {
      const end = performance.now() + patienceMs;
      const look = () => {
        if (begun !== null && seen()) setTimeout(() => resolve(performance.now() - (begun ?? 0)));
        else if (performance.now() > end) reject(new Error(`Never seen: ${name}`));
        else requestAnimationFrame(look);
      };
      requestAnimationFrame(look);
    });

  let longest = 0;
  new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) longest = Math.max(longest, duration);
  }).observe({ type: 'longtask' });

  /** What is later than one and a half of the usual 16.7 ms was missed by the eye. */
  const lateAfterMs = 25;

  window.measure = {
    until(seen) {
      begun = null;
      results = Promise.all(
        Object.entries(seen).map(async ([name, look]) => [name, await paintOf(name, look)] as const),
      ).then((entries) => Object.fromEntries(entries));
    },
    took: () => results,
    longestTask() {
      const found = longest;
      longest = 0;
      return found;
    },
    scroll: (element, pixels, frames) =>
      new Promise((resolve) => {
        let [count, late, worst] = [0, 0, 0];
        let before: number | null = null;
        const step = (now: number) => {
          const gap = before === null ? 0 : now - before;
          before = now;
          if (gap > lateAfterMs) late += 1;
          worst = Math.max(worst, gap);
          element.scrollTop += pixels;
          count += 1;
          if (count > frames) resolve({ frames, late, worst });
          else requestAnimationFrame(step);
        };
        requestAnimationFrame(step);
      }),
  };
}
