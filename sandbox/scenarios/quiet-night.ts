import { healthy, trouble } from './day.ts';
import { acceptedFile } from './file-stories.ts';
import type { Post } from './post.ts';

const minute = 60_000;

/** Healthy traffic and three small things. */
export function quietNight(post: Post): void {
  const { random, startAt } = post;
  for (let made = 0; made < 60; made++) healthy(post, startAt - random.int(3, 10 * 60) * minute);
  trouble(post, 'accepted with errors', startAt - 190 * minute);
  trouble(post, 'accepted with errors', startAt - 75 * minute);
  trouble(post, 'duplicate', startAt - 40 * minute);
  acceptedFile(post, startAt - 300 * minute, '855', 'out');
  acceptedFile(post, startAt - 240 * minute, '214', 'in');
  acceptedFile(post, startAt - 150 * minute, 'RECADV', 'out');
  for (let at = startAt + 2 * minute; at < startAt + 8 * 60 * minute; at += random.int(2, 9) * minute)
    healthy(post, at);
}
