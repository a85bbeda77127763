import { Button } from '@mantine/core';
import { type KeyboardEvent, useEffect, useState } from 'react';
import type { ActionPreview } from '#shared/contract/actions.ts';
import { useEditor } from '#renderer/app/unsaved.ts';
import { failureOf } from '#renderer/data/failure.ts';
import { fieldProblemsOf } from '#renderer/data/field-problems.ts';
import { canReachCore } from '#renderer/kit/offline.ts';
import { CannotCompose } from './cannot-compose.tsx';
import { ChooseAction } from './choose-action.tsx';
import styles from './composer.module.css';
import { type Draft, isOne, isWritten } from './draft.ts';
import { EachOne } from './each-one.tsx';
import { ExactText } from './exact-text.tsx';
import { Fields } from './fields.tsx';
import { LargeBatch, largeFrom, sendWords } from './large-batch.tsx';
import { Problems } from './other-problems.tsx';
import { NothingLeft } from './nothing-left.tsx';
import { closeComposer, composer, leaveComposer, useComposer, type Wish } from './open.ts';
import { Extent, Outlook } from './outlook.tsx';
import { Recipients } from './recipients.tsx';
import { send } from './send.ts';
import { Through } from './through.tsx';
import { UndoHint } from './undo-hint.tsx';
import { useOffers } from './use-offers.ts';
import { usePreviews } from './use-previews.ts';

type Props = { readonly wish: Wish; readonly action: string };

function sendOnce(wish: Wish, preview: ActionPreview, draft: Draft): void {
  // The dialog is closed by the first Enter; a second one before it is gone must not send again.
  if (useComposer.getState().wish !== wish || !canReachCore()) return;
  closeComposer();
  void send(wish, preview, draft);
}

/** What would be sent, as a form. Enter confirms from anywhere but a long text, where Ctrl+Enter does. */
export function ComposerForm({ wish, action }: Props) {
  const { draft, eager, problems: refused } = useComposer();
  const [sure, setSure] = useState(false);
  const { offers, error: offersError } = useOffers();
  const {
    preview,
    ready,
    error,
    problems: said,
    nth,
    again,
  } = usePreviews({
    ids: wish.ids,
    whole: wish.whole === true,
    action,
    draft,
  });
  const wrong = fieldProblemsOf(error);
  const [last, setLast] = useState<ActionPreview>();
  // What was refused is put right in the form that was there before.
  const shown = preview ?? (wrong.length > 0 ? last : undefined);
  if (preview !== undefined && preview !== last) setLast(preview);
  const problems = [...wrong, ...said, ...refused];
  const isLarge = (preview?.count ?? 0) > largeFrom;

  const confirm = (certain = sure) => {
    if (preview === undefined || !ready) useComposer.setState({ eager: true });
    else if (problems.length > 0) document.querySelector<HTMLElement>('[data-composer] [aria-invalid="true"]')?.focus();
    else if (preview.count === 0) return;
    else if (isLarge && !certain) setSure(true);
    else sendOnce(wish, preview, draft);
  };
  useEffect(() => {
    if (!eager || !ready || preview === undefined) return;
    if (preview.count > 0 && preview.count <= largeFrom) sendOnce(wish, preview, draft);
  }, [eager, ready, preview, wish, draft]);

  const verb = preview?.verb;
  useEffect(() => useComposer.setState({ verb: verb ?? null }), [verb]);

  const noun = shown?.noun;
  const name = noun === undefined ? 'What you are writing' : `The ${noun} you are writing`;
  useEditor(composer, isWritten(draft), { name, save: null, discard: closeComposer, kept: false });

  if (failureOf(error).code === 'NOT_CHOSEN') return <ChooseAction capability={action} />;
  const through = <Through asked={action} preview={shown} offers={offers} error={offersError} />;
  if (error !== undefined && shown === undefined) {
    return (
      <CannotCompose error={error} retry={again}>
        {through}
      </CannotCompose>
    );
  }

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || event.defaultPrevented) return;
    const { target } = event;
    if (target instanceof HTMLTextAreaElement && !event.ctrlKey && !event.metaKey) return;
    if (target instanceof HTMLElement && target.closest('button:not([data-confirm]), a, summary') !== null) return;
    event.preventDefault();
    confirm();
  };
  const offer = offers?.find((one) => one.action === shown?.action);
  const need = offer?.needs.recipients;
  const head = (
    <>
      {through}
      {need !== undefined && need !== null && <Recipients need={need} draft={draft} problems={problems} />}
      {draft.purpose !== '' && <p className={styles.summary}>Another one, because: {draft.purpose}</p>}
    </>
  );
  if (shown?.count === 0) {
    return (
      <div data-composer>
        <NothingLeft preview={shown}>
          {head}
          <Outlook preview={shown} />
        </NothingLeft>
      </div>
    );
  }
  if (preview !== undefined && isLarge && (sure || (eager && ready))) {
    const back = () => {
      setSure(false);
      useComposer.setState({ eager: false });
    };
    return <LargeBatch preview={preview} offer={offer} confirm={() => confirm(true)} back={back} />;
  }
  const one = shown === undefined || isOne(wish.ids, shown);
  return (
    <div onKeyDown={onKeyDown} data-composer>
      <div className={styles.scroll}>
        {shown === undefined && <div className={styles.loading} role="status" aria-label="Preparing the preview" />}
        {head}
        {shown !== undefined && (
          <>
            <Extent preview={shown} one={one} />
            <Fields preview={shown} draft={draft} problems={problems} one={one} />
            {shown.count > 1 && <EachOne preview={shown} nth={nth} />}
            {shown.count === 1 && shown.fields.length === 0 && <ExactText preview={shown} own={false} />}
            <Problems preview={shown} problems={problems} />
            <Outlook preview={shown} />
          </>
        )}
      </div>
      <footer className={styles.foot}>
        <UndoHint waits={shown !== undefined && shown.heldBack.length > 0} />
        <Button variant="subtle" color="gray" onClick={leaveComposer}>
          Cancel
        </Button>
        <Button
          data-autofocus
          data-confirm
          onClick={() => confirm()}
          rightSection={
            <kbd aria-hidden="true" className={styles.key}>
              Enter
            </kbd>
          }
        >
          {shown === undefined ? 'Send' : sendWords(shown, offer)}
        </Button>
      </footer>
    </div>
  );
}
