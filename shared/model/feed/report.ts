import { z } from 'zod';
import { severities } from '../issue/issue.ts';
import { type IssueKind, issueKinds } from '../issue/issue-kind.ts';

/**
 * Why something stands as it does, where its kind does not say it. A code of ours: a connector gives it, and the core has
 * the sentence that goes with it.
 */
export const reportReasons = ['not-delivered', 'partly-delivered', 'cancelled'] as const;
export type ReportReason = (typeof reportReasons)[number];

/** All but the verdict; what the source does not tell is left out. */
const told = {
  reason: z.enum(reportReasons).optional(),
  /** Where it stands, in the vendor's own word or letter, as sent. */
  status: z.string().optional(),
  /** The same in plain words, as timelines say it; left out where the connector does not know the vendor's. */
  meaning: z.string().optional(),
  /** The vendor's code of what went wrong, as sent. */
  code: z.string().optional(),
  /** What the vendor says went wrong, as sent; shown, and read as plain language only. */
  words: z.string().optional(),
  /** Where in the thing it is wrong, in a sentence. */
  place: z.string().optional(),
  /** A hint, where the source weighs it otherwise than its kind. */
  severity: z.enum(severities).optional(),
  /** When it was so, in milliseconds. */
  at: z.number().int().optional(),
};

export const reportSchema = z.discriminatedUnion('verdict', [
  z.object({ verdict: z.literal('waiting'), ...told }),
  z.object({ verdict: z.literal('clear'), ...told }),
  z.object({ verdict: z.literal('problem'), kind: z.enum(issueKinds), ...told }),
]);

/**
 * What an outside system says of one thing on one track. `waiting` is neither trouble nor its end. A word that its connector
 * does not know is a problem of kind `exception` with that word as its `status`, never an end.
 */
export type Report = z.infer<typeof reportSchema>;

/** What it comes to. */
export type Verdict =
  | { readonly verdict: 'waiting' }
  | { readonly verdict: 'clear' }
  | { readonly verdict: 'problem'; readonly kind: IssueKind };
