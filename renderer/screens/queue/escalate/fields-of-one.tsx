import type { ActionPreview } from '#shared/contract/actions.ts';
import type { Edits } from './open.ts';
import { PreviewField } from './preview-field.tsx';

type Props = {
  readonly fields: ActionPreview['fields'];
  readonly edits: Edits;
  readonly onChange: (edits: Edits) => void;
};

/** The one case that is written: everything that may be changed can be. */
export function FieldsOfOne({ fields, edits, onChange }: Props) {
  const set = (key: string, value: string, original: string) => {
    const { [key]: _, ...others } = edits.fields;
    onChange({ ...edits, fields: value === original ? others : { ...others, [key]: value } });
  };
  return fields.map((field) => (
    <PreviewField
      key={field.key}
      field={field}
      value={edits.fields[field.key] ?? field.value}
      onChange={(value) => set(field.key, value, field.value)}
    />
  ));
}
