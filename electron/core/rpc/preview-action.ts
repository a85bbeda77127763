import type { ActionPreview } from '#shared/contract/actions.ts';
import { ConnectorError } from '../connectors/sdk/error.ts';
import { callWithDeadline } from '../call-with-deadline.ts';
import { actionsOfIssue } from '../store/actions.ts';
import type { Workspace } from '../workspace.ts';
import { findHandler, subjectOf } from './subject.ts';

const deadlineMs = 10_000;

/** What would be written. The outside system is asked for what only it knows; without it, the draft alone is shown. */
export async function previewAction(
  workspace: Workspace,
  input: { readonly issueIds: readonly string[]; readonly action: string },
  signal: AbortSignal,
): Promise<ActionPreview> {
  const { connector, handler } = findHandler(workspace, input.action);
  const { draft, already } = workspace.store.read((db) => {
    const [first = ''] = input.issueIds;
    return {
      draft: handler.draft(subjectOf(db, first).subject, {}),
      already: input.issueIds.filter((id) => {
        const { generation } = subjectOf(db, id);
        return actionsOfIssue(db, id).some(
          (row) =>
            row.action === input.action &&
            row.generation === generation &&
            row.state !== 'cancelled' &&
            row.state !== 'failed',
        );
      }),
    };
  });
  const about = { connector, action: input.action, count: input.issueIds.length, already, draft };
  try {
    const { fields, warnings } = await callWithDeadline((limit) => handler.preview(draft, limit), {
      clock: workspace.clock,
      deadlineMs,
      signal,
    });
    return {
      ...about,
      fields: fields.map((field) => ({ ...field, options: field.options === null ? null : [...field.options] })),
      warnings: [...warnings],
    };
  } catch (error) {
    if (!(error instanceof ConnectorError)) throw error;
    return { ...about, fields: [], warnings: [`${error.message} It will be sent when that works again.`] };
  }
}
