/** The one channel between a window and the desktop's main process. */
export const windowChannel = 'gridline:window';

/** Sent to a page with its port to the core; again, with a new port, whenever the core was started anew. */
export const portMessage = 'gridline:port';

/** Sent from a page to its preload: it is there and wants its port. */
export const wantPortMessage = 'gridline:want-port';
