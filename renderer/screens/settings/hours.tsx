import { TextInput } from '@mantine/core';
import styles from './service-levels.module.css';

/** Hours within a sentence. */
export function Hours(props: {
  readonly label: string;
  readonly value: string;
  readonly problemId: string | undefined;
  readonly onChange: (value: string) => void;
}) {
  return (
    <TextInput
      className={styles.number}
      inputMode="decimal"
      autoComplete="off"
      aria-label={props.label}
      aria-describedby={props.problemId}
      error={props.problemId !== undefined}
      value={props.value}
      onChange={(event) => props.onChange(event.currentTarget.value)}
    />
  );
}
