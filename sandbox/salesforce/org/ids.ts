const digits = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
const checks = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ012345';

/** Hands out 18-character record ids in order: key prefix, instance, counter in base 62, case-safe checksum. */
export function createIds(instance: string): (prefix: string) => string {
  const counters = new Map<string, number>();
  return (prefix) => {
    const count = (counters.get(prefix) ?? 0) + 1;
    counters.set(prefix, count);
    let text = '';
    for (let rest = count; rest > 0; rest = Math.floor(rest / 62)) text = `${digits[rest % 62] ?? ''}${text}`;
    return withChecksum(`${prefix}${instance}${text.padStart(12 - instance.length, '0')}`);
  };
}

/** The 18-character form of a 15-character id: three letters say which of its characters are upper case. */
export function withChecksum(id: string): string {
  let suffix = '';
  for (let chunk = 0; chunk < 15; chunk += 5) {
    let bits = 0;
    for (let at = 0; at < 5; at++) if (/[A-Z]/.test(id[chunk + at] ?? '')) bits |= 1 << at;
    suffix += checks[bits] ?? '';
  }
  return `${id}${suffix}`;
}

/** The 18-character id meant by a 15- or 18-character one; undefined where it isn't an id at all. */
export function toRecordId(text: string): string | undefined {
  if (!/^[a-zA-Z0-9]{15}(?:[A-Z0-5]{3})?$/.test(text)) return undefined;
  const full = withChecksum(text.slice(0, 15));
  return text.length === 15 || text === full ? full : undefined;
}
