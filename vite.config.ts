import { availableParallelism } from 'node:os';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vitest/config';
import { fontLicence } from './build/lib/font-licence.ts';
import { SlowFirst } from './build/lib/slow-first.ts';

/**
 * Electron's main process and preload, and the hosts that start the core. Our own code is bundled; packages stay where npm
 * put them, native and lazily loaded ones above all. Only a preload must be whole: in its sandbox it can load nothing.
 */
const nodeBuild = (outDir: string, input: Record<string, string>, format: 'es' | 'cjs' = 'es') => ({
  consumer: 'server' as const,
  resolve: { noExternal: [/^#/], external: true as const, conditions: ['node'] },
  build: {
    outDir,
    emptyOutDir: true,
    minify: false,
    copyPublicDir: false,
    sourcemap: true,
    target: 'node24',
    rolldownOptions: {
      input,
      external: ['electron', 'better-sqlite3'],
      platform: 'node' as const,
      output: {
        format,
        entryFileNames: format === 'cjs' ? '[name].cjs' : '[name].js',
        chunkFileNames: 'chunks/[name]-[hash].js',
      },
    },
  },
});

export default defineConfig(({ mode }) => ({
  root: 'renderer',
  // The browser host serves the console under a path of its own, which is not known here.
  base: './',
  plugins: [react(), fontLicence()],
  build: {
    outDir: '../dist/renderer',
    emptyOutDir: true,
    // The policy of the page allows neither inline scripts nor data: fonts.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    // Read from this machine, not over a network.
    chunkSizeWarningLimit: 1_500,
  },
  environments: {
    client: {
      build: {
        // The page with every part of the kit is for those who change them: `npm run dev` alone has it, at /design.
        rolldownOptions: {
          input: { index: 'renderer/index.html', ...(mode === 'development' && { design: 'renderer/design.html' }) },
          // All that draws the queue's first rows, and nothing else, in one script: it is smaller than its parts, and there at once.
          // Not beside the page of the parts: what both need would be in that script, and start the console in the page.
          ...(mode !== 'development' && {
            output: {
              codeSplitting: {
                groups: [
                  { name: 'first', test: /renderer\/(?:main\.tsx|screens\/queue\/(?:queue-screen\.tsx|begin\.ts))$/ },
                ],
              },
            },
          }),
        },
      },
    },
    main: nodeBuild('../dist/main', { main: 'electron/shell/main.ts' }),
    preload: nodeBuild('../dist/preload', { preload: 'electron/shell/preload.ts' }, 'cjs'),
    hosts: nodeBuild('../dist/hosts', {
      utility: 'electron/hosts/utility/main.ts',
      cli: 'electron/hosts/cli/main.ts',
    }),
  },
  builder: {},
  test: {
    root: '.',
    include: ['test/**/*.test.ts', 'test/**/*.test.tsx'],
    environment: 'node',
    testTimeout: 60_000,
    hookTimeout: 30_000,
    restoreMocks: true,
    // As `eventually` waits: Vitest's second is too short for a machine that does something else.
    expect: { poll: { timeout: 30_000 } },
    // One more than there are cores: those that wait for a browser or another process leave room.
    maxWorkers: availableParallelism() + 1,
    sequence: { sequencer: SlowFirst },
  },
}));
