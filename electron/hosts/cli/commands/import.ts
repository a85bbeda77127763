import { resolve } from 'node:path';
import type { Command } from 'commander';
import type { CommandContext } from '../context.ts';

export const importFiles = {
  configure: (command: Command): Command => command.argument('<paths...>', 'files, or folders whose files are read'),

  async run(context: CommandContext, paths: readonly string[]): Promise<number> {
    return context.withSession(async ({ client }) => {
      const result = await client.documents.importPaths({ paths: paths.map((path) => resolve(path)) });
      const { files, notRead } = result;
      context.output.answer(notRead.length === 0 ? { files } : { files, notRead }, () => [
        ...result.files.flatMap((file) => [
          `${file.path}: ${file.syntax}, ${file.documents.length} documents, ${file.acknowledgements.length} acknowledgements, ${file.issues.length} issues${file.duplicate ? ' (read before)' : ''}`,
          ...file.acknowledgements.flatMap((item) => [
            `  ${item.type} ${item.status}${item.answers.type === null ? '' : `: ${item.answers.type} ${item.answers.number ?? item.answers.control.set ?? ''}`}`,
            ...item.errors.map((error) => `    ${error.explanation}`),
          ]),
          ...file.findings.map((finding) => `  byte ${finding.offset}: ${finding.message}`),
        ]),
        ...result.notRead.map(({ path, reason }) => `${path}: not read. ${reason}`),
      ]);
      return result.notRead.length === 0 ? 0 : 1;
    });
  },
};
