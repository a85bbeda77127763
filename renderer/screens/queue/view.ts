/** The name under which the layout of the queue is kept. */
export const queueView = 'queue';
