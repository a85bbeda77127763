import { long, oc } from './procedure.ts';
import { z } from 'zod';
import { personChangeSchema, personRowSchema, personSchema, saidOfPersonSchema } from '#shared/model/person/person.ts';
import { writtenHere } from '#shared/model/person/source.ts';
import { personKinds } from '#shared/model/person/role.ts';
import { capabilityNames } from '#shared/model/action/capability.ts';
import { badInput, notFound } from './errors.ts';
import { millisSchema } from './schemas/wire.ts';

const key = z.string().min(1).max(200);
/** A person: those that were written here may be changed, those that a connection brought are its system's. */
const which = z.strictObject({ source: z.string().max(60).default(writtenHere), key });
const kind = z.enum(personKinds);
const role = z.string().max(60);

const changedMeanwhile = {
  CONFLICT: {
    message: 'Somebody else has changed this person meanwhile',
    /** Null where the person is no longer there. */
    data: z.object({ now: personRowSchema.nullable(), next: z.string() }),
  },
} as const;

/** The version that was read; null = there was nobody. Where it is no longer so nothing is stored, and CONFLICT tells what is. */
const version = z.number().int().nullable();

/** Who is told or asked: colleagues, partner contacts, customers; of this data folder, and not shared with other desks. */
export const peopleContract = {
  /** By name. What is left out of the filter matches everybody; `at` asks for the table as it stood then. */
  list: oc
    .errors({ ...badInput })
    .input(
      z.strictObject({
        kind: kind.nullable().default(null),
        role: role.nullable().default(null),
        /** A name or an EDI address that stands with the person. */
        partner: z.string().max(200).nullable().default(null),
        at: millisSchema.nullable().default(null),
        offset: z.number().int().min(0).default(0),
        limit: z.number().int().min(1).max(1_000).default(200),
      }),
    )
    .output(z.object({ total: z.number().int(), people: z.array(personRowSchema).readonly() })),

  get: oc
    .errors({ ...notFound })
    .input(which)
    .output(personRowSchema),

  /**
   * Who has a role for a partner, as an action finds its recipients: who was written here goes before who was brought, and
   * who looks after this partner before who looks after all.
   */
  find: oc
    .errors({ ...badInput })
    .input(z.strictObject({ kind, role, partner: z.array(z.string().max(200)).max(100).readonly().default([]) }))
    .output(z.object({ people: z.array(personRowSchema).readonly() })),

  /**
   * Writes a person down. Without a key it is somebody new; with that of a brought person it takes the place of what was
   * brought. BAD_INPUT names the part that can't be used.
   */
  save: oc
    .errors({ ...badInput, ...changedMeanwhile })
    .input(z.strictObject({ key: key.nullable().default(null), version, person: saidOfPersonSchema }))
    .output(personRowSchema),

  /** Changes some of what was written here of a person; the rest stays. BAD_INPUT names the part that can't be used. */
  change: oc
    .errors({ ...badInput, ...notFound, ...changedMeanwhile })
    .input(z.strictObject({ key, version: z.number().int(), change: personChangeSchema }))
    .output(personRowSchema),

  /** Takes away who was written here; the history stays. Who a connection brought goes with it alone, and their history too. */
  remove: oc
    .errors({ ...notFound, ...changedMeanwhile })
    .input(z.strictObject({ key, version: z.number().int() }))
    .output(z.object({ removed: personRowSchema })),

  /**
   * Erases what is kept of a person, by name or address: who they are, what they said and did, where others named them. It is
   * gone from this data folder for good; not from backups, files that were read, and outside systems. `rehearse` tells
   * what would be erased and changes nothing.
   */
  erase: long
    .errors({ ...badInput })
    .input(z.strictObject({ who: z.string().max(200), rehearse: z.boolean() }))
    .output(
      z.object({
        /** What they go by, the given name or address first. */
        names: z.array(z.string()).readonly(),
        /** Names and comments in the journal. */
        texts: z.number().int(),
        /** Entries of this table, with their history. */
        people: z.number().int(),
        /** Actions that named them. */
        actions: z.number().int(),
        /** Rows elsewhere: who asked for, set or was sent something, and what a computer is called. */
        others: z.number().int(),
        /** Issues that read differently then. */
        issues: z.number().int(),
        /** Another program has the database open: what was erased can be read in its log until that one ends, and goes by itself then. */
        held: z.boolean(),
      }),
    ),

  /**
   * Says that somebody who wanted no more of something may be sent it again, because they said so: who said it is in the
   * journal. `lifted`: how many times they had opted out, as far as is known here; 0 = not at all, and nothing changed.
   */
  optIn: oc
    .errors({ ...badInput, ...notFound })
    .input(
      z.strictObject({
        /** The key of a person, with the source in front or without, or an address. */
        who: z.string().min(1).max(260),
        capability: z.enum(capabilityNames),
      }),
    )
    .output(z.object({ name: z.string(), lifted: z.number().int() })),

  /** Everything that was ever said of a person, oldest first; `person` null: taken away. */
  history: oc
    .errors({ ...notFound })
    .input(which)
    .output(
      z.object({
        versions: z
          .array(
            z.object({
              version: z.number().int(),
              /** From when it holds. */
              at: millisSchema,
              /** Who said so; null = nobody here: a connection brought it. */
              by: z.string().nullable(),
              person: personSchema.nullable(),
            }),
          )
          .readonly(),
      }),
    ),
};
