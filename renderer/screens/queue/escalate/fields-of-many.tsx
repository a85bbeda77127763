import { NativeSelect, Textarea, TextInput } from '@mantine/core';
import type { ActionPreview } from '#shared/contract/actions.ts';
import { EachCase } from './each-case.tsx';
import type { Edits } from './open.ts';

type Field = ActionPreview['fields'][number];
type Props = {
  readonly ids: readonly string[];
  readonly preview: ActionPreview;
  readonly edits: Edits;
  readonly onChange: (edits: Edits) => void;
};

/** What stands for "not changed": each case is written with the value made for its own issue. */
const ownValue = 'Each case keeps its own';

type FieldProps = {
  readonly field: Field;
  readonly value: string | undefined;
  readonly onChange: (value: string | undefined) => void;
};

function SharedField({ field, value, onChange }: FieldProps) {
  if (field.options === null) {
    return (
      <TextInput
        label={field.label}
        placeholder={ownValue}
        value={value ?? ''}
        onChange={(event) => onChange(event.currentTarget.value === '' ? undefined : event.currentTarget.value)}
      />
    );
  }
  return (
    <NativeSelect
      label={field.label}
      value={value === undefined ? '' : `=${value}`}
      data={[
        { value: '', label: ownValue },
        ...field.options.map((option) => ({ value: `=${option}`, label: option === '' ? 'None' : option })),
      ]}
      onChange={({ currentTarget }) => onChange(currentTarget.value === '' ? undefined : currentTarget.value.slice(1))}
    />
  );
}

/**
 * Many cases: only what means the same for all of them can be set, and a note goes below the text of each. No words of one
 * issue are in a field here, so none can get into the case of another.
 */
export function FieldsOfMany({ ids, preview, edits, onChange }: Props) {
  const set = (key: string, value: string | undefined) => {
    const { [key]: _, ...others } = edits.fields;
    onChange({ ...edits, fields: value === undefined ? others : { ...others, [key]: value } });
  };
  const already = new Set(preview.already);
  const written = ids.filter((id) => !already.has(id));
  return (
    <>
      {preview.fields
        .filter((field) => field.editable && field.bulk)
        .map((field) => (
          <SharedField
            key={field.key}
            field={field}
            value={edits.fields[field.key]}
            onChange={(value) => set(field.key, value)}
          />
        ))}
      <Textarea
        label="Note for every case"
        description="Added below each case's own description."
        inputWrapperOrder={['label', 'input', 'description']}
        autosize
        minRows={2}
        maxRows={8}
        maxLength={4_000}
        value={edits.note}
        onChange={(event) => onChange({ ...edits, note: event.currentTarget.value })}
      />
      {preview.fields.length > 0 && <EachCase ids={written} first={preview} note={edits.note.trim()} />}
    </>
  );
}
