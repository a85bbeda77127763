import { createHash } from 'node:crypto';
import { canonicalJson, type Json } from '#shared/lib/json.ts';

/** Sixteen hex digits that change when anything in the value does: the second half of a source id like `TG16-1@3f0c…`. */
export function shortHash(value: Json): string {
  return createHash('sha256').update(canonicalJson(value)).digest('hex').slice(0, 16);
}
