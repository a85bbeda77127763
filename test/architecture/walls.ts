/** Who may import whom, as data. A path tells where code may run; what is not listed is refused. */

export type Wall = {
  /** Files this row is about: the first row whose pattern matches decides. */
  readonly name: string;
  readonly files: RegExp;
  /** Project paths they may import. */
  readonly project: readonly RegExp[];
  /** Packages and Node modules they may import: `node:` stands for all of Node. */
  readonly packages: readonly string[];
};

const shared = /^shared\//;

export const walls: readonly Wall[] = [
  { name: 'shared/lib', files: /^shared\/lib\//, project: [/^shared\/lib\//], packages: [] },
  { name: 'shared/model', files: /^shared\/model\//, project: [/^shared\/(lib|model)\//], packages: ['zod'] },
  { name: 'shared/contract', files: /^shared\/contract\//, project: [shared], packages: ['zod', '@orpc/contract'] },
  {
    name: 'documents are pure',
    files: /^electron\/core\/documents\//,
    project: [shared, /^electron\/core\/documents\//],
    packages: [],
  },
  {
    name: 'the connector interface',
    files: /^electron\/core\/connectors\/connector\.ts$/,
    project: [shared, /^electron\/core\/ports\.ts$/],
    packages: [],
  },
  {
    name: 'the connectors’ registry',
    files: /^electron\/core\/connectors\/registry\.ts$/,
    project: [/^electron\/core\/connectors\/(connector\.ts|[^/]+\/index\.ts)$/],
    packages: [],
  },
  {
    name: 'the connector SDK',
    files: /^electron\/core\/connectors\/sdk\//,
    project: [shared, /^electron\/core\/ports\.ts$/, /^electron\/core\/connectors\/(connector\.ts|sdk\/)/],
    packages: ['zod', 'node:'],
  },
  ...['trading-grid', 'drop-folder', 'salesforce'].map(
    (id): Wall => ({
      name: `connector ${id}`,
      files: new RegExp(`^electron/core/connectors/${id}/`),
      project: [
        shared,
        /^electron\/core\/ports\.ts$/,
        /^electron\/core\/connectors\/(connector\.ts|sdk\/)/,
        new RegExp(`^electron/core/connectors/${id}/`),
      ],
      packages: id === 'salesforce' ? ['zod', 'node:', 'jsforce'] : ['zod', 'node:'],
    }),
  ),
  {
    name: 'store',
    files: /^electron\/core\/store\//,
    project: [shared, /^electron\/core\/(ports\.ts|store\/)/],
    packages: ['zod', 'node:', 'better-sqlite3'],
  },
  {
    name: 'rpc',
    files: /^electron\/core\/rpc\//,
    project: [shared, /^electron\/core\//],
    packages: ['zod', 'node:', '@orpc/server', 'ws'],
  },
  { name: 'ports', files: /^electron\/core\/ports\.ts$/, project: [shared], packages: [] },
  {
    name: 'core',
    files: /^electron\/core\//,
    project: [shared, /^package\.json$/, /^electron\/core\/(?!connectors\/(trading-grid|drop-folder|salesforce)\/)/],
    packages: ['zod', 'node:', 'luxon', '@orpc/server', 'ws'],
  },
  {
    name: 'hosts',
    files: /^electron\/hosts\//,
    project: [shared, /^electron\/core\/(index|ports)\.ts$/, /^electron\/hosts\//, /^sandbox\/index\.ts$/],
    packages: ['zod', 'node:', 'better-sqlite3', 'commander', 'sirv', 'undici', 'ws', '@orpc/client'],
  },
  {
    name: 'shell',
    files: /^electron\/shell\//,
    project: [shared, /^electron\/shell\//],
    packages: ['zod', 'node:', 'electron'],
  },
  {
    name: 'renderer',
    files: /^renderer\//,
    project: [shared, /^renderer\//],
    packages: [
      'react',
      'react-dom',
      '@mantine/',
      '@tabler/icons-react',
      '@tanstack/react-virtual',
      'zustand',
      '@orpc/client',
      'zod',
    ],
  },
  {
    name: 'sandbox',
    files: /^sandbox\//,
    project: [/^shared\/lib\//, /^sandbox\//],
    packages: ['zod', 'node:', 'graphql'],
  },
];
