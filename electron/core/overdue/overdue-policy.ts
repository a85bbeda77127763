import type { AcknowledgementRules } from '#shared/model/workspace-settings.ts';
import { textKey } from '#shared/lib/words.ts';
import { addressKey } from '../evidence/fingerprint.ts';

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
