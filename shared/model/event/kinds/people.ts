import { z } from 'zod';
import { placeSchema } from '../../issue/place.ts';
import { issueStatuses } from '../../issue/issue-status.ts';
import { eventKind, named } from '../kind.ts';

/** `insteadOf`: the `sourceId` of the same mark, made while the clock was ahead; this one says when it was said. */
const mark = { issueId: z.string(), insteadOf: z.string().optional() };

const issueMarkedSchema = z.discriminatedUnion('field', [
  z.object({ ...mark, field: z.literal('status'), value: z.enum(issueStatuses) }),
  z.object({ ...mark, field: z.literal('owner'), value: z.string().nullable() }),
  z.object({ ...mark, field: z.literal('incident'), value: placeSchema.nullable() }),
]);
export type IssueMarked = z.infer<typeof issueMarkedSchema>;

const issueCommentedSchema = z.object({ issueId: z.string(), text: z.string() });
export type IssueCommented = z.infer<typeof issueCommentedSchema>;

/** What people do about an issue here. */
export const peopleEventKinds = {
  'issue.marked': eventKind({
    payload: issueMarkedSchema,
    rank: 'marked',
    personal: (text) => (text('field') === 'owner' ? named(text, 'value') : []),
  }),
  'issue.commented': eventKind({
    payload: issueCommentedSchema,
    rank: 'commented',
    personal: (_, author) => (author === null ? [] : [{ at: 'text', person: author }]),
  }),
};
