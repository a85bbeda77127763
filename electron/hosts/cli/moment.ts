import { InvalidArgumentError } from 'commander';

/** A day (`2026-11-16`: its beginning, UTC) or a time in ISO form, as milliseconds since 1970. */
export function moment(text: string): number {
  const at = /^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2}(\.\d{1,3})?)?(Z|[+-]\d{2}:\d{2}))?$/.test(text)
    ? Date.parse(text)
    : Number.NaN;
  if (Number.isNaN(at)) {
    throw new InvalidArgumentError('Enter a day such as 2026-11-16 or a time such as 2026-11-16T08:00Z.');
  }
  return at;
}
