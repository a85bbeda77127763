/** Points in time are milliseconds since 1970 (UTC) everywhere inside; text only at the edges. */
export type Millis = number;

export const second = 1_000;
export const minute = 60 * second;
export const hour = 60 * minute;
export const day = 24 * hour;

/** ISO 8601 in UTC with seconds, as vendors want it: `2026-11-20T09:30:00Z`. */
export function isoSeconds(at: Millis): string {
  return `${new Date(at).toISOString().slice(0, 19)}Z`;
}
