import type { ActionPreview, AskedRecipient } from '#shared/contract/actions.ts';
import type { LeftOut } from '#shared/model/action/action.ts';
import type { ActionEdits } from '../connectors/action.ts';
import { ConnectorError } from '../connectors/sdk/error.ts';
import { callWithDeadline } from '../call-with-deadline.ts';
import { checkEdits, editableFields } from '../outbox/requests/check-edits.ts';
import { draftOf, goesToPeople, splitAsked } from '../outbox/requests/effects.ts';
import type { Workspace } from '../workspace.ts';
import { findAction, type FoundAction, subjectsOf } from '../outbox/requests/find-action.ts';
import type { ReadDb } from '../store/db.ts';

const deadlineMs = 10_000;

type Asked = {
  readonly issueIds: readonly string[];
  readonly overrides: Readonly<Record<string, string>>;
  readonly note: string;
  readonly purpose: string;
  readonly to: readonly AskedRecipient[];
};

type Shown = Pick<ActionPreview, 'draft' | 'already' | 'count' | 'to' | 'leftOut'>;

type Shows = FoundAction & { readonly editsFor: (groups: number) => ActionEdits };

/** What would be written. The outside system is asked for what only it knows; without it, the draft alone is shown. */
export async function previewAction(
  workspace: Workspace,
  input: Asked & { readonly action: string },
  signal: AbortSignal,
): Promise<ActionPreview> {
  const found = findAction(workspace, input.action);
  const { name, connector, connection, where, manifest, handler } = found;
  if (goesToPeople(manifest)) await workspace.recipientKey.ready();
  const known = await editableFields(input.overrides, { manifest, handler }, { clock: workspace.clock, signal });
  // Refused as it is when it is asked for.
  const editsFor = (groups: number) => checkEdits(known, input, groups);
  const { draft, already, count, to, leftOut } = workspace.store.read((db) =>
    shown(db, workspace, { ...found, editsFor }, input),
  );
  const { did, noun } = manifest;
  const about = { connector, connection, where, action: name, did, noun, count, already, draft, to, leftOut };
  try {
    const { fields, warnings } = await callWithDeadline((limit) => handler.preview(draft, limit), {
      clock: workspace.clock,
      deadlineMs,
      signal,
    });
    return {
      ...about,
      fields: fields.map((field) => ({ ...field, options: field.options === null ? null : [...field.options] })),
      warnings: [...leftOut.map(leftOutWords), ...warnings],
    };
  } catch (error) {
    if (!(error instanceof ConnectorError)) throw error;
    return {
      ...about,
      fields: [],
      warnings: [
        ...leftOut.map(leftOutWords),
        `${error.message} ${error.next ?? ''} It will be sent when that works again.`.replace('  ', ' '),
      ],
    };
  }
}

/** The first is shown as a form. Nothing is shown that a request would not send. */
function shown(db: ReadDb, workspace: Workspace, found: Shows, asked: Asked): Shown {
  const wanted = asked.issueIds.map(subjectsOf(db, workspace));
  const { groups, left, leftOut } = splitAsked(db, found, wanted, asked);
  const open = new Set([
    ...left.flatMap(({ about }) => about.map(({ subject }) => subject.issue.id)),
    ...leftOut.flatMap((one) => one.issueIds),
  ]);
  const [first = { about: groups[0] ?? [], to: null }] = left;
  return {
    draft: draftOf(first, found.handler, found.editsFor(groups.length)),
    already: wanted.map(({ subject }) => subject.issue.id).filter((id) => !open.has(id)),
    count: left.length,
    to: [...new Set(left.flatMap((effect) => effect.to?.recipient.name ?? []))],
    leftOut,
  };
}

function leftOutWords({ issueIds, words }: LeftOut): string {
  return issueIds.length === 1 ? words : `${words} That is so for ${issueIds.length} issues.`;
}
