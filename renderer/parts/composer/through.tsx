import { NativeSelect } from '@mantine/core';
import type { ActionPreview } from '#shared/contract/actions.ts';
import { failureWords } from '#renderer/data/failure.ts';
import styles from './composer.module.css';
import { composeWith } from './open.ts';
import type { Offer } from './use-offers.ts';

type Props = {
  /** What was asked for: an action of a connection, or a capability. */
  readonly asked: string;
  /** As far as it is known; of the connection that was chosen before, until the next one has answered. */
  readonly preview: Pick<ActionPreview, 'action' | 'where'> | undefined;
  readonly offers: readonly Offer[] | undefined;
  readonly error: unknown;
};

/** Which connection does it; where several can, another may be chosen. */
export function Through({ asked, preview, offers, error }: Props) {
  const chosen =
    offers?.find(({ action }) => action === asked) ?? offers?.find(({ action }) => action === preview?.action);
  const able = offers?.filter(({ capability }) => capability === chosen?.capability) ?? [];
  if (chosen !== undefined && able.length > 1) {
    return (
      <NativeSelect
        label="Through"
        value={chosen.action}
        data={able.map((one) => ({ value: one.action, label: one.where }))}
        onChange={({ currentTarget }) => composeWith(currentTarget.value)}
      />
    );
  }
  if (preview === undefined) return null;
  return (
    <p className={styles.through}>
      Through {preview.where}
      {error !== undefined && <span role="alert"> The other connections could not be read. {failureWords(error)}</span>}
    </p>
  );
}
