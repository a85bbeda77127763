import type { Random } from '../../lib/random.ts';

/** Processing states with every spelling Lens uses for them: letter, one word, words. */
export const statusSpellings = {
  batched: ['B', 'Batched'],
  completed: ['C', 'Completed'],
  delivered: ['S', 'Delivered'],
  'delivery disabled': ['N', 'Delivery disabled', 'DeliveryDisabled'],
  'delivery in progress': ['D', 'Delivery in progress', 'DeliveryInProgress'],
  duplicate: ['U', 'Duplicate'],
  processing: ['P', 'Processing'],
  'on hold': ['H', 'On Hold', 'OnHold'],
  'ready for pickup': ['R', 'Ready for pickup', 'ReadyForPickup'],
  'validation error': ['V', 'Validation error', 'ValidationError'],
  failed: ['F', 'Failed', 'Delivery failed'],
} as const satisfies Readonly<Record<string, readonly string[]>>;

export type StatusWord = keyof typeof statusSpellings;

export const spell = (status: StatusWord, random: Random): string => random.pick<string>(statusSpellings[status]);
