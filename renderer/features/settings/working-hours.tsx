import { Textarea, TextInput } from '@mantine/core';
import { useId } from 'react';
import { dayNames, type Draft } from './service-draft.ts';
import styles from './service-levels.module.css';

const zones = Intl.supportedValuesOf('timeZone');

type Props = {
  readonly draft: Draft;
  readonly change: (part: Partial<Draft>) => void;
  readonly problemAt: (field: string) => string | null;
};

/** When people work: where, on which days, from when to when, and when not. */
export function WorkingHoursFields({ draft, change, problemAt }: Props) {
  const id = useId();
  const toggle = (day: number) =>
    change({
      days: draft.days.includes(day) ? draft.days.filter((one) => one !== day) : [...draft.days, day].toSorted(),
    });
  const days = problemAt('calendar.days');
  return (
    <div className={styles.hours}>
      <fieldset className={styles.days} aria-describedby={days === null ? undefined : `${id}-days`}>
        <legend>Working days</legend>
        {dayNames.map((name, at) => (
          <label key={name} className={styles.day}>
            <input
              type="checkbox"
              checked={draft.days.includes(at + 1)}
              aria-invalid={days !== null}
              onChange={() => toggle(at + 1)}
            />
            {name}
          </label>
        ))}
        {days !== null && (
          <p id={`${id}-days`} className={styles.problem} role="alert">
            {days}
          </p>
        )}
      </fieldset>
      <div className={styles.times}>
        <TextInput
          label="From"
          value={draft.start}
          error={problemAt('calendar.start')}
          onChange={(event) => change({ start: event.currentTarget.value })}
        />
        <TextInput
          label="To"
          value={draft.end}
          error={problemAt('calendar.end')}
          onChange={(event) => change({ end: event.currentTarget.value })}
        />
        <TextInput
          label="Time zone"
          list={`${id}-zones`}
          spellCheck={false}
          autoComplete="off"
          value={draft.zone}
          error={problemAt('calendar.zone')}
          onChange={(event) => change({ zone: event.currentTarget.value })}
        />
        <datalist id={`${id}-zones`}>
          {zones.map((zone) => (
            <option key={zone} value={zone} />
          ))}
        </datalist>
      </div>
      <Textarea
        label="Holidays"
        description="One date in each line, such as 2026-12-25."
        inputWrapperOrder={['label', 'input', 'error', 'description']}
        autosize
        minRows={2}
        maxRows={12}
        spellCheck={false}
        value={draft.holidays}
        error={problemAt('calendar.holidays')}
        onChange={(event) => change({ holidays: event.currentTarget.value })}
      />
    </div>
  );
}
