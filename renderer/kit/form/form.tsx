import { type FormEvent, type KeyboardEvent, type ReactNode, useEffect, useRef } from 'react';
import { Conflicts } from './conflicts.tsx';
import { focusField, ProblemsContext, sameField } from './field.ts';
import { FormFoot } from './form-foot.tsx';
import styles from './form.module.css';
import { Summary } from './summary.tsx';
import type { Form as FormOf } from './use-edits.ts';

type Props = {
  /** For who can't see what is around it. */
  readonly label: string;
  readonly form: Omit<FormOf<unknown>, 'change'>;
  /** What a field is called: `Time zone`. */
  readonly nameOf: (field: string) => string;
  /** A value for people, where it is not as it was typed; null = there is none. */
  readonly wordsFor?: (field: string, text: string | null) => string;
  readonly className?: string | undefined;
  /** What sending does, where it is more than to save. */
  readonly onSubmit?: () => void;
  /** Escape: out of this form, and back to where one came from. */
  readonly onEscape?: () => void;
  /** What stands at its end: `<FormFoot>` where it is left out. */
  readonly foot?: ReactNode;
  readonly children: ReactNode;
};

/**
 * A form: its fields, above them what was refused and what two people changed, at its end what can be done. After a refusal
 * the first field that was refused has the focus.
 */
export function Form({ label, form, nameOf, wordsFor, className, onSubmit, onEscape, foot, children }: Props) {
  const element = useRef<HTMLFormElement>(null);
  const { problems, dirty, save } = form;
  useEffect(() => {
    const at = element.current;
    if (at === null) return;
    const places = [...at.querySelectorAll<HTMLElement>('[data-field]')].map((one) => one.dataset['field'] ?? '');
    const first = places.find((place) => problems.some(({ field }) => sameField(field, place)));
    if (first !== undefined) focusField(at, first);
  }, [problems]);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (onSubmit !== undefined) onSubmit();
    else if (dirty) void save();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Escape' || event.defaultPrevented || onEscape === undefined) return;
    event.stopPropagation();
    onEscape();
  };
  return (
    <ProblemsContext value={problems}>
      <form ref={element} className={className} aria-label={label} noValidate onSubmit={submit} onKeyDown={onKeyDown}>
        <Summary
          problems={problems}
          nameOf={nameOf}
          go={(field) => element.current && focusField(element.current, field)}
        />
        <Conflicts conflicts={form.conflicts} choose={form.choose} nameOf={nameOf} wordsFor={wordsFor} />
        {children}
        <div className={styles.end}>{foot ?? <FormFoot form={form} />}</div>
      </form>
    </ProblemsContext>
  );
}
