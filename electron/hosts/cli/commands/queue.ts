import type { GridlineClient } from '#shared/contract/index.ts';
import type { IssueRow } from '#shared/model/issue/issue.ts';
import { issueSorts } from '#shared/model/issue/issue-sort.ts';
import { type Command, Option } from 'commander';
import { ageInWords, counted } from '../words.ts';
import { table } from '../output.ts';
import type { CommandContext } from '../context.ts';
import { wholeNumber } from '../whole-number.ts';

type Options = { readonly sort: (typeof issueSorts)[number]; readonly limit?: number; readonly offset: number };

const pageSize = 1_000;

export const queue = {
  configure: (command: Command): Command =>
    command
      .argument('[filter...]', 'filter words, e.g. severity>=high is:unassigned; without any, everything unresolved')
      .addOption(new Option('--sort <order>', 'the order').choices(issueSorts).default('severity'))
      .option('--limit <n>', 'at most this many (50, or 1000 with --json)', wholeNumber)
      .option('--offset <n>', 'leave out the first n', wholeNumber, 0),

  async run(context: CommandContext, filterWords: readonly string[], options: Options): Promise<number> {
    const limit = options.limit ?? (context.output.json ? 1_000 : 50);
    return context.withSession(async ({ client }) => {
      const first = await client.issues.list({
        filter: filterWords.join(' '),
        sort: options.sort,
        offset: options.offset,
        limit: Math.max(1, Math.min(limit, pageSize)),
      });
      const issues = limit === 0 ? [] : [...first.issues];
      while (issues.length < limit && issues.length < first.total - options.offset) {
        const page = await client.issues.list({
          filter: filterWords.join(' '),
          sort: options.sort,
          offset: options.offset + issues.length,
          limit: Math.min(limit - issues.length, pageSize),
        });
        if (page.issues.length === 0) break;
        issues.push(...page.issues);
      }
      // Only JSON has them.
      const together = context.output.json
        ? await incidentsOf(client, filterWords.join(' '), { ...options, limit })
        : {};
      const now = Date.now();
      const told = { total: first.total, issues: issues.map(documented), ...together };
      context.output.answer(told, () => [
        ...table(
          issues.map((issue) => [
            issue.id,
            issue.severity,
            issue.partner,
            [issue.documentType, issue.documentNumber].filter((part) => part !== null).join(' '),
            ageInWords(now - issue.lastSeenAt),
            issue.owner ?? '-',
            issue.actions
              .map((action) => `${action.action} ${action.state} ${action.reference ?? ''}`.trim())
              .join(', ') || '-',
            issue.title,
          ]),
        ),
        issues.length < first.total
          ? `${issues.length} of ${first.total}${first.more ? ' or more' : ''} issues`
          : counted(first.total, 'issue'),
      ]);
      return 0;
    });
  },
};

/** The same with one entry for each incident; text is about issues, whose ids `act` takes. */
async function incidentsOf(
  client: GridlineClient,
  filter: string,
  { sort, offset, limit }: Options & { readonly limit: number },
): Promise<{ readonly incidentTotal: number; readonly incidents: readonly object[] }> {
  const read = (skip: number, take: number) =>
    client.issues.incidents({ filter, sort, offset: skip, limit: Math.max(1, Math.min(take, pageSize)) });
  const first = await read(offset, limit);
  const incidents = limit === 0 ? [] : [...first.incidents];
  while (incidents.length < limit && incidents.length < first.total - offset) {
    const page = await read(offset + incidents.length, limit - incidents.length);
    if (page.incidents.length === 0) break;
    incidents.push(...page.incidents);
  }
  return {
    incidentTotal: first.total,
    incidents: incidents.map(({ issue, ...incident }) => {
      const { kind, partner, title, explanation } = issue;
      return { ...incident, kind, partner, title, explanation, issue: issue.id };
    }),
  };
}

/** The fields that the documentation promises, and no others. */
function documented(issue: IssueRow) {
  const {
    resolvedBy: _by,
    partnerAddress: _address,
    direction: _direction,
    source: _source,
    test: _test,
    ...row
  } = issue;
  return row;
}
