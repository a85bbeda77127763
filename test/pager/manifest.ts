import { hour, second } from '#shared/lib/time.ts';
import type { ManifestSketch } from '#core/connectors/define-connector.ts';

export const manifest = {
  id: 'pager',
  name: 'Pager',
  summary: 'Pages whoever is on duty and keeps the duty log, through a folder that the paging gateway reads.',
  settings: [
    {
      key: 'folder',
      label: 'Folder of the gateway',
      help: 'The whole path of the folder that the paging gateway reads pages from and writes answers to.',
      type: 'folder',
      default: null,
    },
  ],
  feeds: [
    { id: 'answers', name: 'Answers', everyMs: 5 * second },
    // Whoever is on duty wants to be heard at once.
    { id: 'calls', name: 'Calls and buttons', pushed: true },
    { id: 'roster', name: 'Duty roster', everyMs: hour },
  ],
  actions: [
    {
      // The gateway takes a page away and rings: there is no telling later whether it was there.
      id: 'page',
      name: 'Page whoever is on duty',
      capability: 'message.sms',
      verb: 'Page',
      did: 'paged whoever is on duty about {issue}, through {where}',
      noun: 'page',
      icon: 'device-mobile-vibration',
      countsAs: 'told a colleague',
      receipts: ['delivered', 'acknowledged', 'replied'],
      deliveryClass: 'at-most-once',
      receiptFeed: 'answers',
      fields: [
        { key: 'words', label: 'Words', bulk: false },
        { key: 'urgency', label: 'Urgency', bulk: true },
      ],
    },
    {
      // An entry stays in the log under its key.
      id: 'log',
      name: 'Write in the duty log',
      capability: 'audit.note',
      verb: 'Note',
      did: 'noted {issue} in {where}',
      noun: 'entry',
      icon: 'notebook',
      countsAs: 'changed a record',
      receipts: ['accepted', 'deleted'],
      deliveryClass: 'reconcilable',
      batchSize: 20,
      receiptFeed: 'answers',
      fields: [{ key: 'words', label: 'Words', bulk: false }],
    },
  ],
} as const satisfies ManifestSketch;
