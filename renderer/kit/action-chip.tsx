import {
  IconAlertTriangle,
  IconBan,
  IconCheck,
  IconClockHour4,
  IconHelpCircle,
  IconLoader2,
  IconRefresh,
} from '@tabler/icons-react';
import type { ActionChip as Chip, ActionState } from '#shared/model/action/action.ts';
import { capital } from '#shared/lib/sentence.ts';
import { stateRules } from '#shared/model/action/action-state.ts';
import { thingName } from '#shared/model/feed/receipt-words.ts';
import { type Millis, second } from '#shared/lib/time.ts';
import { useNow } from '#renderer/data/now.ts';
import styles from './action-chip.module.css';
import { actionWords } from './action-words.ts';
import { HoldRing } from './hold-ring.tsx';
import { useHeldUntil } from './held-until.ts';

function StateIcon({ state, until }: { readonly state: ActionState; readonly until: Millis | null }) {
  const icon = { size: 13, stroke: 2, 'aria-hidden': true } as const;
  if (state === 'held') return <HoldRing until={until} />;
  if (state === 'sending') return <IconLoader2 {...icon} className={styles.spin} />;
  if (state === 'failed (temporary)') return <IconRefresh {...icon} />;
  const { tone } = actionWords(state);
  if (tone === 'good') return <IconCheck {...icon} stroke={2.6} />;
  if (tone === 'bad') return <IconAlertTriangle {...icon} />;
  if (tone === 'unsure') return <IconHelpCircle {...icon} />;
  if (tone === 'off') return <IconBan {...icon} />;
  return <IconClockHour4 {...icon} />;
}

/** The time in which it can still be taken back. */
function Countdown({ until }: { readonly until: Millis }) {
  const left = Math.max(0, until - useNow('second'));
  return <>Sending in {Math.ceil(left / second)} s</>;
}

type Props = {
  readonly chip: Chip;
  /** In a list with a cursor, which has one stop for the Tab key. */
  readonly inGrid?: boolean;
};

/** Where an escalation stands; shows the outside number, as a link, once there is one. */
export function ActionChipView({ chip, inGrid = false }: Props) {
  const words = actionWords(chip.state);
  const until = useHeldUntil(chip.id);
  const label =
    until !== null && chip.state === 'held' ? (
      <Countdown until={until} />
    ) : stateRules[chip.state].spent ? (
      `${capital(chip.noun)} ${words.label.toLowerCase()}`
    ) : (
      (chip.reference ?? words.label)
    );
  const title = chip.reference === null ? words.meaning : `${words.label}: ${thingName(chip)}. ${words.meaning}`;
  const body = (
    <>
      <StateIcon state={chip.state} until={until} />
      <span>{label}</span>
    </>
  );
  if (chip.url !== null) {
    return (
      <a
        className={styles.chip}
        data-tone={words.tone}
        data-state={chip.state}
        href={chip.url}
        target="_blank"
        rel="noreferrer"
        title={title}
        aria-label={`Open ${thingName(chip)}, ${words.label.toLowerCase()}`}
        tabIndex={inGrid ? -1 : undefined}
        onClick={(event) => event.stopPropagation()}
      >
        {body}
      </a>
    );
  }
  return (
    <span className={styles.chip} data-tone={words.tone} data-state={chip.state} title={title}>
      {body}
    </span>
  );
}
