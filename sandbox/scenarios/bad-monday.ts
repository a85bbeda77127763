import type { BusinessDocument } from './edi/business-document.ts';
import { asTimePasses, healthy, trouble, type TroubleKind } from './day.ts';
import { judgedGroup } from './file-stories.ts';
import { address, type Post, track } from './post.ts';
import { compose } from './traffic.ts';
import { positionOf } from './edi/business-document.ts';

const minute = 60_000;
const hour = 60 * minute;

/** Northgate's AS2 endpoint is down and a map change has broken N1 in invoices: 500 failures within minutes. */
export function badMonday(post: Post): void {
  const { random, startAt, partners } = post;
  for (let made = 0; made < 120; made++) healthy(post, startAt - random.int(10, 12 * 60) * minute);
  const northgate = partners.find(({ name }) => name === 'Northgate Markets');
  const others = partners.filter(({ role, x12 }) => role === 'retailer' && x12 !== null);
  const within = () => startAt - random.int(15, 7 * 60) * 1000;
  if (northgate === undefined) throw new Error('The partner whose endpoint fails is missing.');

  for (let made = 0; made < 320; made++) {
    const at = within();
    const document = compose(post, random.pick(['810', '856', '855']), northgate, at, '0001');
    const healedAt = random.chance(0.5) ? startAt + random.int(40, 90) * minute : undefined;
    track(
      post,
      address(post, northgate, 'out', [document], at),
      {
        kind: 'delivery failed',
        at: at + random.int(5, 14) * 1000,
        message:
          'AS2 delivery to https://as2.northgatemarkets.example/inbound failed after 5 attempts: HTTP 503 Service Unavailable',
        ...(healedAt === undefined ? {} : { healedAt }),
      },
      [[{ at: at + 5_000, letter: 'W' }]],
    );
  }
  for (let made = 0; made < 150; made++) {
    const at = within();
    const partner = random.pick(others);
    const document = compose(post, '810', partner, at, '0001');
    track(post, address(post, partner, 'out', [document], at), {
      kind: 'validation error',
      code: '20118',
      message: `810 ${document.number}: element N104 is required when N103 is present (segment N1, position ${shipTo(document)})`,
    });
  }
  const usual = [
    'delivery failed',
    'late failure',
    'validation error',
    'partly failed',
    'duplicate',
    'timed out',
  ] as const satisfies readonly TroubleKind[];
  for (let made = 0; made < 30; made++)
    trouble(post, usual[made % usual.length] ?? 'delivery failed', within() - minute);
  for (let made = 0; made < 8; made++) {
    judgedGroup(post, startAt - (60 + made) * minute, '810', made % 3 === 0 ? ['R', 'R'] : ['R'], {
      flaw: 'party without code',
    });
  }
  asTimePasses(post, startAt + 3 * hour);
}

const shipTo = (document: BusinessDocument): number =>
  positionOf(document.body.findIndex((segment) => segment[0] === 'N1' && segment[1] === 'ST'));
