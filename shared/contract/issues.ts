import { oc } from './procedure.ts';
import { z } from 'zod';
import { severities } from '#shared/model/issue/issue.ts';
import { badFilter, badInput, notFound } from './errors.ts';
import { idSchema, millisSchema } from './schemas/wire.ts';
import { incidentSchema, issueDetailSchema, issueRowSchema } from './schemas/issue.ts';
import { placeSchema } from '#shared/model/issue/place.ts';
import { issueStatuses } from '#shared/model/issue/issue-status.ts';
import { groupedSorts, issueSorts } from '#shared/model/issue/issue-sort.ts';

/** Kept, not computed: what the badges and the sidebar show. All but `resolved` count unresolved issues. */
export const issueCountsSchema = z.object({
  unresolved: z.number().int(),
  bySeverity: z.record(z.enum(severities), z.number().int()),
  unassigned: z.number().int(),
  mine: z.number().int(),
  escalated: z.number().int(),
  /** Past their due time now. */
  overdue: z.number().int(),
  resolved: z.number().int(),
});
export type IssueCounts = z.infer<typeof issueCountsSchema>;

/** Issues of a queue that have something in common and follow each other in it. */
const issueGroupSchema = z.object({
  /** What they have in common: a severity, a kind, a document type as written, a partner as `ids` wants it. Null where they have none. */
  key: z.string().nullable(),
  /** The same as people write it. */
  name: z.string().nullable(),
  count: z.number().int(),
});
export type IssueGroup = z.infer<typeof issueGroupSchema>;

const ids = z.array(idSchema).min(1).max(10_000).readonly();
/** Each issue stands for its incident: with all its documents that are not resolved, or all, where all are. */
const whole = z.boolean().default(false);
const place = placeSchema.nullable();
const owner = z.string().trim().min(1).max(200).nullable();

const pageOfQueue = z.strictObject({
  filter: z.string().max(2_000).default(''),
  sort: z.enum(issueSorts).default('severity'),
  offset: z.number().int().min(0).default(0),
  limit: z.number().int().min(1).max(1_000).default(100),
});

export const issuesContract = {
  /** A page of the queue. `filter` is the filter language; empty means everything unresolved. */
  list: oc
    .errors({ ...badFilter })
    .input(pageOfQueue)
    .output(
      z.object({
        total: z.number().int(),
        /** True where counting stopped at a limit: `total` is then "at least". */
        more: z.boolean(),
        issues: z.array(issueRowSchema).readonly(),
      }),
    ),

  /** The same with one row for each incident: `total` and `limit` count incidents. */
  incidents: oc
    .errors({ ...badFilter })
    .input(pageOfQueue)
    .output(
      z.object({
        total: z.number().int(),
        /** As in `list`. */
        more: z.boolean(),
        incidents: z.array(incidentSchema).readonly(),
      }),
    ),

  /**
   * What a queue in that order falls into, in its order. Null where more match than are counted. Everything unresolved is
   * counted however much it is.
   */
  groups: oc
    .errors({ ...badFilter })
    .input(z.strictObject({ filter: z.string().max(2_000).default(''), by: z.enum(groupedSorts) }))
    .output(z.object({ groups: z.array(issueGroupSchema).readonly().nullable() })),

  /** Only the ids that match, in queue order: for "select all". `group` leaves out all others than that one's. */
  ids: oc
    .errors({ ...badFilter })
    .input(
      z.strictObject({
        filter: z.string().max(2_000).default(''),
        sort: z.enum(issueSorts).default('severity'),
        limit: z.number().int().min(1).max(10_000).default(10_000),
        group: z
          .strictObject({ by: z.enum(groupedSorts), key: z.string().max(1_000).nullable() })
          .nullable()
          .default(null),
      }),
    )
    .output(
      z.object({ total: z.number().int(), /** As in `list`. */ more: z.boolean(), ids: z.array(idSchema).readonly() }),
    ),

  get: oc
    .errors({ ...notFound })
    .input(z.strictObject({ id: idSchema }))
    .output(issueDetailSchema),

  counts: oc.output(issueCountsSchema),

  /**
   * Acknowledge, resolve, reopen. `was` has what changed, by what stood before; unknown ids, and those that say so already, are in
   * none. With `from` only those change that say that now, and `left` are those that say something else: to undo must not undo what
   * somebody else has done since.
   */
  setStatus: oc
    .input(z.strictObject({ ids, whole, status: z.enum(issueStatuses), from: z.enum(issueStatuses).optional() }))
    .output(
      z.object({
        was: z.array(z.object({ status: z.enum(issueStatuses), ids: z.array(idSchema).readonly() })).readonly(),
        left: z.array(idSchema).readonly(),
        at: millisSchema,
      }),
    ),

  /** `null` takes the owner away. `was`, `from` and `left` as `setStatus` has them. */
  setOwner: oc.input(z.strictObject({ ids, whole, owner, from: owner.optional() })).output(
    z.object({
      was: z.array(z.object({ owner: z.string().nullable(), ids: z.array(idSchema).readonly() })).readonly(),
      left: z.array(idSchema).readonly(),
      at: millisSchema,
    }),
  ),

  /**
   * Takes documents out of their incident, puts them into one, or leaves them to the rules again. An incident has one partner:
   * anything else is refused. `changed` is what `back` wants, to undo.
   */
  group: oc
    .errors({ ...notFound, ...badInput })
    .input(
      z.strictObject({
        ids,
        to: z.discriminatedUnion('kind', [
          z.strictObject({ kind: z.literal('alone') }),
          z.strictObject({ kind: z.literal('together') }),
          z.strictObject({ kind: z.literal('with'), id: idSchema }),
          z.strictObject({ kind: z.literal('rules') }),
          z.strictObject({ kind: z.literal('back'), place, from: place }),
        ]),
      }),
    )
    .output(
      z.object({
        changed: z.array(z.object({ before: place, after: place, ids: z.array(idSchema).readonly() })).readonly(),
        left: z.array(idSchema).readonly(),
        at: millisSchema,
      }),
    ),

  comment: oc
    .errors({ ...notFound })
    .input(z.strictObject({ id: idSchema, text: z.string().trim().min(1).max(4_000) }))
    .output(z.object({ at: millisSchema })),
};
