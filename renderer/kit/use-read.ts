import { useEffect, useState } from 'react';

/** Milliseconds in which nobody has read a question. */
const unreadMs = 500;

/**
 * Whether a question has been on screen long enough to have been read. Before that it takes no yes: whoever pressed Enter twice
 * has not answered what the first press brought up.
 */
export function useRead(): boolean {
  const [read, setRead] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setRead(true), unreadMs);
    return () => clearTimeout(timer);
  }, []);
  return read;
}
