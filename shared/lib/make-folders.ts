/** The file system, as far as it is needed here. */
type Calls = {
  readonly parent: (folder: string) => string;
  /** False where nothing is there, or something else. */
  readonly isFolder: (path: string) => boolean;
  /** Makes one folder in one that is there. */
  readonly make: (folder: string) => void;
};

/**
 * Makes a folder and those that it lies in. Node's own way to do that tries again for ever where a folder is there and
 * takes no new ones, as those of the system's kernel do. Throws what `make` throws.
 */
export function makeFolders(folder: string, { parent, isFolder, make }: Calls): void {
  const missing: string[] = [];
  for (let at = folder; !isFolder(at); at = parent(at)) {
    missing.unshift(at);
    if (parent(at) === at) break;
  }
  for (const one of missing) {
    try {
      make(one);
    } catch (error) {
      // Another program was quicker.
      if (!isFolder(one)) throw error;
    }
  }
}
