import { resolve } from 'node:path';
import type { Command } from 'commander';
import type { GridlineClient } from '#shared/contract/index.ts';
import type { CommandContext } from '../context.ts';
import { counted } from '../words.ts';

export const importFiles = {
  configure: (command: Command): Command => command.argument('<paths...>', 'files, or folders whose files are read'),

  async run(context: CommandContext, paths: readonly string[]): Promise<number> {
    return context.withSession(async ({ client }) => {
      const result = await client.documents.importPaths({ paths: paths.map((path) => resolve(path)) });
      const { files, notRead } = result;
      context.output.answer(notRead.length === 0 ? { files } : { files, notRead }, () => [
        ...result.files.flatMap((file) => [
          `${file.path}: ${file.syntax}, ${counted(file.documents.length, 'document')}, ${counted(file.acknowledgements.length, 'acknowledgement')}, ${counted(file.issues.length, 'issue')}${file.duplicate ? ' (read before)' : ''}`,
          ...file.acknowledgements.flatMap((item) => [
            `  ${item.type} ${item.status}${answered(item.answers) === '' ? '' : `: ${item.answers.type} ${answered(item.answers)}`}`,
            ...item.errors.map((error) => `    ${error.explanation}`),
          ]),
          ...file.findings.map((finding) => `  byte ${finding.offset}: ${finding.message}`),
        ]),
        ...(files.length === 0 && notRead.length === 0 ? [`There are no files to read in ${paths.join(', ')}.`] : []),
        ...result.notRead.map(({ path, reason }) => `${path}: not read. ${reason}`),
      ]);
      return result.notRead.length === 0 ? 0 : 1;
    });
  },
};

type Answers = Awaited<
  ReturnType<GridlineClient['documents']['importPaths']>
>['files'][number]['acknowledgements'][number]['answers'];

/** `810 INV-1`, `810 group 502`, `interchange 000000001`: the narrowest that the acknowledgement names. */
function answered({ type, number, control }: Answers): string {
  const around = control.group === null ? ['interchange', control.interchange] : ['group', control.group];
  const what = number ?? control.set ?? (around[1] === null ? null : around.join(' '));
  return [type, what].filter((part) => part !== null).join(' ');
}
