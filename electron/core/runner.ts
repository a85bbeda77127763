import type { Runner } from './ports.ts';

/** Alone, it is this desktop. */
export const alone: Runner = { mayAct: () => ({ may: true }), watch: () => () => undefined };
