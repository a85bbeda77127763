import type { ActionPreview, AskedRecipient } from '#shared/contract/actions.ts';
import type { ActionChip, LeftOut } from '#shared/model/action/action.ts';
import type { ActionEdits } from '../connectors/action.ts';
import { ConnectorError } from '../connectors/sdk/error.ts';
import { callWithDeadline } from '../call-with-deadline.ts';
import { checkEdits, editableFields } from '../outbox/requests/check-edits.ts';
import { draftOf, goesToPeople, partnerOf, splitAsked, type Wanted } from '../outbox/requests/effects.ts';
import { wayThrough } from '../outbox/read.ts';
import { heldBack } from '../outbox/permits.ts';
import type { ActionRow } from '../store/tables/actions.ts';
import type { Workspace } from '../workspace.ts';
import { findAction, type FoundAction, readWanted } from '../outbox/requests/find-action.ts';
import type { ReadDb } from '../store/db.ts';

const deadlineMs = 10_000;

type Asked = {
  readonly issueIds: readonly string[];
  readonly whole: boolean;
  readonly overrides: Readonly<Record<string, string>>;
  readonly note: string;
  readonly purpose: string;
  readonly to: readonly AskedRecipient[];
  readonly at: number;
};

type Shown = Pick<
  ActionPreview,
  'draft' | 'already' | 'count' | 'to' | 'leftOut' | 'standing' | 'partners' | 'heldBack' | 'shown'
>;

const standingListed = 20;

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
  const told = workspace.store.read((db) => shown(db, workspace, { ...found, editsFor }, input));
  const { draft, leftOut } = told;
  const { verb, did, noun } = manifest;
  const about = { connector, connection, where, action: name, verb, did, noun, ...told };
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

/** One is shown as a form. Nothing is shown that a request would not send. */
function shown(db: ReadDb, workspace: Workspace, found: Shows, request: Asked): Shown {
  const wanted = readWanted(db, workspace, request);
  const { groups, left, asked, leftOut } = splitAsked(db, found, wanted, request);
  const open = new Set([
    ...left.flatMap(({ about }) => about.map(({ issue }) => issue.id)),
    ...leftOut.flatMap((one) => one.issueIds),
  ]);
  const there = wanted.filter(({ issue }) => !open.has(issue.id));
  const one = left[Math.min(request.at, left.length - 1)] ?? { about: groups[0] ?? [], to: null };
  const reader = workspace.reader();
  const approval = found.manifest.needs?.approval ?? null;
  return {
    draft: draftOf(one, found.handler, found.editsFor(groups.length)),
    shown: { issueIds: one.about.map(({ issue }) => issue.id), to: one.to?.recipient.name ?? null },
    already: there.map(({ issue }) => issue.id),
    standing: there.slice(0, standingListed).map((each) => standingOf(each, asked)),
    count: left.length,
    partners: new Set(left.flatMap(({ about }) => about.slice(0, 1).map(partnerOf))).size,
    to: [...new Set(left.flatMap((effect) => effect.to?.recipient.name ?? []))],
    leftOut,
    heldBack: [...heldBack({ ...found, approval }, wayThrough(db, found.connection, reader.now), reader)],
  };
}

function standingOf(
  { issue }: Wanted,
  asked: readonly { readonly issueId: string; readonly action: ActionRow | null }[],
): ActionPreview['standing'][number] {
  const known = asked.find(({ issueId, action }) => issueId === issue.id && action !== null)?.action ?? null;
  return { issueId: issue.id, partner: issue.partner, title: issue.title, chip: known === null ? null : chipOf(known) };
}

function chipOf({ id, connector, connection, action, noun, state, reference, url }: ActionRow): ActionChip {
  return { id, connector, connection, action, noun, state, reference, url };
}

function leftOutWords({ issueIds, words }: LeftOut): string {
  return issueIds.length === 1 ? words : `${words} That is so for ${issueIds.length} issues.`;
}
