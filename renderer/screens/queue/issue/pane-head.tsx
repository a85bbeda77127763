import { ActionIcon, Button } from '@mantine/core';
import { IconArrowLeft, IconChevronDown, IconChevronUp, IconExternalLink, IconX } from '@tabler/icons-react';
import type { IssueDetail } from '#shared/contract/schemas/issue.ts';
import { stateRules } from '#shared/model/action/action-state.ts';
import type { IssueRow } from '#shared/model/issue/issue.ts';
import type { Command } from '#renderer/app/commands/command.ts';
import { runCommand } from '#renderer/app/commands/table.ts';
import { useHint } from '#renderer/app/keys/kept-keys.ts';
import { closeOrClear, leaveIssue, nextIssue, previousIssue } from '#renderer/screens/queue/commands.ts';
import { ActionChipView } from '#renderer/kit/action-chip.tsx';
import { SeverityIcon, severityName } from '#renderer/kit/severity.tsx';
import { Due } from '#renderer/kit/time.tsx';
import { PaneActions } from './pane-actions.tsx';
import pane from '#renderer/kit/pane.module.css';
import styles from './pane-head.module.css';
import { headingOf } from './said.ts';

type Props = {
  readonly id: string;
  readonly row: IssueRow | undefined;
  readonly links: IssueDetail['links'];
};

/** What a button says of itself, with its key as it is set. */
const titled = (words: string, hint: ReturnType<typeof useHint>): string =>
  hint === null ? words : `${words} (${hint.keys.join(' ')})`;

function Step({ command, icon: Icon }: { readonly command: Command; readonly icon: typeof IconChevronUp }) {
  const hint = useHint(command);
  const { label } = command;
  return (
    <ActionIcon aria-label={label} title={titled(label, hint)} onClick={() => runCommand(command)}>
      <Icon size={16} />
    </ActionIcon>
  );
}

/** The issue's name, state and what can be done with it; stays in place while the rest scrolls. */
export function PaneHead({ id, row, links }: Props) {
  const hint = useHint(closeOrClear);
  return (
    <header className={styles.head}>
      <div className={styles.top}>
        <span className={pane.back}>
          <Button variant="subtle" color="gray" leftSection={<IconArrowLeft size={14} />} onClick={leaveIssue}>
            Queue
          </Button>
        </span>
        {row !== undefined && (
          <span className={styles.crumb}>
            <SeverityIcon severity={row.severity} />
            <span>{severityName(row.severity)}</span>
            <span className={styles.dot}>·</span>
            <span className={styles.partner}>{row.partner}</span>
          </span>
        )}
        <span className={styles.space} />
        <Step command={previousIssue} icon={IconChevronUp} />
        <Step command={nextIssue} icon={IconChevronDown} />
        <ActionIcon aria-label="Close the issue" title={titled('Close', hint)} onClick={leaveIssue}>
          <IconX size={16} />
        </ActionIcon>
      </div>
      {row !== undefined && (
        <>
          <h1 className={`${pane.title} ${styles.title}`}>{headingOf(row)}</h1>
          <div className={styles.state}>
            {row.status === 'open' ? null : <span className={styles.status}>{statusWords(row)}</span>}
            {row.status !== 'resolved' && row.dueAt !== null && <Due at={row.dueAt} long />}
            {row.actions
              .filter(({ state }) => !stateRules[state].quiet)
              .map((chip) => (
                <ActionChipView key={chip.id} chip={chip} />
              ))}
            {linksBeside(row, links).map((link) => (
              <a key={link.url} href={link.url} target="_blank" rel="noreferrer" className={styles.link}>
                {link.label}
                <IconExternalLink size={13} stroke={1.8} aria-hidden="true" />
              </a>
            ))}
          </div>
          <PaneActions id={id} row={row} />
        </>
      )}
    </header>
  );
}

/** Where an action's chip leads already needs no second link. */
function linksBeside({ actions }: IssueRow, links: Props['links']): Props['links'] {
  return links.filter(({ url, label }) => !actions.some((chip) => chip.url === url || names(label, chip.reference)));
}

const names = (label: string, reference: string | null): boolean =>
  reference !== null && label.split(' ').includes(reference);

/** What was closed outside: said where only one thing can be meant. Its number stands on the chip. */
function closedWords({ actions }: IssueRow): string {
  const [one, ...others] = actions.filter(({ state, reference }) => stateRules[state].tookEffect && reference !== null);
  if (one === undefined || others.length > 0) return 'closed in the other system';
  return `the ${one.noun} was closed`;
}

function statusWords(row: IssueRow): string {
  if (row.status === 'acknowledged') return 'Acknowledged';
  if (row.resolvedBy === 'source') return 'Resolved: the source reports that it went through';
  if (row.resolvedBy === 'outside') return `Resolved: ${closedWords(row)}`;
  return 'Resolved';
}
