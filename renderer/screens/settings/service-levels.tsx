import { useQuery } from '@tanstack/react-query';
import type { FunctionComponent } from 'react';
import type { SettingKind } from '#shared/model/setting-kinds.ts';
import {
  isSettingKey,
  keysOf,
  settingGroups,
  type SettingKey,
  type SettingPart,
  settingParts,
  settings,
} from '#shared/model/workspace-settings.ts';
import { useForm } from '#renderer/app/use-form.ts';
import { queries } from '#renderer/data/queries.ts';
import { rpc } from '#renderer/data/rpc.ts';
import { FormFoot } from '#renderer/kit/form/form-foot.tsx';
import { Form } from '#renderer/kit/form/form.tsx';
import { Failed } from '#renderer/kit/notice.tsx';
import type { ControlProps } from './control.ts';
import { controls } from './controls.tsx';
import { Item } from './item.tsx';
import { type Change, formOf, toChange } from './service-draft.ts';
import styles from './service-levels.module.css';
import { keyOf, settingsShape, storedMeanwhile, toSend } from './service-shape.ts';

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

function nameOf(field: string): string {
  const key = keyOf(field);
  return key === undefined ? field : formOf(key).name(field, settings[key]);
}

function wordsFor(field: string, text: string | null): string {
  const key = keyOf(field);
  return key === undefined ? (text ?? '') : formOf(key).words(text, settings[key]);
}

/** What a team promises: working hours, how long partners may take to acknowledge, and how long one can undo. */
export function ServiceLevels({ inSandbox }: { readonly inSandbox: boolean }) {
  const { data, error, refetch } = useQuery(queries.settings());
  const form = useForm('service levels', 'Settings', {
    stored: data,
    shape: settingsShape,
    check: (draft) => toChange(draft).problems,
    rehearse: (edit) => rpc.settings.set({ ...toSend(edit), rehearse: true }),
    send: async (edit) => {
      const saved = await rpc.settings.set(toSend(edit));
      void refetch();
      return saved;
    },
    storedMeanwhile,
  });
  const { draft } = form;
  if (draft === undefined) {
    if (error === null) return null;
    return <Failed what="The service levels could not be read." error={error} retry={() => void refetch()} />;
  }
  const change: Change = (key, typed) => form.change((now) => ({ ...now, [key]: typed }));
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
                draft={draft}
                change={change}
              />
            );
          })}
        </div>
      </Item>
    );
  };

  return (
    <Form
      label="Service levels"
      form={form}
      nameOf={nameOf}
      wordsFor={wordsFor}
      className={styles.part}
      foot={<FormFoot form={form} saving="Recalculating due times…" />}
    >
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
    </Form>
  );
}
