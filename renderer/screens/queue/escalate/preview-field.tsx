import { NativeSelect, Textarea, TextInput } from '@mantine/core';
import type { ActionPreview } from '#shared/contract/actions.ts';
import styles from './escalate-dialog.module.css';

type Props = {
  readonly field: ActionPreview['fields'][number];
  readonly value: string;
  readonly onChange: (value: string) => void;
};

/** One field of the case, as the preview describes it. */
export function PreviewField({ field, value, onChange }: Props) {
  const common = {
    label: field.label,
    description: field.note ?? undefined,
    value,
    inputWrapperOrder: ['label', 'input', 'description'] as const,
  };
  if (!field.editable) {
    return (
      <div className={styles.fixed}>
        <span className={styles.label}>{field.label}</span>
        <span>{value === '' ? <span className={styles.nothing}>Empty</span> : value}</span>
        {field.note !== null && <span className={styles.note}>{field.note}</span>}
      </div>
    );
  }
  if (field.options !== null) {
    const known = field.options.includes(value) ? field.options : [value, ...field.options];
    return (
      <NativeSelect
        {...common}
        inputWrapperOrder={['label', 'input', 'description']}
        data={known}
        onChange={(event) => onChange(event.currentTarget.value)}
      />
    );
  }
  if (field.multiline) {
    return (
      <Textarea
        {...common}
        inputWrapperOrder={['label', 'input', 'description']}
        autosize
        minRows={4}
        maxRows={12}
        onChange={(event) => onChange(event.currentTarget.value)}
      />
    );
  }
  return (
    <TextInput
      {...common}
      inputWrapperOrder={['label', 'input', 'description']}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  );
}
