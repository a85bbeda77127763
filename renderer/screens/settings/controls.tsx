import { Checkbox, NativeSelect, Textarea, TextInput } from '@mantine/core';
import { type ReactNode, useId } from 'react';
import type { SettingKind } from '#shared/model/setting-kinds.ts';
import { useField } from '#renderer/kit/form/field.ts';
import { Bindings } from './bindings.tsx';
import { type ControlProps, labelled } from './control.ts';
import { dayNames } from './forms.ts';
import { PartnerRules } from './partner-rules.tsx';
import styles from './service-levels.module.css';
import { TypeRules } from './type-rules.tsx';

const zones = Intl.supportedValuesOf('timeZone');

function NumberControl(props: ControlProps<'number'>) {
  return (
    <TextInput
      {...labelled(props)}
      className={styles.amount}
      inputMode="decimal"
      autoComplete="off"
      {...(props.setting.unit.length > 2 ? { description: props.setting.unit } : { rightSection: props.setting.unit })}
      value={props.value}
      {...useField(props.of)}
      onChange={(event) => props.set(event.currentTarget.value)}
    />
  );
}

function Toggle(props: ControlProps<'toggle'>) {
  return (
    <Checkbox
      {...labelled(props)}
      checked={props.value}
      {...useField(props.of)}
      onChange={(event) => props.set(event.currentTarget.checked)}
    />
  );
}

function Choice(props: ControlProps<'choice'>) {
  return (
    <NativeSelect
      {...labelled(props)}
      className={styles.type}
      value={props.value}
      data={props.setting.choices.map((choice) => ({ ...choice }))}
      {...useField(props.of)}
      onChange={(event) => props.set(event.currentTarget.value)}
    />
  );
}

function Zone(props: ControlProps<'zone'>) {
  const id = useId();
  return (
    <div className={styles.zone}>
      <TextInput
        {...labelled(props)}
        list={id}
        spellCheck={false}
        autoComplete="off"
        value={props.value}
        {...useField(props.of)}
        onChange={(event) => props.set(event.currentTarget.value)}
      />
      <datalist id={id}>
        {zones.map((zone) => (
          <option key={zone} value={zone} />
        ))}
      </datalist>
    </div>
  );
}

function Time(props: ControlProps<'time'>) {
  return (
    <TextInput
      {...labelled(props)}
      className={styles.time}
      value={props.value}
      {...useField(props.of)}
      onChange={(event) => props.set(event.currentTarget.value)}
    />
  );
}

function Days({ setting, value, set, of }: ControlProps<'days'>) {
  const id = useId();
  const { error: problem, ...place } = useField(of);
  const toggle = (day: number) =>
    set(value.includes(day) ? value.filter((one) => one !== day) : [...value, day].toSorted());
  return (
    <fieldset className={styles.days} {...place} aria-describedby={problem === null ? undefined : id}>
      <legend>{setting.label ?? setting.name}</legend>
      {dayNames.map((name, at) => (
        <label key={name} className={styles.day}>
          <input
            type="checkbox"
            checked={value.includes(at + 1)}
            aria-invalid={problem !== null}
            onChange={() => toggle(at + 1)}
          />
          {name}
        </label>
      ))}
      {problem !== null && (
        <p id={id} className={styles.problem} role="alert">
          {problem}
        </p>
      )}
    </fieldset>
  );
}

function Lines(props: ControlProps<'addresses'> | ControlProps<'dates'>) {
  return (
    <Textarea
      {...labelled(props)}
      className={styles.lines}
      description={props.setting.help}
      inputWrapperOrder={['label', 'input', 'error', 'description']}
      autosize
      minRows={2}
      maxRows={12}
      spellCheck={false}
      autoComplete="off"
      value={props.value}
      {...useField(props.of)}
      onChange={(event) => props.set(event.currentTarget.value)}
    />
  );
}

/** How each kind of setting is shown and changed. */
export const controls: { readonly [Kind in SettingKind]: (props: ControlProps<Kind>) => ReactNode } = {
  number: NumberControl,
  toggle: Toggle,
  choice: Choice,
  zone: Zone,
  time: Time,
  days: Days,
  addresses: Lines,
  dates: Lines,
  bindings: Bindings,
  typeRules: TypeRules,
  partnerRules: PartnerRules,
};
