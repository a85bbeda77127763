import { Button } from '@mantine/core';
import { type FormEvent, type FunctionComponent, useEffect, useRef } from 'react';
import type { SettingKind } from '#shared/model/setting-kinds.ts';
import {
  isSettingKey,
  keysOf,
  settingGroups,
  type SettingKey,
  settingKeys,
  type SettingPart,
  settingParts,
  settings,
} from '#shared/model/workspace-settings.ts';
import { Failed } from '#renderer/kit/notice.tsx';
import { Conflicts } from './conflicts.tsx';
import type { ControlProps } from './control.ts';
import { controls } from './controls.tsx';
import { Item } from './item.tsx';
import { formOf } from './service-draft.ts';
import styles from './service-levels.module.css';
import { useServiceLevels } from './use-service-levels.ts';

/** Kind by kind a control and what is typed fit together, which their unions can't tell. */
const controlOf = (key: SettingKey) => controls[settings[key].kind] as FunctionComponent<ControlProps<SettingKind>>;

/** The parts under each heading, in the order of the settings. */
const company = settingParts.filter((part) => isSettingKey(part) && settings[part].chapter === 'company');
const serviceLevels = settingParts.filter((part) => !company.includes(part));

function aboutOf(part: SettingPart): { readonly name: string; readonly about?: string } {
  return isSettingKey(part) ? settings[part] : settingGroups[part];
}

/** A setting that another one shows in its own words. */
const isWithin = (key: SettingKey): boolean => 'within' in settings[key] && settings[key].within !== undefined;

/** What a team promises: working hours, how long partners may take to acknowledge, and how long one can undo. */
export function ServiceLevels({ inSandbox }: { readonly inSandbox: boolean }) {
  const { draft, dirty, state, problem, conflicts, change, choose, save, discard, error, refresh } = useServiceLevels();
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => {
    if (problem !== undefined) form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
  }, [problem]);

  if (draft === undefined) {
    if (error === undefined) return null;
    return <Failed what="The service levels could not be read." error={error} retry={refresh} />;
  }
  const problemAt = (field: string) => (problem?.field === field ? problem.words : null);
  const shown = new Set(
    settingKeys.flatMap((key) =>
      formOf(key)
        .fields(draft[key], key)
        .map(([field]) => field.toLowerCase()),
    ),
  );
  const item = (part: SettingPart) => {
    const { name, about } = aboutOf(part);
    const keys = keysOf(part).filter((key) => !isWithin(key));
    return (
      <Item within key={part} name={name} {...(about === undefined ? {} : { help: about })}>
        <div className={styles.controls}>
          {keys.map((key) => {
            const Control = controlOf(key);
            return (
              <Control
                key={key}
                of={key}
                setting={settings[key]}
                value={draft[key]}
                set={(typed) => change(key, typed)}
                alone={isSettingKey(part)}
                problemAt={problemAt}
                draft={draft}
                change={change}
              />
            );
          })}
        </div>
      </Item>
    );
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (dirty) void save();
  };

  return (
    <form ref={form} className={styles.part} aria-label="Service levels" noValidate onSubmit={submit}>
      <header className={styles.head}>
        <h2>Your company</h2>
      </header>
      {company.map(item)}
      <header className={styles.head}>
        <h2>Service levels</h2>
        <p className={styles.help}>
          What you promise and what you expect.
          {inSandbox && ' You are in the sandbox: changes are discarded when you leave it.'}
        </p>
      </header>
      {serviceLevels.map(item)}
      <Conflicts conflicts={conflicts} choose={choose} />
      <div className={styles.foot}>
        <Button type="submit" loading={state === 'saving'} disabled={!dirty}>
          Save
        </Button>
        {dirty && state !== 'saving' && (
          <Button variant="subtle" color="gray" onClick={discard}>
            Discard changes
          </Button>
        )}
        <span role="status" className={styles.saved}>
          {state === 'saving' && 'Working out due times.'}
          {state === 'saved' && 'Saved.'}
        </span>
        {problem !== undefined && !shown.has(problem.field.toLowerCase()) && (
          <p className={styles.problem} role="alert">
            {problem.words}
          </p>
        )}
      </div>
    </form>
  );
}
