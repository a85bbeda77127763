import { Button } from '@mantine/core';
import type { ReactNode } from 'react';
import styles from './form.module.css';
import type { Form } from './use-edits.ts';

type Props = {
  readonly form: Omit<Form<unknown>, 'change'>;
  /** What is being done while it is saved, where that takes a while. */
  readonly saving?: string;
  readonly discard?: string;
  readonly onDiscard?: () => void;
  readonly children?: ReactNode;
};

/** Save, discard, and what became of it, which is heard too. */
export function FormFoot({ form, saving = 'Saving…', discard = 'Discard changes', onDiscard, children }: Props) {
  const { dirty, state } = form;
  const mayDiscard = (dirty || onDiscard !== undefined) && state !== 'saving';
  return (
    <div className={styles.foot} data-dirty={dirty || undefined}>
      <Button type="submit" loading={state === 'saving'} disabled={!dirty}>
        Save
      </Button>
      {mayDiscard && (
        <Button variant="subtle" color="gray" onClick={onDiscard ?? form.discard}>
          {discard}
        </Button>
      )}
      {children}
      <Outcome form={form} saving={saving} />
    </div>
  );
}

/** What became of the last save: in a place that is always there, so that it is heard. */
export function Outcome({ form, saving }: { readonly form: Props['form']; readonly saving: string }) {
  const { state, problems } = form;
  const whole = problems.filter(({ field }) => field === '');
  return (
    <>
      <span role="status" className={styles.saved}>
        {state === 'saving' && saving}
        {state === 'saved' && 'Saved.'}
      </span>
      {whole.map(({ words }) => (
        <p key={words} className={styles.problem} role="alert">
          {words}
        </p>
      ))}
    </>
  );
}
