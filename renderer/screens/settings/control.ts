import type { SettingKind } from '#shared/model/setting-kinds.ts';
import type { SettingOf } from '#shared/model/setting.ts';
import type { SettingKey } from '#shared/model/workspace-settings.ts';
import type { Typed } from './forms.ts';
import type { Change, Draft } from './service-draft.ts';

/** What the control of a kind of setting is given. */
export type ControlProps<Kind extends SettingKind> = {
  readonly of: SettingKey;
  readonly setting: SettingOf<Kind>;
  readonly value: Typed[Kind];
  readonly set: (typed: Typed[Kind]) => void;
  /** It stands under a heading of its own, which its label would repeat. */
  readonly alone: boolean;
  /** For what it shows of other settings. */
  readonly draft: Draft;
  readonly change: Change;
};

type Labelled = { readonly alone: boolean; readonly setting: { readonly name: string; readonly label?: string } };

/** Its label where people see one, or only for who can't see the heading. */
export function labelled({ alone, setting }: Labelled): { label: string } | { 'aria-label': string } {
  const label = setting.label ?? setting.name;
  return alone ? { 'aria-label': label } : { label };
}

/** What is typed under the key of a setting that is one text; empty where it is none. */
export function typedText(draft: Draft, key: string): string {
  const typed: unknown = Object.hasOwn(draft, key) ? draft[key as SettingKey] : '';
  return typeof typed === 'string' ? typed : '';
}
