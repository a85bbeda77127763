import { z } from 'zod';

/**
 * Where a person has put an issue among the incidents, in place of what the rules would say. It holds as long as the issue is
 * of this partner, and until its trouble ends: no incident ever has two partners.
 */
export const placeSchema = z.strictObject({
  /** The partner it is of, as the directory knows it. */
  partner: z.string(),
  /** With the issues that are alike under this key, which begins with the partner's mark; null = by itself. */
  alike: z.string().nullable(),
  /** Close to which time (Unix ms), whenever it began itself. */
  at: z.number().int().nonnegative(),
});
export type Place = z.infer<typeof placeSchema>;
