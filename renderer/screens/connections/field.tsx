import { Button, NumberInput, PasswordInput, Switch, Textarea, TextInput } from '@mantine/core';
import type { ConnectionState } from '#shared/model/connection.ts';
import { useField } from '#renderer/kit/form/field.ts';
import styles from './connections.module.css';

type SettingProps = {
  readonly field: ConnectionState['settings'][number];
  readonly value: string;
  readonly onChange: (value: string) => void;
};

/** One setting as its connector describes it. */
export function SettingInput({ field, value, onChange }: SettingProps) {
  const place = useField(field.key);
  const common = {
    label: field.label,
    description: field.help,
    ...place,
    placeholder: field.default ?? undefined,
    required: field.default === null,
    withAsterisk: false,
    inputWrapperOrder: ['label', 'input', 'error', 'description'] satisfies (
      | 'label'
      | 'input'
      | 'error'
      | 'description'
    )[],
  };
  if (field.type === 'boolean') {
    return (
      <Switch
        label={field.label}
        description={field.help}
        {...place}
        checked={(value === '' ? field.default : value) === 'true'}
        onChange={(event) => onChange(String(event.currentTarget.checked))}
      />
    );
  }
  if (field.type === 'number') {
    return <NumberInput {...common} size="xs" hideControls value={value} onChange={(next) => onChange(String(next))} />;
  }
  if (field.type === 'list') {
    return (
      <Textarea
        {...common}
        autosize
        minRows={1}
        value={value}
        onChange={(event) => onChange(event.currentTarget.value)}
      />
    );
  }
  return (
    <TextInput
      {...common}
      type={field.type === 'url' ? 'url' : 'text'}
      spellCheck={false}
      autoComplete="off"
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  );
}

type SecretProps = {
  readonly field: ConnectionState['secrets'][number];
  /** Undefined = leave as it is; empty = remove. */
  readonly value: string | undefined;
  readonly onChange: (value: string | undefined) => void;
};

/** A secret goes in and never comes out: only whether there is one can be seen. */
export function SecretInput({ field, value, onChange }: SecretProps) {
  const place = useField(field.key);
  const removing = field.present && value === '';
  return (
    <div className={styles.secret}>
      <PasswordInput
        label={field.label}
        description={removing ? 'It will be removed when you save.' : field.help}
        {...place}
        placeholder={
          removing
            ? 'Will be removed'
            : field.present
              ? 'Stored. Type to replace it.'
              : field.required
                ? 'Not set'
                : 'Not set (optional)'
        }
        autoComplete="new-password"
        inputWrapperOrder={['label', 'input', 'error', 'description']}
        value={value ?? ''}
        onChange={(event) => onChange(event.currentTarget.value === '' ? undefined : event.currentTarget.value)}
      />
      {field.present && (
        <Button variant="subtle" color="gray" onClick={() => onChange(removing ? undefined : '')}>
          {removing ? 'Keep' : 'Remove'}
        </Button>
      )}
    </div>
  );
}
