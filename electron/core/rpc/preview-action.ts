import type { ActionPreview } from '#shared/contract/actions.ts';
import { ConnectorError } from '../connectors/sdk/error.ts';
import { callWithDeadline } from '../call-with-deadline.ts';
import { draftOf, effectsFor } from '../outbox/requests/drafts.ts';
import { alreadyAsked } from '../store/tables/asked-actions.ts';
import type { Workspace } from '../workspace.ts';
import { findAction, subjectsOf } from './subject.ts';

const deadlineMs = 10_000;

/** What would be written. The outside system is asked for what only it knows; without it, the draft alone is shown. */
export async function previewAction(
  workspace: Workspace,
  input: { readonly issueIds: readonly string[]; readonly action: string; readonly purpose: string },
  signal: AbortSignal,
): Promise<ActionPreview> {
  const { name, connector, connection, where, manifest, handler } = findAction(workspace, input.action);
  const { draft, already, count } = workspace.store.read((db) => {
    const asked = alreadyAsked(db, name, input.issueIds, input.purpose);
    const without = new Set(asked);
    const left = input.issueIds.filter((id) => !without.has(id));
    const read = subjectsOf(db, workspace);
    // The first is shown as a form; where one effect is about several, all of them are read.
    const chosen = left.length > 0 ? left : input.issueIds;
    if (manifest.per !== 'subject') {
      const [first = ''] = chosen;
      return { draft: draftOf([read(first)], handler, {}), already: asked, count: left.length };
    }
    const effects = effectsFor(chosen.map(read), manifest);
    return {
      draft: draftOf(effects[0] ?? [], handler, {}),
      already: asked,
      count: left.length === 0 ? 0 : effects.length,
    };
  });
  const { did, noun } = manifest;
  const about = { connector, connection, where, action: name, did, noun, count, already, draft };
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
    return {
      ...about,
      fields: [],
      warnings: [`${error.message} ${error.next ?? ''} It will be sent when that works again.`.replace('  ', ' ')],
    };
  }
}
