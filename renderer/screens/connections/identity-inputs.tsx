import { TextInput } from '@mantine/core';
import { useEffect, useRef } from 'react';
import { useField } from '#renderer/kit/form/field.ts';

type Props = {
  readonly name: string;
  readonly id: string;
  readonly onName: (name: string) => void;
  readonly onId: (id: string) => void;
};

const order: ('label' | 'input' | 'error' | 'description')[] = ['label', 'input', 'error', 'description'];

/** What a new connection is called: by people, and on the command line. */
export function IdentityInputs({ name, id, onName, onId }: Props) {
  const input = useRef<HTMLInputElement>(null);
  // Who asked for another one goes on here.
  useEffect(() => {
    input.current?.form?.scrollIntoView({ block: 'nearest' });
    input.current?.select();
  }, []);
  return (
    <>
      <TextInput
        ref={input}
        label="Name"
        description="What your team calls it. You can rename it at any time."
        inputWrapperOrder={order}
        autoComplete="off"
        value={name}
        {...useField('name')}
        onChange={(event) => onName(event.currentTarget.value)}
      />
      <TextInput
        label="ID"
        description="Used on the command line: lowercase letters, digits and dashes. It can’t be changed later."
        inputWrapperOrder={order}
        spellCheck={false}
        autoComplete="off"
        value={id}
        {...useField('connection')}
        onChange={(event) => onId(event.currentTarget.value)}
      />
    </>
  );
}
