import type { AcknowledgementRules } from '#shared/model/workspace-settings.ts';
import { day, type Millis } from '#shared/lib/time.ts';
import { textKey } from '#shared/lib/words.ts';
import { addBusinessHours } from '../deadlines/calendar.ts';
import { type IssueContext, readContext } from '../verdict/context.ts';
import { addressKey } from '../evidence/fingerprint.ts';
import { partnerNames } from '../partners/partners.ts';
import { isKnownPair } from '../store/tables/awaited.ts';
import { readPart } from '../store/tables/records.ts';
import type { ReadDb } from '../store/db.ts';
import type { Waiting } from './waiting.ts';

const never = Number.MAX_SAFE_INTEGER;

export type Rules = { readonly policy: AcknowledgementRules; readonly context: IssueContext };

export function rulesOf(db: ReadDb): Rules {
  return { policy: readPart(db, 'acknowledgement'), context: readContext(db) };
}

export function hoursFor({ receiver, receiverName, type }: Waiting, { policy, context }: Rules): number | null {
  const entry = receiver === null ? null : context.partner(receiver);
  const names = [entry?.name, receiverName].filter((name) => name !== null && name !== undefined);
  return hoursAllowed(policy, receiver, type, names);
}

/** Business hours this partner, known under `names`, has for this type; null = as long as it likes. */
export function hoursAllowed(
  rules: AcknowledgementRules,
  partner: string | null,
  type: string | null,
  names: readonly string[] = [],
): number | null {
  const kind = type?.trim().toUpperCase() ?? null;
  const address = partner === null ? null : addressKey(partner);
  const known = new Set(names.map(textKey));
  const theirs = rules.byPartner.filter(
    (entry) => addressKey(entry.partner) === address || known.has(textKey(entry.partner)),
  );
  const override =
    theirs.find((entry) => entry.documentType !== null && entry.documentType.trim().toUpperCase() === kind) ??
    theirs.find((entry) => entry.documentType === null);
  if (override !== undefined) return override.hours;
  return rules.byType.find(({ documentType }) => documentType === kind)?.hours ?? rules.default;
}

/** What was sent later than now by a day was dated by a clock that was ahead, or by nobody: it waits from now. */
export function dueOf(waiting: Waiting, rules: Rules, now: Millis): Millis {
  const hours = hoursFor(waiting, rules);
  return hours === null ? never : addBusinessHours(sentBy(waiting, now), hours, rules.context.calendar);
}

export function sentBy({ sentAt }: Waiting, now: Millis): Millis {
  return sentAt - now > day ? now : sentAt;
}

/** What every `due_at` was worked out from. */
export function basisOf(db: ReadDb, { policy, context }: Rules): string {
  const named = new Set(policy.byPartner.map(({ partner }) => textKey(partner)));
  const directory = named.size === 0 ? [] : partnerNames(db).filter(({ name }) => named.has(textKey(name)));
  return JSON.stringify([policy, context.calendar.settings, ...directory.map(({ address }) => address)]);
}

/** Whether we sent it. Without addresses of our own: whether such documents have been answered before. */
export function outbound(db: ReadDb, { sender, receiver, exchange }: Waiting, { context }: Rules): boolean {
  const ours = (address: string | null) => address !== null && context.ownAddresses.has(addressKey(address));
  if (context.ownAddresses.size > 0) return exchange === null ? ours(sender) : ours(sender) || !ours(receiver);
  if (exchange !== null) return true;
  return sender !== null && receiver !== null && isKnownPair(db, addressKey(sender), addressKey(receiver));
}
