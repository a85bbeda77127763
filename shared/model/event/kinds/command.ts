import { z } from 'zod';
import { commandResultNames } from '../../feed/command.ts';
import { proofs } from '../../person/proof.ts';
import { eventKind, named } from '../kind.ts';

/** What a person did outside, such as a button pressed in a chat. Its source id is that of the press, so that repeats are dropped. */
export const commandReceivedSchema = z.object({
  /** What the button asks for, in a word that `commands` knows: `acknowledge`. Any other is kept, and refused. */
  command: z.string(),
  issueId: z.string(),
  /** Who it was, by the name that people read; how that was proven is `proof`. */
  who: z.string(),
  /** The address that they are known by; null where the far side does not tell: then nothing is done. */
  email: z.string().nullable(),
  proof: z.enum(proofs),
  /** Milliseconds; it may not be acted on later than this. */
  until: z.number().int(),
  /** Whom it is assigned to, by name or address; left out = whoever asks. */
  to: z.string().optional(),
  /** What they wrote: the note, the reason. */
  words: z.string().optional(),
  /** The action that it speaks of: by its id, or by its capability where it is to be asked for. */
  action: z.string().optional(),
});
export type CommandReceived = z.infer<typeof commandReceivedSchema>;

/** What became of a command. Its source id is that of the command, so that no command is acted on twice. */
export const commandSettledSchema = z.object({
  command: z.string(),
  issueId: z.string(),
  who: z.string(),
  result: z.enum(commandResultNames),
  /** Who had done it before, where it was done already. */
  by: z.string().nullable(),
});
export type CommandSettled = z.infer<typeof commandSettledSchema>;

/** What people ask for outside, and what became of it. */
export const commandEventKinds = {
  'command.received': eventKind({
    payload: commandReceivedSchema,
    rank: 'commanded',
    personal(text) {
      const person = text('email') ?? text('who') ?? '';
      const theirs = (['who', 'email', 'words'] as const).flatMap((at) => (text(at) === null ? [] : [{ at, person }]));
      return [...theirs, ...named(text, 'to')];
    },
  }),
  'command.settled': eventKind({
    payload: commandSettledSchema,
    rank: 'obeyed',
    personal: (text) => [...named(text, 'who'), ...named(text, 'by')],
  }),
};
