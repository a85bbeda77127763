import type { ActionPreview, AskedRecipient } from '#shared/contract/actions.ts';
import type { LeftOut } from '#shared/model/action/action.ts';
import { stateRules } from '#shared/model/action/action-state.ts';
import { ConnectorError } from '../connectors/sdk/error.ts';
import { callWithDeadline } from '../call-with-deadline.ts';
import { draftOf, goesToPeople, identify, planEffects } from '../outbox/requests/drafts.ts';
import { currentKey } from '../outbox/requests/request.ts';
import { alreadyAsked } from '../store/tables/asked-actions.ts';
import type { Workspace } from '../workspace.ts';
import { findAction, type FoundAction, subjectsOf } from '../outbox/requests/find-action.ts';
import type { ReadDb } from '../store/db.ts';

const deadlineMs = 10_000;

type Asked = {
  readonly issueIds: readonly string[];
  readonly purpose: string;
  readonly to: readonly AskedRecipient[];
};

type Shown = Pick<ActionPreview, 'draft' | 'already' | 'count' | 'to' | 'leftOut'>;

type Of = Pick<FoundAction, 'name' | 'manifest' | 'handler'> & { readonly workspace: Workspace };

/** What would be written. The outside system is asked for what only it knows; without it, the draft alone is shown. */
export async function previewAction(
  workspace: Workspace,
  input: Asked & { readonly action: string },
  signal: AbortSignal,
): Promise<ActionPreview> {
  const { name, connector, connection, where, manifest, handler } = findAction(workspace, input.action);
  const { draft, already, count, to, leftOut } = workspace.store.read((db) =>
    goesToPeople(manifest)
      ? planToPeople(db, { workspace, manifest, handler, name }, input)
      : planOfIssues(db, { workspace, manifest, handler, name }, input),
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

/** The first is shown as a form; where one effect is about several, all of them are read. */
function planOfIssues(db: ReadDb, { workspace, manifest, handler, name }: Of, { issueIds, purpose, to }: Asked): Shown {
  const already = alreadyAsked(db, name, issueIds, purpose);
  const without = new Set(already);
  const left = issueIds.filter((id) => !without.has(id));
  const read = subjectsOf(db, workspace);
  const chosen = left.length > 0 ? left : issueIds;
  const shown = manifest.per === 'subject' ? chosen : chosen.slice(0, 1);
  const { effects } = planEffects(db, shown.map(read), manifest, to);
  const [first = { about: [], to: null }] = effects;
  const all = manifest.per === 'subject' ? effects.length : left.length;
  return { draft: draftOf(first, handler, {}), already, count: left.length === 0 ? 0 : all, to: [], leftOut: [] };
}

/** Whom it would go to, and who has it already. */
function planToPeople(db: ReadDb, { workspace, manifest, handler, name }: Of, { issueIds, purpose, to }: Asked): Shown {
  const { groups, effects, leftOut } = planEffects(db, issueIds.map(subjectsOf(db, workspace)), manifest, to);
  const left = effects.filter((effect) => {
    const { known } = currentKey(db, { ...identify(db, effect), action: name, purpose });
    return known === null || stateRules[known.state].askAnew;
  });
  const open = new Set([
    ...left.flatMap(({ about }) => about.map(({ subject }) => subject.issue.id)),
    ...leftOut.flatMap((one) => one.issueIds),
  ]);
  const [first = effects[0] ?? { about: groups[0] ?? [], to: null }] = left;
  return {
    draft: draftOf(first, handler, {}),
    already: issueIds.filter((id) => !open.has(id)),
    count: left.length,
    to: [...new Set(left.flatMap((effect) => effect.to?.recipient.name ?? []))],
    leftOut,
  };
}

function leftOutWords({ issueIds, words }: LeftOut): string {
  return issueIds.length === 1 ? words : `${words} That is so for ${issueIds.length} issues.`;
}
