import { useMemo, useRef, useState } from 'react';
import type { ConnectionState } from '#shared/model/connection.ts';
import { only, leave } from '#renderer/app/unsaved.ts';
import { useForm } from '#renderer/app/use-form.ts';
import { rpc } from '#renderer/data/rpc.ts';
import { Form } from '#renderer/kit/form/form.tsx';
import { withText } from '#renderer/kit/form/texts.ts';
import { Checks } from './checks.tsx';
import { ConnectionFoot } from './connection-foot.tsx';
import { connectionShape, fieldMeant, fieldName, textsMeanwhile, textsOf, toConnect } from './connection-texts.ts';
import styles from './connections.module.css';
import { SecretInput, SettingInput } from './field.tsx';
import { IdentityInputs } from './identity-inputs.tsx';
import { Offers } from './offers.tsx';
import { useTrial } from './use-trial.ts';

/** Of one that is being added: its id once it is there, or that it is not to be. */
export type Adding = { readonly onMade: (id: string) => void; readonly onDrop: () => void };

type Props = {
  readonly connection: ConnectionState;
  readonly onChanged: () => void;
  readonly adding?: Adding;
  /** Escape was pressed, and nothing would be lost. */
  readonly onLeave: () => void;
};

/** What this form's edits are called among all that is not saved. */
export const connectionEditor = (id: string): string => `connection ${id}`;

/** The settings of a connector, made from its own description, with save, test and sign-in. */
export function ConnectionForm({ connection, onChanged, adding, onLeave }: Props) {
  const { connector } = connection;
  // Once it is stored it is no longer added, also before the list has been read again.
  const [madeId, setMadeId] = useState<string>();
  const isNew = adding !== undefined && madeId === undefined;
  const id = madeId ?? connection.connection;
  const made = useRef(id);
  const stored = useMemo(() => textsOf(connection, isNew), [connection, isNew]);
  const form = useForm(connectionEditor(id), `Settings of ${connection.name}`, {
    stored,
    shape: connectionShape,
    send: async ({ base, draft }) => {
      const change = toConnect(connection, base, draft);
      const { name = '', connection: wanted = '' } = draft;
      const which = isNew ? { connection: wanted.trim(), name, another: true } : { connection: id };
      const state = await rpc.connections.connect({ connector, ...change, ...which });
      made.current = state.connection;
      if (isNew) {
        setMadeId(state.connection);
        adding.onMade(state.connection);
      }
      onChanged();
      return textsOf(state, false);
    },
    storedMeanwhile: textsMeanwhile,
    fieldOf: (field) => fieldMeant(connection, isNew, field),
  });
  const trial = useTrial(made, form.save, onChanged);
  const { draft } = form;
  if (draft === undefined) return null;

  const setText = (field: string, text: string | undefined) => form.change((texts) => withText(texts, field, text));
  const plain = connection.settings.filter((field) => field.advanced !== true);
  const advanced = connection.settings.filter((field) => field.advanced === true);
  const input = (field: ConnectionState['settings'][number]) => (
    <SettingInput
      key={field.key}
      field={field}
      value={draft[field.key] ?? field.value}
      onChange={(value) => setText(field.key, value)}
    />
  );
  // What a sign-in brings, nobody has to type.
  const isKept = (field: ConnectionState['secrets'][number]) => connection.signIn && !field.required;
  const secretInput = (field: ConnectionState['secrets'][number]) => (
    <SecretInput
      key={field.key}
      field={field}
      value={draft[field.key]}
      onChange={(value) => setText(field.key, value)}
    />
  );
  const key = connectionEditor(id);
  const escape = () => leave(only(key), adding === undefined ? onLeave : adding.onDrop);

  return (
    <Form
      label={`Settings of ${connection.name}`}
      form={form}
      nameOf={(field) => fieldName(connection, field)}
      className={styles.form}
      onSubmit={trial.saveAndTest}
      onEscape={escape}
      foot={
        <>
          <ConnectionFoot
            connection={connection}
            form={form}
            trial={trial}
            {...(isNew ? { onDrop: adding.onDrop } : {})}
          />
          {trial.test !== undefined && <Checks test={trial.test} />}
          {trial.test?.offers !== undefined && <Offers offers={trial.test.offers} />}
        </>
      }
    >
      <div className={styles.fields}>
        {isNew && (
          <IdentityInputs
            name={draft['name'] ?? ''}
            id={draft['connection'] ?? ''}
            onName={(name) => setText('name', name)}
            onId={(wanted) => setText('connection', wanted)}
          />
        )}
        {plain.map(input)}
        {connection.secrets.filter((field) => !isKept(field)).map(secretInput)}
      </div>
      {(advanced.length > 0 || connection.secrets.some(isKept)) && (
        <details className={styles.advanced}>
          <summary>Advanced</summary>
          <div className={styles.fields}>
            {advanced.map(input)}
            {connection.secrets.filter(isKept).map(secretInput)}
          </div>
        </details>
      )}
    </Form>
  );
}
