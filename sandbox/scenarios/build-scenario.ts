import { createRandom } from '../lib/random.ts';

import { badMonday } from './bad-monday.ts';
import { ordinaryDay } from './ordinary-day.ts';
import { buildAccounts, buildCompany, buildPartners } from './trade/partners.ts';
import { openPost, type Post } from './post.ts';
import { quietNight } from './quiet-night.ts';
import type { Scenario, ScenarioOptions } from './scenario.ts';

const stories: Readonly<Record<string, { readonly description: string; readonly tell: (post: Post) => void }>> = {
  'ordinary-day': {
    description:
      'About 90 problems of every kind among 600 healthy transactions, and a new one every 10 to 40 seconds.',
    tell: ordinaryDay,
  },
  'bad-monday': {
    description: "500 failures within minutes: a retailer's AS2 endpoint is down and a map change broke invoices.",
    tell: badMonday,
  },
  'quiet-night': { description: 'Healthy traffic and three small things.', tell: quietNight },
  empty: { description: 'Forty partners and no traffic at all.', tell: () => undefined },
};

/** The scenarios there are. */
export const SCENARIOS: readonly { readonly name: string; readonly description: string }[] = Object.entries(
  stories,
).map(([name, { description }]) => ({ name, description }));

/** Builds a scenario; the same options give the same bytes. Throws a `RangeError` for a name that doesn't exist. */
export function buildScenario({ name, seed, startAt }: ScenarioOptions): Scenario {
  const story = stories[name];
  if (story === undefined) {
    throw new RangeError(
      `There is no scenario "${name}". Scenarios: ${SCENARIOS.map((each) => each.name).join(', ')}.`,
    );
  }
  const random = createRandom(seed);
  const start = Math.floor(startAt / 1000) * 1000;
  const company = buildCompany();
  const partners = buildPartners(random.fork('partners'));
  const post = openPost(company, partners, start, random.fork(name));
  story.tell(post);
  return {
    name,
    seed,
    startAt: start,
    company,
    partners,
    accounts: buildAccounts(partners),
    transactions: post.transactions.toSorted((a, b) => a.timeline[0].at - b.timeline[0].at),
    files: post.files.toSorted((a, b) => a.at - b.at),
  };
}
