import { NativeSelect } from '@mantine/core';
import type { ActionPreview } from '#shared/contract/actions.ts';
import { failureWords } from '#renderer/data/failure.ts';
import styles from './composer.module.css';
import { composeWith } from './open.ts';
import type { Offer } from './use-offers.ts';

type Props = {
  readonly preview: ActionPreview;
  readonly offers: readonly Offer[] | undefined;
  readonly error: unknown;
};

/** Which connection does it; where several can, another may be chosen. */
export function Through({ preview: { action, where }, offers, error }: Props) {
  const capability = offers?.find((one) => one.action === action)?.capability;
  const able = offers?.filter((one) => one.capability === capability) ?? [];
  if (able.length > 1) {
    return (
      <NativeSelect
        label="Through"
        value={action}
        data={able.map((one) => ({ value: one.action, label: one.where }))}
        onChange={({ currentTarget }) => composeWith(currentTarget.value)}
      />
    );
  }
  return (
    <p className={styles.through}>
      Through {where}
      {error !== undefined && (
        <span role="alert"> Other connections could not be asked for. {failureWords(error)}</span>
      )}
    </p>
  );
}
