import { assertNever } from '#shared/lib/assert-never.ts';

import type { Random } from '../lib/random.ts';

import type { Outcome } from './lens/lens-process.ts';
import { address, type Post, track } from './post.ts';
import { anyDocument } from './traffic.ts';
import { deliveryTrouble, duplicateTrouble, holdTrouble, validationTrouble } from './troubles.ts';

const minute = 60_000;
const hour = 60 * minute;

/** Everything that goes wrong in Lens without a file to show for it. */
export type TroubleKind =
  | 'delivery failed'
  | 'late failure'
  | 'validation error'
  | 'on hold'
  | 'partly failed'
  | 'partly delivered'
  | 'duplicate'
  | 'disabled'
  | 'rejected'
  | 'partially accepted'
  | 'accepted with errors'
  | 'timed out'
  | 'waiting';

/** One process that ends well: delivered, and where one is due, acknowledged. */
export function healthy(post: Post, at: number): void {
  const { random } = post;
  const { partner, direction, document } = anyDocument(post, at);
  const sent = address(post, partner, direction, [document], at);
  const letter = random.chance(0.06) ? random.pick(['M', 'S', 'N']) : 'A';
  const acks =
    direction === 'out'
      ? [
          { at: at + 5_000, letter: 'W' },
          { at: at + random.int(3, 90) * minute, letter },
        ]
      : [];
  track(post, sent, random.chance(0.05) ? { kind: 'waiting in mailbox' } : { kind: 'delivered' }, [acks]);
}

/** One process with trouble of this kind at this time; a late failure arrives hours earlier. */
export function trouble(post: Post, kind: TroubleKind, at: number, healedAt?: number): void {
  const { random } = post;
  const arrived = kind === 'late failure' ? at - random.int(2, 9) * hour : kind === 'timed out' ? at - 6 * hour : at;
  // Only what we send is delivered to a partner and waits for an acknowledgement.
  const inbound = kind === 'validation error' || kind === 'duplicate';
  const { partner, direction, document } = anyDocument(
    post,
    arrived,
    random,
    inbound ? random.pick(['in', 'out'] as const) : 'out',
  );
  const sent = address(post, partner, direction, [document], arrived);
  const heals = healedAt === undefined ? {} : { healedAt };
  const wait = { at: arrived + 5_000, letter: 'W' };
  const outcome = ((): Outcome => {
    switch (kind) {
      case 'delivery failed':
      case 'late failure':
        return { kind: 'delivery failed', at: at + 20_000, message: deliveryTrouble(partner, random), ...heals };
      case 'on hold':
        return { kind, at: at + 25 * minute, message: holdTrouble(partner), ...heals };
      case 'partly failed':
      case 'partly delivered':
        return { kind, at: at + 30_000, message: deliveryTrouble(partner, random), ...heals };
      case 'validation error':
        return { kind, ...validationTrouble(document.type, document.number, random), ...heals };
      case 'duplicate':
        return { kind, message: duplicateTrouble(sent.control, partner) };
      case 'disabled':
        return { kind };
      case 'rejected':
      case 'partially accepted':
      case 'accepted with errors':
      case 'timed out':
      case 'waiting':
        return { kind: 'delivered' };
      default:
        return assertNever(kind, 'kind of trouble');
    }
  })();
  const letters: Readonly<Partial<Record<TroubleKind, string>>> = {
    rejected: 'R',
    'partially accepted': 'P',
    'accepted with errors': 'E',
    'timed out': 'T',
  };
  const letter = letters[kind];
  const ackAt = kind === 'timed out' ? at : at + random.int(2, 40) * minute;
  const healedAck =
    healedAt === undefined || letter === 'R' ? [] : [{ at: Math.max(healedAt, ackAt + minute), letter: 'A' }];
  const acks =
    letter === undefined
      ? kind === 'waiting'
        ? [wait, ...healedAck]
        : []
      : [wait, { at: ackAt, letter }, ...healedAck];
  track(post, sent, outcome, [acks]);
}

/** One whose acknowledgement state cannot be shown: Lens answers null and adds a warning. */
export function unshowable(post: Post, at: number): void {
  const { partner, direction, document } = anyDocument(post, at, post.random, 'out');
  track(post, address(post, partner, direction, [document], at), { kind: 'delivered' }, [
    [
      { at: at + 5_000, letter: 'W' },
      { at: at + 10 * minute, letter: 'C' },
    ],
  ]);
}

/** Trouble and traffic that come as time passes: a problem every 10 to 40 seconds, some healing within the hour. */
export function asTimePasses(post: Post, until: number, random: Random = post.random): void {
  const kinds: readonly TroubleKind[] = [
    'delivery failed',
    'delivery failed',
    'late failure',
    'validation error',
    'validation error',
    'on hold',
    'partly failed',
    'duplicate',
    'rejected',
    'rejected',
    'partially accepted',
    'accepted with errors',
    'waiting',
  ];
  let made = 0;
  for (let at = post.startAt + 8_000; at < until; at += random.int(10, 40) * 1000) {
    made += 1;
    const kind = made % 80 === 0 ? 'timed out' : random.pick(kinds);
    trouble(post, kind, at, random.chance(0.3) ? at + random.int(4, 50) * minute : undefined);
    if (random.chance(0.8)) healthy(post, at + random.int(1, 9) * 1000);
  }
}
