import { oc } from './procedure.ts';
import { z } from 'zod';
import { badInput } from './errors.ts';

export const meSchema = z.object({
  /** As it stands beside what is done here: this machine's user until somebody has said who they are. */
  name: z.string(),
  /** What makes them the same person in chats and other systems; null = not known. */
  email: z.string().nullable(),
  /** Whether somebody has said so. */
  told: z.boolean(),
});
export type Me = z.infer<typeof meSchema>;

/** Who works at this desk: kept in the data folder, in no backup, and asked once. */
export const meContract = {
  get: oc.output(meSchema),

  /** From now on; what was done before keeps the name it was done under. They are among the colleagues too. */
  set: oc
    .errors({ ...badInput })
    .input(z.strictObject({ name: z.string().max(200), email: z.string().max(200) }))
    .output(meSchema),
};
