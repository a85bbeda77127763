import { Button, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import type { Me } from '#shared/contract/me.ts';
import { useEditor } from '#renderer/app/unsaved.ts';
import { failureWords, fieldProblemOf } from '#renderer/data/failure.ts';
import { useQuery } from '#renderer/data/query.ts';
import { rpc } from '#renderer/data/rpc.ts';
import styles from './who-you-are.module.css';

type Props = { readonly computer?: string; readonly why?: string };

/** Who works at this desk, in one line, and a small form to say so. `computer` and `why` are told where that is of interest. */
export function WhoYouAre({ computer, why }: Props) {
  const { data: me } = useQuery('me', (signal) => rpc.me.get({}, { signal }), ['system']);
  const [open, setOpen] = useState(false);
  if (me === undefined) return null;
  if (open) return <WhoForm me={me} close={() => setOpen(false)} />;
  return (
    <p className={styles.line}>
      <span>
        You are {me.name}
        {me.email === null ? ', this computer’s user' : `, ${me.email}`}
        {computer !== undefined && <span className={styles.faint}> on {computer}</span>}.
        {!me.told && why !== undefined && ` ${why}`}
      </span>
      <Button variant="subtle" size="compact-sm" className={styles.open} onClick={() => setOpen(true)}>
        {me.told ? 'Change' : 'Say who you are'}
      </Button>
    </p>
  );
}

type Problem = { readonly field: string; readonly words: string };

function WhoForm({ me, close }: { readonly me: Me; readonly close: () => void }) {
  // A machine's name for its user is rarely what people call them.
  const [name, setName] = useState(me.told ? me.name : '');
  const [email, setEmail] = useState(me.email ?? '');
  const [problem, setProblem] = useState<Problem>();
  const [saving, setSaving] = useState(false);
  const dirty = name !== (me.told ? me.name : '') || email !== (me.email ?? '');
  const problemAt = (field: string) => (problem?.field === field ? problem.words : null);

  const save = async (): Promise<boolean> => {
    setSaving(true);
    setProblem(undefined);
    try {
      await rpc.me.set({ name, email });
      close();
      return true;
    } catch (error) {
      setProblem(fieldProblemOf(error) ?? { field: '', words: failureWords(error) });
      setSaving(false);
      return false;
    }
  };
  useEditor('me', dirty, { name: 'Who you are', save, discard: close, kept: false });

  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!saving) void save();
  };
  return (
    <form className={styles.form} aria-label="Who you are" noValidate onSubmit={submit}>
      <TextInput
        label="Name"
        data-autofocus
        autoFocus
        autoComplete="name"
        value={name}
        error={problemAt('name')}
        onChange={(event) => setName(event.currentTarget.value)}
      />
      <TextInput
        label="Email"
        type="email"
        autoComplete="email"
        description="The one that your chat and your other systems know you by."
        inputWrapperOrder={['label', 'input', 'error', 'description']}
        value={email}
        error={problemAt('email')}
        onChange={(event) => setEmail(event.currentTarget.value)}
      />
      <div className={styles.foot}>
        <Button type="submit" loading={saving} disabled={!dirty}>
          Save
        </Button>
        <Button variant="subtle" color="gray" onClick={close}>
          Cancel
        </Button>
      </div>
      {problem?.field === '' && <p role="alert">{problem.words}</p>}
    </form>
  );
}
