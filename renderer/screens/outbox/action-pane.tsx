import { ActionIcon, Button } from '@mantine/core';
import { IconArrowLeft, IconX } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useLayoutEffect } from 'react';
import { capital } from '#shared/lib/sentence.ts';
import type { Action } from '#shared/model/action/action.ts';
import type { Targets } from '#renderer/app/commands/command.ts';
import { CommandButton } from '#renderer/app/commands/command-button.tsx';
import { queries } from '#renderer/data/queries.ts';
import { ActionChipView } from '#renderer/kit/action-chip.tsx';
import { actionWords } from '#renderer/kit/action-words.ts';
import { Failed } from '#renderer/kit/notice.tsx';
import { Next, When } from '#renderer/kit/time.tsx';
import pane from '#renderer/kit/pane.module.css';
import styles from './action-pane.module.css';
import { offersOf } from './columns.tsx';
import { leaveAction, toIssue } from './commands.ts';
import { actionPane } from './focus-pane.ts';
import { useOutbox } from './store.ts';
import { SentText } from './sent-text.tsx';
import { saysOf } from './words.ts';

function Fact({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

function Body({ action }: { readonly action: Action }) {
  const { tone, sentences } = saysOf(action);
  const mine = useOutbox(({ selected }) => selected.size === 0);
  const targets: Targets = { kind: 'open', ids: [action.id] };
  const connections = useQuery(queries.connections()).data?.connections;
  const through = connections?.find(({ connection }) => connection === action.connection)?.name ?? action.connection;
  const { to, attempts, nextAttemptAt, holdUntil } = action;
  return (
    <div className={styles.body} tabIndex={0} role="group" aria-label="What became of it">
      <p>{actionWords(action.state).meaning}</p>
      {sentences.map((words, at) => (
        <p key={words} className={styles.said} data-tone={at === 0 ? tone : 'plain'}>
          {words}
        </p>
      ))}
      <div className={styles.buttons}>
        {offersOf(action).map(({ command, label }, at) => (
          <CommandButton
            key={command.id}
            command={command}
            label={label}
            targets={targets}
            primary={at === 0}
            showKeys={mine}
          />
        ))}
        <CommandButton command={toIssue} label="Open the issue" targets={targets} showKeys={mine} />
      </div>
      <dl className={pane.facts}>
        <Fact name="What">
          {capital(action.noun)} through {through}
        </Fact>
        <Fact name="Partner">{action.partner === '' ? '–' : action.partner}</Fact>
        {to !== null && <Fact name="To">{to.name}</Fact>}
        <Fact name="Requested by">{action.requestedBy}</Fact>
        <Fact name="Requested">
          <When at={action.requestedAt} />
        </Fact>
        <Fact name="Last change">
          <When at={action.updatedAt} />
        </Fact>
        {attempts > 1 && <Fact name="Tries">{attempts}</Fact>}
        {nextAttemptAt !== null && holdUntil === null && (
          <Fact name="Next try">
            <Next at={nextAttemptAt} />
          </Fact>
        )}
      </dl>
      <SentText key={action.id} input={action.input} />
    </div>
  );
}

/** Everything about one action: where it stands, why, and what can be done. It stays when the action leaves the list. */
export function ActionPane({ id }: { readonly id: string }) {
  const listed = useOutbox(({ rows }) => rows.find((row) => row.id === id));
  const { data, error, refetch } = useQuery(queries.action(id));
  const action = listed ?? data?.actions[0];
  useLayoutEffect(() => actionPane.isThere(), []);
  useLayoutEffect(() => useOutbox.setState({ opened: action ?? null }), [action]);
  return (
    <section id={actionPane.id} tabIndex={-1} className={pane.pane} aria-label="Action">
      <header className={styles.head}>
        <span className={pane.back}>
          <Button variant="subtle" color="gray" leftSection={<IconArrowLeft size={14} />} onClick={leaveAction}>
            Outbox
          </Button>
        </span>
        {action !== undefined && <ActionChipView chip={action} />}
        {action !== undefined && action.reference !== null && (
          <span className={styles.thing}>{actionWords(action.state).label}</span>
        )}
        <span className={styles.space} />
        <ActionIcon aria-label="Close the action" title="Close" onClick={leaveAction}>
          <IconX size={16} />
        </ActionIcon>
      </header>
      {action !== undefined && <h1 className={`${pane.title} ${styles.title}`}>{action.issueTitle}</h1>}
      {action !== undefined && <Body action={action} />}
      {action === undefined && data !== undefined && (
        <p className={styles.body}>There is no such action here. Its address may be from another computer.</p>
      )}
      {action === undefined && error !== null && (
        <Failed what="The action could not be read." error={error} retry={() => void refetch()} />
      )}
    </section>
  );
}
