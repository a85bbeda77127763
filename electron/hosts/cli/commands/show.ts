import type { Command } from 'commander';
import { whoseMove } from '#shared/model/edi/acknowledgement-words.ts';
import { timeInWords } from '../words.ts';
import type { CommandContext } from '../context.ts';

export const show = {
  configure: (command: Command): Command => command.argument('<id>', 'the issue’s id, as `queue` lists it'),

  async run(context: CommandContext, id: string): Promise<number> {
    return context.withSession(async ({ client }) => {
      const detail = await client.issues.get({ id });
      const { issue, explanation, timeline, documents, acknowledgements, raw, links } = detail;
      context.output.answer(
        { ...issue, explain: explanation, timeline, documents, acknowledgements, raw, links },
        () => [
          issue.title,
          '',
          `What    ${explanation.what}`,
          `Why     ${explanation.why}`,
          ...(explanation.where === null ? [] : [`Where   ${explanation.where}`]),
          issue.status === 'resolved'
            ? `Cause   ${explanation.faultReason}`
            : `Whose   ${whoseMove(explanation)} ${explanation.faultReason}`,
          `Next    ${explanation.next}`,
          '',
          `${issue.severity}, ${issue.status}, ${issue.partner}, seen ${issue.occurrences} time${issue.occurrences === 1 ? '' : 's'}`,
          ...documents.map(
            (document) => `Document ${document.typeName} ${document.number ?? ''} in ${document.fileName}`,
          ),
          ...links.map((link) => `${link.label}: ${link.url}`),
          '',
          ...timeline.map(
            (entry) => `${timeInWords(entry.at)}  ${entry.text}${entry.detail === null ? '' : `: ${entry.detail}`}`,
          ),
        ],
      );
      return 0;
    });
  },
};
