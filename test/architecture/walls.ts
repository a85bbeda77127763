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

/** The folder of a connector and the packages that it says it needs. */
export type ConnectorFolder = { readonly id: string; readonly libraries: readonly string[] };

/** Where a connector may go: the interface, the SDK, what is shared, and its own folder. */
function connectorWall({ id, libraries }: ConnectorFolder): Wall {
  const own = `electron/core/connectors/${id}/`;
  return {
    name: `connector ${id}`,
    files: new RegExp(`^${own}`),
    project: [
      shared,
      /^electron\/core\/ports\.ts$/,
      /^electron\/core\/connectors\/((?!registry)[^/]+\.ts|sdk\/)/,
      new RegExp(`^${own}`),
    ],
    packages: ['zod', 'node:', ...libraries],
  };
}

/**
 * The rooms of the core that turn the journal into what people see, lowest first: what events say about which document,
 * when something has to have happened, who somebody is, who is told or asked, what the evidence means, the stored row and how a page is found,
 * which rows are one, everything about one issue, what people do, from the journal to the rows and back, what should have
 * come and has not.
 */
export const rooms = [
  'evidence',
  'deadlines',
  'partners',
  'contacts',
  'verdict',
  'incidents',
  'queue',
  'same-document',
  'reading',
  'people',
  'projection',
  'overdue',
] as const;

/** A room may use those below it, and knows nothing of feeds, the outbox or connections. */
function roomWall(room: string, index: number): Wall {
  const below = ['store', 'documents', ...rooms.slice(0, index + 1)].join('|');
  return {
    name: `room ${room}`,
    files: new RegExp(`^electron/core/${room}/`),
    project: [
      shared,
      /^electron\/core\/(ports|ingest|failure)\.ts$/,
      /^electron\/core\/connectors\/action\.ts$/,
      new RegExp(`^electron/core/(${below})/`),
    ],
    packages: ['zod', 'node:', 'luxon'],
  };
}

/** The core, but for what is one connector's own. */
const outsideConnectors = /^electron\/core\/(?!connectors\/(?!sdk\/)[^/]+\/)/;

/**
 * The floors of the renderer under its screens, lowest first: what the core is asked and told, what a screen is made of,
 * where one is and what can be done there, and what more than one screen shows.
 */
export const floors = ['data', 'kit', 'app', 'parts'] as const;

const floorPackages: Readonly<Record<(typeof floors)[number], readonly string[]>> = {
  data: ['react', 'zustand', '@orpc/client', '@tanstack/react-query'],
  kit: ['react', 'zustand', '@mantine/', '@tabler/icons-react', '@tanstack/react-virtual'],
  app: ['react', 'zustand', '@mantine/', '@tabler/icons-react', '@tanstack/react-query'],
  parts: ['react', 'zustand', '@mantine/', '@tabler/icons-react', '@tanstack/react-query'],
};

/** A floor may use those below it. */
function floorWall(floor: (typeof floors)[number], index: number): Wall {
  return {
    name: `floor ${floor}`,
    files: new RegExp(`^renderer/${floor}/`),
    project: [shared, new RegExp(`^renderer/(${floors.slice(0, index + 1).join('|')})/`)],
    packages: floorPackages[floor],
  };
}

/** A screen may use every floor and knows no other screen. */
function screenWall(screen: string): Wall {
  return {
    name: `screen ${screen}`,
    files: new RegExp(`^renderer/screens/${screen}/`),
    project: [shared, new RegExp(`^renderer/(${floors.join('|')}|screens/${screen})/`)],
    packages: [...floorPackages.parts, '@tanstack/react-virtual'],
  };
}

/** The table for these connectors and screens. */
export const wallsFor = (connectors: readonly ConnectorFolder[], screens: readonly string[] = []): readonly Wall[] => [
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
    name: 'the connectors’ registry',
    files: /^electron\/core\/connectors\/registry\.ts$/,
    project: [/^electron\/core\/connectors\/(connector\.ts|[^/]+\/index\.ts)$/],
    packages: [],
  },
  {
    name: 'the connector interface',
    files: /^electron\/core\/connectors\/[^/]+\.ts$/,
    project: [shared, /^electron\/core\/(ports|connectors\/((?!registry)[^/]+|sdk\/(http|error)))\.ts$/],
    packages: [],
  },
  {
    name: 'the connector SDK',
    files: /^electron\/core\/connectors\/sdk\//,
    project: [shared, /^electron\/core\/ports\.ts$/, /^electron\/core\/connectors\/sdk\//],
    packages: ['zod', 'node:'],
  },
  ...connectors.map(connectorWall),
  // A folder that the registry does not know belongs to nobody yet: it may import nothing at all.
  { name: 'no connector', files: /^electron\/core\/connectors\//, project: [], packages: [] },
  {
    name: 'store',
    files: /^electron\/core\/store\//,
    project: [shared, /^electron\/core\/(ports\.ts|store\/)/],
    packages: ['zod', 'node:', 'better-sqlite3'],
  },
  ...rooms.map(roomWall),
  {
    name: 'rpc',
    files: /^electron\/core\/rpc\//,
    project: [shared, outsideConnectors],
    packages: ['zod', 'node:', '@orpc/server', 'ws'],
  },
  { name: 'ports', files: /^electron\/core\/ports\.ts$/, project: [shared], packages: [] },
  {
    name: 'core',
    files: /^electron\/core\//,
    project: [shared, /^package\.json$/, outsideConnectors],
    packages: ['zod', 'node:', 'luxon', '@orpc/server', 'ws'],
  },
  {
    name: 'hosts',
    files: /^electron\/hosts\//,
    project: [
      shared,
      /^electron\/core\/(index|ports)\.ts$/,
      /^electron\/hosts\//,
      /^sandbox\/(index|scenarios\/names)\.ts$/,
    ],
    packages: ['zod', 'node:', 'better-sqlite3', 'commander', 'sirv', 'undici', 'ws', '@orpc/client'],
  },
  {
    name: 'shell',
    files: /^electron\/shell\//,
    project: [shared, /^electron\/shell\//],
    packages: ['zod', 'node:', 'electron'],
  },
  ...floors.map(floorWall),
  ...screens.map(screenWall),
  {
    name: 'console',
    files: /^renderer\/[^/]+$/,
    project: [shared, /^renderer\//],
    packages: ['react', 'react-dom', '@mantine/', '@tanstack/react-query'],
  },
  {
    name: 'sandbox',
    files: /^sandbox\//,
    project: [/^shared\/lib\//, /^sandbox\//],
    packages: ['zod', 'node:', 'graphql'],
  },
];
