import type { Runner } from '#core/ports.ts';

/** Two desks, of which one acts by itself: which one that is, the story says. */
export function twoDesks(first: 'this desk' | 'desk-2'): Runner & { handsTo(desk: 'this desk' | 'desk-2'): void } {
  const watching = new Set<() => void>();
  let desk = first;
  return {
    mayAct: () =>
      desk === 'this desk'
        ? { may: true }
        : { may: false, reason: 'Lea’s desk (desk-2) is the one that acts by itself.' },
    watch(changed) {
      watching.add(changed);
      return () => watching.delete(changed);
    },
    handsTo(next) {
      desk = next;
      for (const changed of watching) changed();
    },
  };
}
