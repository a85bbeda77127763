import { long, oc } from './procedure.ts';
import { z } from 'zod';
import { settingsChangeSchema, settingsSchema } from '#shared/model/setting-schemas.ts';
import { badInput } from './errors.ts';
import { millisSchema } from './schemas/wire.ts';

const changedMeanwhile = {
  CONFLICT: {
    message: 'Somebody else has changed this meanwhile',
    data: z.object({ now: settingsSchema, next: z.string() }),
  },
} as const;

/** One change of one part: what it is from then on, and what it was before. */
export const settingChangeSchema = z
  .object({
    /** From when it holds; 0 = it was always so. */
    from: millisSchema,
    /** Who set it; null = nobody in particular. */
    by: z.string().nullable(),
    now: settingsChangeSchema,
    was: settingsChangeSchema,
  })
  .readonly();
export type SettingChange = z.infer<typeof settingChangeSchema>;

/** Set by people for the data folder at hand. Not in the journal and not shared with other desks. */
export const settingsContract = {
  get: oc.output(settingsSchema),

  /** Every change that was made, the latest first. */
  history: oc
    .input(z.strictObject({ limit: z.number().int().min(1).max(1_000).default(100) }))
    .output(z.object({ changes: z.array(settingChangeSchema).readonly() })),

  /**
   * Answers when everything that hangs on it is worked out anew: due times of unresolved issues, and what is overdue.
   * BAD_INPUT names the field as `calendar.zone`, `acknowledgement.byType.856`; nothing is stored then.
   */
  set: long
    .errors({ ...badInput, ...changedMeanwhile })
    .input(
      settingsChangeSchema.extend({
        /**
         * What the parts to be changed were when they were read. Where one of them is no longer so, nothing is stored and
         * CONFLICT tells what it is now. Left out: whatever is there is overwritten.
         */
        was: settingsChangeSchema.optional(),
        /** Says what is wrong with it, and stores nothing. */
        rehearse: z.boolean().default(false),
      }),
    )
    .output(settingsSchema),
};
