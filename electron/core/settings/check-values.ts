import { DateTime } from 'luxon';
import { bindingField, partnerRuleField, typeRuleField } from '#shared/contract/settings.ts';
import { capabilityNames, isCapability } from '#shared/model/action/capability.ts';
import type { AcknowledgementRules, Bindings, Settings, WorkingHours } from '#shared/model/workspace-settings.ts';
import { nearest } from '#shared/lib/nearest.ts';
import { textKey } from '#shared/lib/words.ts';
import { isZone } from '../deadlines/zone.ts';
import { BadInputError } from '../failure.ts';
import { addressKey } from '../evidence/fingerprint.ts';

/** The longest that the clock of overdue acknowledgements can be asked to wait, in business hours. */
export const mostHours = 1_000;

const hoursExpected = `more than 0 and at most ${mostHours} hours`;

/** Settings as they can be kept: in order, without repetition. Throws `BadInputError` that names the field. */
export function checkSettings(wanted: Settings): Settings {
  const { undoSeconds } = wanted;
  if (!(undoSeconds >= 0 && undoSeconds <= 60)) {
    throw new BadInputError('undoSeconds', '0 to 60 seconds', String(undoSeconds));
  }
  return {
    ownAddresses: checkOwnAddresses(wanted.ownAddresses),
    undoSeconds,
    bindings: checkBindings(wanted.bindings),
    calendar: checkWorkingHours(wanted.calendar),
    acknowledgement: checkRules(wanted.acknowledgement),
  };
}

function checkOwnAddresses(wanted: readonly string[]): string[] {
  const known = new Map<string, string>();
  for (const text of wanted) {
    const address = text.trim();
    if (/[\s,;]/.test(address)) throw new BadInputError('ownAddresses', 'EDI addresses such as ZZ:ACME', address);
    if (address !== '' && !known.has(addressKey(address))) known.set(addressKey(address), address);
  }
  return [...known.values()].toSorted();
}

/** Whether the connection is there is asked when something is to be done: it may be set up later, or anew. */
function checkBindings(wanted: Bindings): Bindings {
  const seen = new Set<string>();
  for (const { capability, connection } of wanted) {
    if (!isCapability(capability)) {
      const meant = nearest(capability, capabilityNames);
      const hint = meant === null ? '' : ` (did you mean ${meant}?)`;
      throw new BadInputError(
        bindingField(capability),
        `what a connection can do, such as case.create${hint}`,
        capability || 'nothing',
      );
    }
    if (!/^[a-z][a-z\d-]*$/.test(connection)) {
      throw new BadInputError(bindingField(capability), 'the id of a connection', connection || 'nothing');
    }
    if (seen.has(capability)) {
      throw new BadInputError(bindingField(capability), 'one connection for each', `a second one for ${capability}`);
    }
    seen.add(capability);
  }
  return wanted.toSorted((a, b) => (a.capability < b.capability ? -1 : 1));
}

function checkWorkingHours(wanted: WorkingHours): WorkingHours {
  const zone = wanted.zone.trim();
  if (!isZone(zone)) {
    throw new BadInputError('calendar.zone', 'a time zone such as Europe/Berlin', wanted.zone);
  }
  const badDay = wanted.days.find((day) => !Number.isInteger(day) || day < 1 || day > 7);
  if (wanted.days.length === 0 || badDay !== undefined) {
    throw new BadInputError('calendar.days', 'at least one day, from 1 (Monday) to 7 (Sunday)', String(badDay ?? ''));
  }
  const start = timeOfDay(wanted.start);
  if (start === null || start === '24:00') {
    throw new BadInputError('calendar.start', 'a time such as 08:00', wanted.start);
  }
  const end = timeOfDay(wanted.end);
  if (end === null) throw new BadInputError('calendar.end', 'a time such as 18:00', wanted.end);
  if (end <= start) throw new BadInputError('calendar.end', `a time after the start (${start})`, end);
  const holidays = wanted.holidays.map((text) => {
    const date = text.trim();
    if (/^\d{4}-\d{2}-\d{2}$/.test(date) && DateTime.fromISO(date).isValid) return date;
    throw new BadInputError('calendar.holidays', 'dates such as 2026-12-25', text);
  });
  return {
    zone,
    days: [...new Set(wanted.days)].toSorted((a, b) => a - b),
    start,
    end,
    holidays: [...new Set(holidays)].toSorted(),
  };
}

/** `8:30` as `08:30`, so that times compare as texts; null where it is none. */
function timeOfDay(text: string): string | null {
  const time = text.trim().padStart(5, '0');
  return /^(([01]\d|2[0-3]):[0-5]\d|24:00)$/.test(time) ? time : null;
}

function checkRules(wanted: AcknowledgementRules): AcknowledgementRules {
  checkHours('acknowledgement.default', wanted.default);
  const types = new Set<string>();
  const byType = wanted.byType.map((rule) => {
    const field = typeRuleField(rule.documentType);
    const documentType = checkType(field, rule.documentType);
    checkHours(field, rule.hours);
    checkOnce(types, documentType, field, documentType);
    return { documentType, hours: rule.hours };
  });
  const pairs = new Set<string>();
  const byPartner = wanted.byPartner.map((rule) => {
    const field = partnerRuleField(rule.partner, rule.documentType);
    const partner = rule.partner.trim();
    if (partner === '') throw new BadInputError(field, 'a partner’s EDI address or name', 'nothing');
    const documentType = rule.documentType === null ? null : checkType(field, rule.documentType);
    if (rule.hours !== null) checkHours(field, rule.hours);
    checkOnce(pairs, `${textKey(addressKey(partner))}|${documentType ?? ''}`, field, partner);
    return { partner, documentType, hours: rule.hours };
  });
  return { default: wanted.default, byType, byPartner };
}

function checkHours(field: string, hours: number): void {
  if (!(hours > 0 && hours <= mostHours)) throw new BadInputError(field, hoursExpected, String(hours));
}

function checkType(field: string, text: string): string {
  const type = text.trim().toUpperCase();
  if (/^[A-Z0-9]{2,12}$/.test(type)) return type;
  throw new BadInputError(field, 'a document type such as 810 or INVOIC', text.trim() === '' ? 'nothing' : text);
}

function checkOnce(seen: Set<string>, key: string, field: string, got: string): void {
  if (seen.has(key)) throw new BadInputError(field, 'one rule for each', `a second one for ${got}`);
  seen.add(key);
}
