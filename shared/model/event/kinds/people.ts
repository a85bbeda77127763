import { z } from 'zod';
import { issueStatuses } from '../../issue/issue-status.ts';
import { proofs } from '../../person/proof.ts';
import { eventKind, named } from '../kind.ts';

/** `insteadOf`: the `sourceId` of the same mark, made while the clock was ahead; this one says when it was said. */
const mark = { issueId: z.string(), insteadOf: z.string().optional() };

const issueMarkedSchema = z.discriminatedUnion('field', [
  z.object({ ...mark, field: z.literal('status'), value: z.enum(issueStatuses) }),
  z.object({ ...mark, field: z.literal('owner'), value: z.string().nullable() }),
]);
export type IssueMarked = z.infer<typeof issueMarkedSchema>;

const issueCommentedSchema = z.object({ issueId: z.string(), text: z.string() });
export type IssueCommented = z.infer<typeof issueCommentedSchema>;

/** What a person did outside, such as a button pressed in a chat. Its source id is that of the press, so that repeats are dropped. */
const commandReceivedSchema = z.object({
  /** What the button asks for, in a word: `acknowledge`. */
  command: z.string(),
  issueId: z.string(),
  /** Who it was, by name or address; how that was proven is `proof`. */
  who: z.string(),
  proof: z.enum(proofs),
  /** Milliseconds; it may not be acted on later than this. */
  until: z.number().int(),
});
export type CommandReceived = z.infer<typeof commandReceivedSchema>;

/** What people do about an issue, here and outside. */
export const peopleEventKinds = {
  'issue.marked': eventKind({
    payload: issueMarkedSchema,
    rank: 'marked',
    personal: (text) => (text('field') === 'owner' ? named(text, 'value') : []),
  }),
  'issue.commented': eventKind({
    payload: issueCommentedSchema,
    rank: 'commented',
    personal: (_, author) => (author === null ? [] : [{ at: 'text', subject: author }]),
  }),
  'command.received': eventKind({
    payload: commandReceivedSchema,
    rank: 'commanded',
    personal: (text) => named(text, 'who'),
  }),
};
