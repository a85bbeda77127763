import { Button, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import type { Me } from '#shared/contract/me.ts';
import { leave, only } from '#renderer/app/unsaved.ts';
import { useForm } from '#renderer/app/use-form.ts';
import { useField } from '#renderer/kit/form/field.ts';
import { FormFoot } from '#renderer/kit/form/form-foot.tsx';
import { Form } from '#renderer/kit/form/form.tsx';
import { textShape } from '#renderer/kit/form/texts.ts';
import { queries } from '#renderer/data/queries.ts';
import { rpc } from '#renderer/data/rpc.ts';
import styles from './who-you-are.module.css';

type Props = { readonly computer?: string; readonly why?: string };

/** Who works at this desk, in one line, and a small form to say so. `computer` and `why` are told where that is of interest. */
export function WhoYouAre({ computer, why }: Props) {
  const { data: me } = useQuery(queries.me());
  const [open, setOpen] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  if (me === undefined) return null;
  const close = () => {
    setOpen(false);
    // The button comes back with the next drawing.
    requestAnimationFrame(() => button.current?.focus());
  };
  if (open) return <WhoForm me={me} close={close} />;
  return (
    <p className={styles.line}>
      <span>
        You are {me.name}
        {me.email === null ? ', this computer’s user' : `, ${me.email}`}
        {computer !== undefined && <span className={styles.faint}> on {computer}</span>}.
        {!me.told && why !== undefined && ` ${why}`}
      </span>
      <Button ref={button} variant="subtle" size="compact-sm" className={styles.open} onClick={() => setOpen(true)}>
        {me.told ? 'Change' : 'Say who you are'}
      </Button>
    </p>
  );
}

const shape = textShape((me: Me) => ({
  // A machine's name for its user is rarely what people call them.
  name: me.told ? me.name : '',
  email: me.email ?? '',
}));

function WhoForm({ me, close }: { readonly me: Me; readonly close: () => void }) {
  const form = useForm('me', 'Who you are', {
    stored: me,
    shape,
    send: async ({ draft: { name = '', email = '' } }) => {
      const saved = await rpc.me.set({ name, email });
      close();
      return saved;
    },
  });
  const { draft } = form;
  if (draft === undefined) return null;
  const set = (field: string, text: string) => form.change((now) => ({ ...now, [field]: text }));
  return (
    <Form
      label="Who you are"
      form={form}
      nameOf={(field) => (field === 'email' ? 'Email' : 'Name')}
      className={styles.form}
      onEscape={() => leave(only('me'), close)}
      foot={<FormFoot form={form} discard="Cancel" onDiscard={close} />}
    >
      <NameInput value={draft['name'] ?? ''} set={(name) => set('name', name)} />
      <EmailInput value={draft['email'] ?? ''} set={(email) => set('email', email)} />
    </Form>
  );
}

type InputProps = { readonly value: string; readonly set: (text: string) => void };

function NameInput({ value, set }: InputProps) {
  return (
    <TextInput
      label="Name"
      data-autofocus
      autoFocus
      autoComplete="name"
      value={value}
      {...useField('name')}
      onChange={(event) => set(event.currentTarget.value)}
    />
  );
}

function EmailInput({ value, set }: InputProps) {
  return (
    <TextInput
      label="Email"
      type="email"
      autoComplete="email"
      description="The address your chat and other systems know you by."
      inputWrapperOrder={['label', 'input', 'error', 'description']}
      value={value}
      {...useField('email')}
      onChange={(event) => set(event.currentTarget.value)}
    />
  );
}
