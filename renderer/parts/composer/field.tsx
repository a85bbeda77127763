import { NativeSelect, Textarea, TextInput } from '@mantine/core';
import type { ChangeEvent } from 'react';
import type { ActionPreview } from '#shared/contract/actions.ts';
import styles from './composer.module.css';

type Props = {
  readonly field: ActionPreview['fields'][number];
  /** What was set; undefined = as it was made. */
  readonly value: string | undefined;
  /** Whether it stands for several that each have a value of their own: none of those is shown here then. */
  readonly shared: boolean;
  readonly problem: string | undefined;
  readonly onChange: (value: string | undefined) => void;
};

/** What stands for "not changed" where there are several. */
const ownValue = 'Each keeps its own';

/** One field of what would be sent, as the preview describes it. */
export function Field({ field, value, shared, problem, onChange }: Props) {
  if (!field.editable) return <FixedField field={field} />;
  const common = {
    label: field.label,
    error: problem,
    description: shared ? undefined : (field.note ?? undefined),
    inputWrapperOrder: ['label', 'input', 'description', 'error'] as ('label' | 'input' | 'description' | 'error')[],
  };
  const set = ({ currentTarget: { value: now } }: ChangeEvent<HTMLInputElement | HTMLTextAreaElement>) =>
    onChange(now === (shared ? '' : field.value) ? undefined : now);
  if (field.options !== null) {
    const options = field.options.map((option) => ({ value: `=${option}`, label: option === '' ? 'None' : option }));
    const own = { value: '', label: shared ? ownValue : field.value === '' ? 'None' : field.value };
    return (
      <NativeSelect
        {...common}
        value={value === undefined ? '' : `=${value}`}
        data={[own, ...(shared ? options : options.filter((one) => one.value !== `=${field.value}`))]}
        onChange={({ currentTarget }) =>
          onChange(currentTarget.value === '' ? undefined : currentTarget.value.slice(1))
        }
      />
    );
  }
  const text = { ...common, value: value ?? (shared ? '' : field.value), placeholder: shared ? ownValue : '' };
  if (field.multiline) return <Textarea {...text} autosize minRows={4} maxRows={12} onChange={set} />;
  return <TextInput {...text} onChange={set} />;
}

/** What is only shown. */
function FixedField({ field }: Pick<Props, 'field'>) {
  return (
    <div className={styles.fixed}>
      <span className={styles.label}>{field.label}</span>
      <span>{field.value === '' ? <span className={styles.nothing}>Empty</span> : field.value}</span>
      {field.note !== null && <span className={styles.note}>{field.note}</span>}
    </div>
  );
}
