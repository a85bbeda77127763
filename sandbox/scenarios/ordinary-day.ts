import { asTimePasses, healthy, trouble, type TroubleKind, unshowable } from './day.ts';
import { oddEdifact } from './edi/edifact-writer.ts';
import {
  acceptedFile,
  freeText,
  interchangeReport,
  judgedGroup,
  receipt,
  refusedByAperak,
  refusedByApplication,
  refusedInterchange,
  refusedMessage,
  refusedOrder,
  unreadable,
} from './file-stories.ts';
import type { Post } from './post.ts';
import { oddX12 } from './edi/x12-writer.ts';

const minute = 60_000;
const hour = 60 * minute;

/** How often each kind of trouble struck in the last day, beside what the files tell. */
const counts: readonly (readonly [TroubleKind, number])[] = [
  ['delivery failed', 15],
  ['late failure', 6],
  ['validation error', 16],
  ['on hold', 6],
  ['partly failed', 2],
  ['partly delivered', 2],
  ['duplicate', 6],
  ['disabled', 2],
  ['rejected', 7],
  ['partially accepted', 4],
  ['accepted with errors', 3],
  ['timed out', 5],
  ['waiting', 8],
];

export function ordinaryDay(post: Post): void {
  const { random, startAt } = post;
  const earlier = (from: number, to: number) => startAt - random.int(from, to) * minute;
  for (let made = 0; made < 150; made++) healthy(post, earlier(3, 24 * 60));
  for (const [kind, times] of counts) {
    for (let time = 0; time < times; time++) {
      // Waiting ones lie around the moment when people begin to ask.
      const at = kind === 'waiting' ? earlier(60, 20 * 60) : earlier(2, 23 * 60);
      const heals = random.chance(0.2) && kind !== 'waiting' ? startAt + random.int(2, 90) * minute : undefined;
      trouble(post, kind, at, heals);
    }
  }
  for (let made = 0; made < 3; made++) unshowable(post, earlier(30, 600));
  tellFiles(post);
  asTimePasses(post, startAt + 8 * hour);
}

/** The files of the day, most of them already in the folder, some to come in the next half hour. */
function tellFiles(post: Post): void {
  const { startAt } = post;
  const [oneLine, bars, newlines, carets] = oddX12;
  const stories: readonly ((at: number) => void)[] = [
    (at) => judgedGroup(post, at, '810', ['R'], { flaw: 'party without code' }),
    (at) => judgedGroup(post, at, '810', ['R'], { flaw: 'missing total' }),
    (at) => judgedGroup(post, at, '810', ['A', 'R', 'A'], { flaw: 'unknown unit' }),
    (at) =>
      judgedGroup(post, at, '856', ['R'], {
        flaw: 'impossible date',
        ...(bars === undefined ? {} : { x12Style: bars }),
      }),
    (at) => judgedGroup(post, at, '850', ['R'], { flaw: 'bad number', acknowledgementFirst: true }),
    (at) => judgedGroup(post, at, '855', ['E'], { flaw: 'too long' }),
    (at) =>
      judgedGroup(post, at, '940', ['R'], {
        flaw: 'unknown unit',
        ...(newlines === undefined ? {} : { x12Style: newlines }),
      }),
    (at) => judgedGroup(post, at, '856', ['R'], { direction: 'in', flaw: 'impossible date' }),
    (at) => judgedGroup(post, at, '810', ['R'], { as: '999', flaw: 'unknown unit' }),
    (at) => judgedGroup(post, at, '856', ['E'], { as: '999', flaw: 'too long' }),
    (at) => refusedInterchange(post, at, '810', '025'),
    (at) => refusedInterchange(post, at, '846', '009'),
    (at) => refusedByApplication(post, at, '810', 'TR', 2),
    (at) => refusedByApplication(post, at, '856', 'TR', 2),
    (at) => refusedByApplication(post, at, '856', 'TE', 1),
    (at) => refusedOrder(post, at, 'x12', 'RD', ['IR', 'R2']),
    (at) => refusedOrder(post, at, 'x12', 'AC', ['IA', 'IQ', 'IB', 'IR']),
    (at) => refusedOrder(post, at, 'edifact', '27', ['7']),
    (at) =>
      refusedOrder(
        post,
        at,
        'edifact',
        '4',
        ['5', '3', '7'],
        oddEdifact[0] === undefined ? {} : { edifactStyle: oddEdifact[0] },
      ),
    (at) => freeText(post, at),
    (at) => refusedMessage(post, at, 'INVOIC', { flaw: 'missing total' }),
    (at) => refusedMessage(post, at, 'ORDERS', { flaw: 'impossible date', acknowledgementFirst: true }),
    (at) =>
      refusedMessage(post, at, 'DESADV', {
        flaw: 'unknown unit',
        ...(oddEdifact[1] === undefined ? {} : { edifactStyle: oddEdifact[1] }),
      }),
    (at) => interchangeReport(post, at, 'INVOIC', '4', '26'),
    (at) => interchangeReport(post, at, 'ORDERS', '8'),
    (at) => refusedByAperak(post, at, 'INVOIC', [{ code: '42', text: 'Invoice amount exceeds order value' }]),
    (at) =>
      refusedByAperak(post, at, 'DESADV', [
        { code: '12', text: 'Order number unknown' },
        { code: '17', text: 'Delivery location is closed' },
      ]),
    (at) => receipt(post, at, '856', 'processed/error: decryption-failed', 'The message could not be decrypted.'),
    (at) => receipt(post, at, '810', 'processed/error: authentication-failed', 'The signature could not be verified.'),
    (at) => receipt(post, at, '855', 'processed', 'The message was received and processed.'),
    (at) => unreadable(post, at),
    (at) => acceptedFile(post, at, '855', 'out', oneLine === undefined ? {} : { x12Style: oneLine }),
    (at) => acceptedFile(post, at, '846', 'out', carets === undefined ? {} : { x12Style: carets }),
    (at) => acceptedFile(post, at, '820', 'out'),
    (at) => acceptedFile(post, at, '214', 'in'),
    (at) => acceptedFile(post, at, '860', 'in'),
    (at) => acceptedFile(post, at, '945', 'in'),
    (at) => acceptedFile(post, at, 'RECADV', 'out'),
  ];
  const shuffled = post.random.shuffle(stories);
  const past = Math.ceil(shuffled.length * 0.75);
  for (const [index, story] of shuffled.entries()) {
    if (index < past) story(startAt - Math.round(((past - index) / past) * 9 * 60) * minute - 100 * minute);
    else story(startAt + (index - past + 1) * 3 * minute);
  }
}
