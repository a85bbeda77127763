import { Button } from '@mantine/core';
import { type KeyboardEvent, useEffect, useRef } from 'react';
import { withArticle } from '#shared/lib/sentence.ts';
import { goTo } from '#renderer/app/router.ts';
import { failureWords } from '#renderer/data/failure.ts';
import styles from './composer.module.css';
import { closeComposer, composeWith, leaveComposer } from './open.ts';
import { lacking, type Offer, useOffers } from './use-offers.ts';

type Props = {
  /** Only those that do this; null = all. */
  readonly capability: string | null;
};

/** What can be done about the issues, by which connection. Arrow keys move, Enter chooses. */
export function ChooseAction({ capability }: Props) {
  const { offers, error } = useOffers();
  const list = useRef<HTMLDivElement>(null);
  const there = offers?.filter((one) => capability === null || one.capability === capability);
  const count = there?.length ?? 0;
  useEffect(() => {
    if (count > 0) list.current?.querySelector('button')?.focus();
  }, [count]);
  const onKeyDown = (event: KeyboardEvent) => {
    // The dialog gave the focus to the whole list where there was no entry yet: Enter means its first one then.
    if (event.key === 'Enter' && event.target === list.current) list.current.querySelector('button')?.click();
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    if (step === 0) return;
    event.preventDefault();
    const buttons = [...(list.current?.querySelectorAll('button') ?? [])];
    const at = Math.max(
      0,
      buttons.findIndex((button) => button === document.activeElement),
    );
    buttons[(at + step + buttons.length) % buttons.length]?.focus();
  };
  if (there?.length === 0) return <NoOffers />;
  return (
    <div
      ref={list}
      tabIndex={-1}
      data-autofocus={count === 0 || undefined}
      onKeyDown={onKeyDown}
      className={styles.offers}
    >
      <Offers offers={there} error={error} />
    </div>
  );
}

function Offers({ offers, error }: { readonly offers: readonly Offer[] | undefined; readonly error: unknown }) {
  if (offers === undefined && error !== undefined) {
    return <p role="alert">The possible actions could not be loaded. {failureWords(error)}</p>;
  }
  if (offers === undefined) return <div className={styles.loading} role="status" aria-label="Loading the actions" />;
  return (
    <ul aria-label="Actions">
      {offers.map((offer, at) => (
        <li key={offer.action}>
          <OfferButton offer={offer} first={at === 0} />
        </li>
      ))}
    </ul>
  );
}

function NoOffers() {
  const main = useRef<HTMLButtonElement>(null);
  useEffect(() => main.current?.focus(), []);
  const toConnections = () => {
    closeComposer();
    goTo('connections');
  };
  return (
    <div className={styles.failed}>
      <p>No connection can act on issues yet. Set one up under Connections.</p>
      <footer className={styles.foot}>
        <Button variant="subtle" color="gray" onClick={leaveComposer}>
          Close
        </Button>
        <Button data-autofocus onClick={toConnections} ref={main}>
          Open connections
        </Button>
      </footer>
    </div>
  );
}

function OfferButton({ offer, first }: { readonly offer: Offer; readonly first: boolean }) {
  const missing = lacking(offer);
  const remark = missing ?? offer.trouble;
  return (
    <button
      type="button"
      data-autofocus={first || undefined}
      aria-disabled={missing !== null}
      onClick={() => missing === null && composeWith(offer.action)}
    >
      <span>{offer.verb}</span>
      <span className={styles.note}>
        Creates {withArticle(offer.noun)} through {offer.where}
        {remark !== null && `. ${remark}`}
      </span>
    </button>
  );
}
