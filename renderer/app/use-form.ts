import { type Edited, type Form, useEdits } from '#renderer/kit/form/use-edits.ts';
import { useEditor } from './unsaved.ts';

/**
 * What every form of a screen is made with: edits of one stored thing, asked about before they would be lost. `key` tells it
 * apart from other forms, `name` is how people know it: `Settings`.
 */
export function useForm<Stored, Draft>(key: string, name: string, edited: Edited<Stored, Draft>): Form<Draft> {
  const form = useEdits(edited);
  useEditor(key, form.dirty, { name, save: form.save, discard: form.discard, kept: false });
  return form;
}
