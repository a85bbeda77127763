import { Button, Textarea, TextInput } from '@mantine/core';
import { type FormEvent, useEffect, useRef } from 'react';
import { bindingField, typeRuleField } from '#shared/contract/settings.ts';
import { Failed } from '#renderer/ui/notice.tsx';
import { AcknowledgementTimes } from './acknowledgement-times.tsx';
import { Bindings } from './bindings.tsx';
import { Item } from './item.tsx';
import { Conflicts } from './conflicts.tsx';
import { type Draft, partnerField } from './service-draft.ts';
import { useServiceLevels } from './use-service-levels.ts';
import styles from './service-levels.module.css';
import { WorkingHoursFields } from './working-hours.tsx';

const plainFields = [
  'ownAddresses',
  'undoSeconds',
  'calendar.zone',
  'calendar.days',
  'calendar.start',
  'calendar.end',
  'calendar.holidays',
  'acknowledgement.default',
];

function hasPlace(draft: Draft, field: string): boolean {
  return (
    plainFields.includes(field) ||
    draft.bindings.some(({ capability }) => bindingField(capability) === field) ||
    draft.byType.some((rule) => typeRuleField(rule.documentType) === field) ||
    draft.byPartner.some((rule) => partnerField(rule) === field)
  );
}

/** What a team promises: working hours, how long partners may take to acknowledge, and how long one can undo. */
export function ServiceLevels({ inSandbox }: { readonly inSandbox: boolean }) {
  const { draft, dirty, state, problem, conflicts, change, choose, save, discard, error, refresh } = useServiceLevels();
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => {
    if (problem !== undefined) form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
  }, [problem]);

  if (draft === undefined) {
    if (error === undefined) return null;
    return <Failed what="The service levels could not be read." error={error} retry={refresh} />;
  }
  const problemAt = (field: string) => (problem?.field === field ? problem.words : null);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (dirty) void save();
  };

  return (
    <form ref={form} className={styles.part} aria-label="Service levels" noValidate onSubmit={submit}>
      <header className={styles.head}>
        <h2>Your company</h2>
      </header>
      <Item within name="EDI addresses" help="They tell what you sent from what you received.">
        <Textarea
          aria-label="Your EDI addresses"
          description="One in each line, as qualifier:id, such as ZZ:ACME or 01:147678796."
          inputWrapperOrder={['label', 'input', 'error', 'description']}
          autosize
          minRows={2}
          maxRows={12}
          spellCheck={false}
          autoComplete="off"
          value={draft.ownAddresses}
          error={problemAt('ownAddresses')}
          onChange={(event) => change({ ownAddresses: event.currentTarget.value })}
        />
      </Item>
      <header className={styles.head}>
        <h2>Service levels</h2>
        <p className={styles.help}>
          What you promise and what you expect.
          {inSandbox && ' You are in the sandbox: changes are discarded when you leave it.'}
        </p>
      </header>
      <Item
        within
        name="Working hours"
        help="Times to acknowledge and the due times of medium and low issues count in these hours. Critical and high issues are due around the clock."
      >
        <WorkingHoursFields draft={draft} change={change} problemAt={problemAt} />
      </Item>
      <Item
        within
        name="Time to acknowledge"
        help="What has no acknowledgement by then is put in the queue as overdue. A rule for a partner goes before one for a document type."
      >
        <AcknowledgementTimes draft={draft} change={change} problemAt={problemAt} />
      </Item>
      <Item within name="Time to undo" help="How long an escalation waits before it is sent. 0 sends at once.">
        <TextInput
          className={styles.undo}
          inputMode="numeric"
          autoComplete="off"
          aria-label="Time to undo, in seconds"
          rightSection="s"
          value={draft.undoSeconds}
          error={problemAt('undoSeconds')}
          onChange={(event) => change({ undoSeconds: event.currentTarget.value })}
        />
      </Item>
      <Item
        within
        name="Which connection does what"
        help="Where several connections can do the same, such as opening a case, this is the one that is meant when none is named."
      >
        <Bindings draft={draft} change={change} problemAt={problemAt} />
      </Item>
      <Conflicts conflicts={conflicts} choose={choose} />
      <div className={styles.foot}>
        <Button type="submit" loading={state === 'saving'} disabled={!dirty}>
          Save
        </Button>
        {dirty && state !== 'saving' && (
          <Button variant="subtle" color="gray" onClick={discard}>
            Discard changes
          </Button>
        )}
        <span role="status" className={styles.saved}>
          {state === 'saving' && 'Working out due times.'}
          {state === 'saved' && 'Saved.'}
        </span>
        {problem !== undefined && !hasPlace(draft, problem.field) && (
          <p className={styles.problem} role="alert">
            {problem.words}
          </p>
        )}
      </div>
    </form>
  );
}
