import { Button } from '@mantine/core';
import { type FormEvent, useEffect, useRef, useState } from 'react';
import type { ConnectionState, ConnectionTest } from '#shared/model/connection.ts';
import { useEditor } from '#renderer/app/unsaved.ts';
import { failureWords, fieldProblemOf, wasCancelled } from '#renderer/data/failure.ts';
import { rpc } from '#renderer/data/rpc.ts';
import { Disconnect } from './disconnect.tsx';
import { Checks } from './checks.tsx';
import styles from './connections.module.css';
import { IdentityInputs } from './identity-inputs.tsx';
import { Offers } from './offers.tsx';
import { SecretInput, SettingInput } from './field.tsx';

/** Of one that is being added: its id once it is there, or that it is not to be. */
export type Adding = { readonly onMade: (id: string) => void; readonly onDrop: () => void };

type Props = { readonly connection: ConnectionState; readonly onChanged: () => void; readonly adding?: Adding };
type Values = Readonly<Record<string, string>>;
type Busy = 'test' | 'sign-in' | 'disconnect' | null;
type Problem = { readonly field: string | null; readonly words: string };

function problemOf(error: unknown): Problem {
  const field = fieldProblemOf(error);
  if (field !== undefined) return field;
  return { field: null, words: failureWords(error) };
}

/** What this form's edits are called among all that is not saved. */
export const connectionEditor = (id: string): string => `connection ${id}`;

/** The values that are not those in `sent`. */
function butFor(now: Values, sent: Values): Values {
  return Object.fromEntries(Object.entries(now).filter(([key, value]) => sent[key] !== value));
}

/** The settings of a connector, made from its own description, with save, test and sign-in. */
export function ConnectionForm({ connection, onChanged, adding }: Props) {
  const { connector } = connection;
  const [name, setName] = useState(connection.name);
  const [wantedId, setWantedId] = useState(connection.connection);
  // Once it is stored it is no longer added, also before the list has been read again.
  const [madeId, setMadeId] = useState<string>();
  const isNew = adding !== undefined && madeId === undefined;
  const id = madeId ?? connection.connection;
  const [settings, setSettings] = useState<Values>({});
  const [secrets, setSecrets] = useState<Values>({});
  const [busy, setBusy] = useState<Busy>(null);
  const [test, setTest] = useState<ConnectionTest>();
  const [problem, setProblem] = useState<Problem>();
  const abort = useRef<AbortController>(undefined);
  useEffect(() => () => abort.current?.abort(), []);

  const run = async (what: Busy, work: (signal: AbortSignal) => Promise<void>) => {
    abort.current = new AbortController();
    setBusy(what);
    setProblem(undefined);
    try {
      await work(abort.current.signal);
    } catch (error) {
      if (!wasCancelled(error)) setProblem(problemOf(error));
    }
    setBusy(null);
    onChanged();
  };
  const save = async (signal: AbortSignal) => {
    const what = { connector, settings: { ...settings }, secrets: { ...secrets } };
    const which = isNew ? { connection: wantedId.trim(), name, another: true } : { connection: id };
    const { connection: stored } = await rpc.connections.connect({ ...what, ...which }, { signal });
    if (isNew) {
      setMadeId(stored);
      adding.onMade(stored);
    }
    // What was typed while it was saved stays.
    setSettings((now) => butFor(now, settings));
    setSecrets((now) => butFor(now, secrets));
    return stored;
  };
  const saveOnly = async (): Promise<boolean> => {
    let saved = false;
    await run('test', async (signal) => {
      await save(signal);
      saved = true;
    });
    return saved;
  };
  const discard = () => {
    setName(connection.name);
    setWantedId(connection.connection);
    setSettings({});
    setSecrets({});
    setProblem(undefined);
  };
  const dirty =
    (isNew && (name !== connection.name || wantedId !== connection.connection)) ||
    Object.keys(secrets).length > 0 ||
    connection.settings.some(({ key, value }) => settings[key] !== undefined && settings[key] !== value);
  useEditor(connectionEditor(id), dirty, {
    name: `Settings of ${connection.name}`,
    save: saveOnly,
    discard,
    kept: false,
  });
  const saveAndTest = (event: FormEvent) => {
    event.preventDefault();
    void run('test', async (signal) => {
      setTest(undefined);
      const stored = await save(signal);
      setTest(await rpc.connections.test({ connection: stored }, { signal }));
    });
  };
  const signIn = () =>
    run('sign-in', async (signal) => {
      setTest(undefined);
      const stored = await save(signal);
      await rpc.connections.signIn({ connection: stored }, { signal });
    });
  const disconnect = () =>
    run('disconnect', async (signal) => {
      setTest(undefined);
      await rpc.connections.disconnect({ connection: id }, { signal });
    });

  const problemAt = (field: string) => (problem?.field === field ? problem.words : null);
  const plain = connection.settings.filter((field) => field.advanced !== true);
  const advanced = connection.settings.filter((field) => field.advanced === true);
  const input = (field: ConnectionState['settings'][number]) => (
    <SettingInput
      key={field.key}
      field={field}
      value={settings[field.key] ?? field.value}
      error={problemAt(field.key)}
      onChange={(value) => setSettings({ ...settings, [field.key]: value })}
    />
  );
  // What a sign-in brings, nobody has to type.
  const isKept = (field: ConnectionState['secrets'][number]) => connection.signIn && !field.required;
  const secretInput = (field: ConnectionState['secrets'][number]) => (
    <SecretInput
      key={field.key}
      field={field}
      value={secrets[field.key]}
      error={problemAt(field.key)}
      onChange={(value) => {
        const { [field.key]: _, ...others } = secrets;
        setSecrets(value === undefined ? others : { ...others, [field.key]: value });
      }}
    />
  );
  const known =
    [...connection.settings, ...connection.secrets].some((field) => field.key === problem?.field) ||
    (isNew && (problem?.field === 'name' || problem?.field === 'connection'));

  return (
    <form className={styles.form} onSubmit={saveAndTest} noValidate>
      <div className={styles.fields}>
        {isNew && (
          <IdentityInputs name={name} id={wantedId} problemAt={problemAt} onName={setName} onId={setWantedId} />
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
      {problem !== undefined && !known && (
        <p className={styles.problem} role="alert">
          {problem.words}
        </p>
      )}
      <div className={styles.buttons}>
        <Button
          type="submit"
          variant={connection.status === 'needs sign-in' ? 'default' : 'filled'}
          loading={busy === 'test'}
          disabled={busy !== null && busy !== 'test'}
        >
          Save and test
        </Button>
        {connection.signIn && (
          <Button
            variant={connection.status === 'needs sign-in' ? 'filled' : 'default'}
            loading={busy === 'sign-in'}
            disabled={busy !== null && busy !== 'sign-in'}
            onClick={() => void signIn()}
          >
            Sign in
          </Button>
        )}
        {isNew && (
          <Button variant="subtle" color="gray" disabled={busy !== null} onClick={adding.onDrop}>
            Do not add it
          </Button>
        )}
        {connection.status !== 'not connected' && <Disconnect busy={busy !== null} onDisconnect={disconnect} />}
        {busy === 'sign-in' && (
          <span className={styles.waiting} role="status">
            Finish signing in in your browser.
            <button type="button" onClick={() => abort.current?.abort()}>
              Stop waiting
            </button>
          </span>
        )}
      </div>
      {test !== undefined && <Checks test={test} />}
      {test?.offers !== undefined && <Offers offers={test.offers} />}
    </form>
  );
}
