import type { SettingOffer } from './connection.ts';
import { givenKeys, type Settings, type SettingsChange, valueOf, withValue } from './workspace-settings.ts';

/** The parts of `settings` that `change` changes: what a caller hands on as `was`, so that it overwrites nobody. */
export function readFor(change: SettingsChange, settings: Settings): SettingsChange {
  return givenKeys(change).reduce<SettingsChange>((was, key) => withValue(was, key, valueOf(settings, key)), {});
}

/** The change that takes what a connection has found outside for these settings. */
export function changeFor(offers: readonly SettingOffer[], now: Settings): SettingsChange {
  const change: SettingsChange = {};
  for (const { setting, values } of offers) change[setting] = [...(change[setting] ?? now[setting]), ...values];
  return change;
}

/** What BAD_INPUT calls the binding of a capability, which is also its key on the command line. */
export function bindingField(capability: string): string {
  return `bindings.${capability}`;
}

/** What BAD_INPUT calls the rule of a type, which is also its key on the command line. */
export function typeRuleField(documentType: string): string {
  return `acknowledgement.byType.${documentType.trim()}`;
}

export function partnerRuleField(partner: string, documentType: string | null): string {
  return `acknowledgement.byPartner.${partner.trim()}.${documentType?.trim() ?? '*'}`;
}
