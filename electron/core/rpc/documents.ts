import { importFiles, importPaths } from '../intake/import.ts';
import { documentView } from '../reading/document-view.ts';
import { NotFoundError } from '../failure.ts';
import { os } from './implement.ts';

export const documents = {
  view: os.documents.view.handler(({ input, context }) => {
    const view = context.workspace.store.read((db) => documentView(db, input.id));
    if (view === null) throw new NotFoundError('document', input.id);
    return view;
  }),

  importPaths: os.documents.importPaths.handler(({ input, context }) =>
    importPaths(context.workspace.intake, input.paths),
  ),

  importFiles: os.documents.importFiles.handler(async ({ input, context }) => ({
    files: await importFiles(
      context.workspace.intake,
      input.files.map(({ name, base64 }) => ({ name, bytes: Buffer.from(base64, 'base64') })),
    ),
  })),
};
