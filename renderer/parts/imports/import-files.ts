import { create } from 'zustand';
import type { ImportedFile } from '#shared/contract/schemas/file.ts';
import { infoNow, refreshInfo } from '#renderer/data/info.ts';
import { rpc } from '#renderer/data/rpc.ts';
import { base64Of, largestFile, mostFiles } from './read-files.ts';

type ImportState = {
  readonly open: boolean;
  readonly busy: boolean;
  readonly files: readonly ImportedFile[];
  readonly refused: readonly { readonly name: string; readonly why: string }[];
  readonly error: unknown;
};

const closed: ImportState = { open: false, busy: false, files: [], refused: [], error: undefined };

export const useImport = create<ImportState>(() => closed);

let running: AbortController | undefined;

export function closeImport(): void {
  running?.abort();
  useImport.setState(closed);
}

/** For whoever drags nothing: asks for files the way the system does, and reads them. */
export function chooseFiles(): void {
  const input = document.createElement('input');
  input.type = 'file';
  input.multiple = true;
  input.addEventListener('change', () => void importFiles([...(input.files ?? [])]));
  input.click();
}

/** Reads dropped files into the core, and keeps what came of each. */
export async function importFiles(dropped: readonly File[]): Promise<void> {
  if (dropped.length === 0) return;
  running?.abort();
  const abort = new AbortController();
  running = abort;
  const fitting = dropped.filter((file) => file.size <= largestFile && file.size > 0).slice(0, mostFiles);
  const refused = dropped
    .filter((file) => !fitting.includes(file))
    .map((file) => {
      if (file.size > largestFile)
        return { name: file.name, why: 'Larger than 20 MB. Use the import command instead.' };
      if (file.size === 0) return { name: file.name, why: 'Empty or a folder. Drop the files themselves.' };
      return { name: file.name, why: `Only ${mostFiles} files at a time.` };
    });
  useImport.setState({ ...closed, open: true, busy: fitting.length > 0, refused });
  if (fitting.length === 0) return;
  try {
    // One at a time: fifty files of 20 MB in one message would not fit into memory.
    for (const file of fitting) {
      const content = { name: file.name, base64: await base64Of(file) };
      const { files } = await rpc.documents.importFiles({ files: [content] }, { signal: abort.signal });
      if (running !== abort) return;
      useImport.setState((state) => ({ files: [...state.files, ...files] }));
      // The first file that is read ends the first-run choice.
      if (infoNow()?.mode === 'fresh') await refreshInfo();
    }
  } catch (error) {
    if (running === abort) useImport.setState({ error });
  }
  if (running === abort) useImport.setState({ busy: false });
}
