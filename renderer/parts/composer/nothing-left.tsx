import { Button, TextInput } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import type { ActionPreview } from '#shared/contract/actions.ts';
import { capital } from '#shared/lib/sentence.ts';
import { thingName } from '#shared/model/feed/receipt-words.ts';
import { ActionChipView } from '#renderer/kit/action-chip.tsx';
import styles from './composer.module.css';
import { change, leaveComposer } from './open.ts';

/** A link has no focus of its own when it comes on screen. */
const focusLink = (link: HTMLAnchorElement | null) => link?.focus();

/** Nothing would be sent: what is there can be opened, or another one be asked for on purpose. */
export function NothingLeft({ preview, children }: { readonly preview: ActionPreview; readonly children: ReactNode }) {
  const { noun, standing, already, verb } = preview;
  const [purpose, setPurpose] = useState<string>();
  const chips = standing.flatMap(({ chip }) => chip ?? []);
  const link = chips.find(({ url }) => url !== null);
  const href = link?.url ?? null;
  const anybody = already.length > 0;
  const another = () => change({ purpose: (purpose ?? '').trim() });
  return (
    <>
      <div className={styles.scroll}>
        {children}
        <p className={styles.summary}>
          {!anybody && `This ${noun} has no recipient, so nothing would be sent.`}
          {anybody && already.length === 1 && `This issue already has its ${noun}, so nothing new will be sent.`}
          {already.length > 1 && `All of these issues already have their ${noun}, so nothing new will be sent.`}
        </p>
        {chips.length > 0 && (
          <p className={styles.chips}>
            {chips.map((chip) => (
              <ActionChipView key={chip.id} chip={chip} />
            ))}
          </p>
        )}
        {purpose !== undefined && (
          <TextInput
            autoFocus
            label={`Why another ${noun}?`}
            description={`A few words. Anyone who gives the same reason gets this ${noun}, not a third one.`}
            maxLength={120}
            value={purpose}
            onChange={(event) => setPurpose(event.currentTarget.value)}
            onKeyDown={(event) => {
              if (event.key === 'Enter' && purpose.trim() !== '') another();
            }}
          />
        )}
      </div>
      <footer className={styles.foot}>
        {anybody && purpose === undefined && (
          <Button variant="subtle" color="gray" onClick={() => setPurpose('')}>
            {verb} again
          </Button>
        )}
        {anybody && purpose !== undefined && (
          <Button variant="default" disabled={purpose.trim() === ''} onClick={another}>
            Prepare another {noun}
          </Button>
        )}
        {link === undefined || href === null ? (
          <Button autoFocus onClick={leaveComposer}>
            Close
          </Button>
        ) : (
          <Button ref={focusLink} component="a" href={href} target="_blank" rel="noreferrer" onClick={leaveComposer}>
            Open {already.length === 1 ? thingName(link) : capital(noun)}
          </Button>
        )}
      </footer>
    </>
  );
}
