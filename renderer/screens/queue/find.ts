import type { IssueRow } from '#shared/model/issue/issue.ts';
import type { Found } from '#renderer/app/screens/screen-row.ts';
import { goTo, openIssue } from '#renderer/app/router.ts';
import { ask } from '#renderer/data/client.ts';
import { filterProblemOf } from '#renderer/data/failure.ts';
import { queries } from '#renderer/data/queries.ts';
import { rowName } from './name.ts';
import { queueParams, wholeQueue } from './params.ts';

const issuesShown = 8;
const partnersShown = 5;
/** Enough to see the partners that a few letters can mean. */
const rowsForPartners = 60;

/** Words that stand for themselves, whatever the filter language makes of them. */
const quoted = (words: string): string => `"${words.replaceAll('"', ' ')}"`;

/** What a filter finds; nothing where it is not one yet, as while one types it. */
async function rowsOf(filter: string, limit: number, signal: AbortSignal): Promise<readonly IssueRow[]> {
  try {
    return (await ask(queries.issues({ filter, limit }), signal)).issues;
  } catch (error) {
    if (filterProblemOf(error) !== undefined) return [];
    throw error;
  }
}

const issue = (row: IssueRow): Found => ({
  id: `issue ${row.id}`,
  kind: 'Issues',
  label: row.title,
  note: rowName(row),
  go: () => openIssue(row.id),
});

const partner = (name: string): Found => ({
  id: `partner ${name}`,
  kind: 'Partners',
  label: name,
  note: 'Their unresolved issues',
  go: () => goTo('queue', queueParams.write({ ...wholeQueue, search: `partner:${quoted(name)}` })),
});

/** The partners and the unresolved issues that fit, a few of each. */
export async function find(words: string, signal: AbortSignal): Promise<readonly Found[]> {
  const [issues, ofPartners] = await Promise.all([
    rowsOf(words, issuesShown, signal),
    rowsOf(`partner:${quoted(words)}`, rowsForPartners, signal),
  ]);
  const partners = [...new Set(ofPartners.map((row) => row.partner))].slice(0, partnersShown);
  return [...partners.map(partner), ...issues.map(issue)];
}
