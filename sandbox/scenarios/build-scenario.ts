import { createRandom } from '../lib/random.ts';

import { badMonday } from './bad-monday.ts';
import { ordinaryDay } from './ordinary-day.ts';
import { buildAccounts, buildCompany, buildPartners } from './trade/partners.ts';
import type { ScenarioName } from './names.ts';
import { openPost, type Post } from './post.ts';
import { quietNight } from './quiet-night.ts';
import type { Scenario, ScenarioOptions } from './scenario.ts';

const stories: Readonly<Record<ScenarioName, (post: Post) => void>> = {
  /** About 90 problems of every kind among 600 healthy transactions, and a new one every 10 to 40 seconds. */
  'ordinary-day': ordinaryDay,
  /** 500 failures within minutes: a retailer's AS2 endpoint is down and a map change broke invoices. */
  'bad-monday': badMonday,
  /** Healthy traffic and three small things. */
  'quiet-night': quietNight,
  /** Forty partners and no traffic at all. */
  empty: () => undefined,
};

/** Builds a scenario; the same options give the same bytes. */
export function buildScenario({ name, seed, startAt }: ScenarioOptions): Scenario {
  const random = createRandom(seed);
  const start = Math.floor(startAt / 1000) * 1000;
  const company = buildCompany();
  const partners = buildPartners(random.fork('partners'));
  const post = openPost(company, partners, start, random.fork(name));
  stories[name](post);
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
