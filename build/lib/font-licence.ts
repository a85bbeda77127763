import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Plugin } from 'vite';

const licence = fileURLToPath(new URL('../../node_modules/@fontsource-variable/inter/LICENSE', import.meta.url));

/** The typeface may be passed on only with its licence: puts that beside it in the page's build. */
export function fontLicence(): Plugin {
  return {
    name: 'font-licence',
    applyToEnvironment: ({ name }) => name === 'client',
    generateBundle() {
      this.emitFile({ type: 'asset', fileName: 'assets/inter-licence.txt', source: readFileSync(licence) });
    },
  };
}
