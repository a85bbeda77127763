import { day, type Millis, second } from '#shared/lib/time.ts';

/** How long a `Retry-After` header asks to wait (RFC 9110 10.2.3: seconds or a date); null without a usable one, at most a day. */
export function retryAfter(header: string | null, now: Millis): Millis | null {
  if (header === null || header.trim() === '') return null;
  const text = header.trim();
  if (/^\d+(\.\d+)?$/.test(text)) return Math.min(Math.ceil(Number(text) * second), day);
  const at = Date.parse(text);
  return Number.isNaN(at) ? null : Math.min(Math.max(at - now, 0), day);
}
