import { Textarea } from '@mantine/core';
import type { ActionPreview } from '#shared/contract/actions.ts';
import type { FieldProblem } from '#renderer/data/field-problems.ts';
import type { Draft } from './draft.ts';
import { Field } from './field.tsx';
import { change } from './open.ts';

type Props = {
  readonly preview: ActionPreview;
  readonly draft: Draft;
  readonly problems: readonly FieldProblem[];
  /** Whether all of it is about the same. */
  readonly one: boolean;
};

/**
 * What can be changed. Of several, only what means the same for all of them, and a note that goes below the text of each: no
 * words of one issue are in a field then, so none can get into what another partner gets.
 */
export function Fields({ preview, draft, problems, one }: Props) {
  const shown = one ? preview.fields : preview.fields.filter(({ editable, bulk }) => editable && bulk);
  const set = (key: string, value: string | undefined) => {
    const { [key]: _, ...others } = draft.fields;
    change({ fields: value === undefined ? others : { ...others, [key]: value } });
  };
  return (
    <>
      {shown.map((field) => (
        <Field
          key={field.key}
          field={field}
          shared={!one}
          value={draft.fields[field.key]}
          problem={problems.find((problem) => problem.field.toLowerCase() === field.key.toLowerCase())?.words}
          onChange={(value) => set(field.key, value)}
        />
      ))}
      {!one && (
        <Textarea
          label={`Note for every ${preview.noun}`}
          description={`Added below each ${preview.noun}’s own text.`}
          error={problems.find(({ field }) => field === 'note')?.words}
          inputWrapperOrder={['label', 'input', 'description', 'error']}
          autosize
          minRows={2}
          maxRows={8}
          maxLength={4_000}
          value={draft.note}
          onChange={(event) => change({ note: event.currentTarget.value })}
        />
      )}
    </>
  );
}
