import { Button } from '@mantine/core';
import { useState } from 'react';
import { changeFor, readFor } from '#shared/model/setting-changes.ts';
import type { SettingOffer } from '#shared/model/connection.ts';
import { ask } from '#renderer/data/client.ts';
import { queries } from '#renderer/data/queries.ts';
import { rpc } from '#renderer/data/rpc.ts';
import { sayFailed } from '#renderer/kit/toast.tsx';
import styles from './offers.module.css';

const names: Record<SettingOffer['setting'], string> = { ownAddresses: 'your EDI addresses' };

function Offer({ offer }: { readonly offer: SettingOffer }) {
  const [state, setState] = useState<'open' | 'saving' | 'taken'>('open');
  const name = names[offer.setting];
  const take = async () => {
    setState('saving');
    try {
      const now = await ask(queries.settings());
      const change = changeFor([offer], now);
      await rpc.settings.set({ ...change, was: readFor(change, now) });
      setState('taken');
    } catch (error) {
      sayFailed(`It could not be added to ${name}.`, error);
      setState('open');
    }
  };
  return (
    <div className={styles.offer}>
      <p>
        Found in {offer.from}: {offer.values.join(', ')}
      </p>
      {state === 'taken' ? (
        <p role="status">Added to {name}. They are in Settings.</p>
      ) : (
        <Button variant="default" size="compact-sm" loading={state === 'saving'} onClick={() => void take()}>
          Add to {name}
        </Button>
      )}
    </div>
  );
}

/** What a test has found outside for settings of the workspace: a person takes it or leaves it. */
export function Offers({ offers }: { readonly offers: readonly SettingOffer[] }) {
  return offers.map((offer) => <Offer key={`${offer.setting} ${offer.values.join(' ')}`} offer={offer} />);
}
