import { Button } from '@mantine/core';
import { bindingField, typeRuleField } from '#shared/contract/settings.ts';
import { isSettingKey, settings } from '#shared/model/workspace-settings.ts';
import { aDocument, dayNames } from './service-draft.ts';
import type { Conflict } from './service-merge.ts';
import styles from './service-levels.module.css';

type Props = {
  readonly conflicts: readonly Conflict[];
  readonly choose: (field: string, whose: 'mine' | 'theirs') => void;
};

const partnerPrefix = 'acknowledgement.bypartner.';

function nameOf(field: string): string {
  if (isSettingKey(field)) return settings[field].name;
  if (field.startsWith(bindingField(''))) return `Which connection does ${field.slice(bindingField('').length)}`;
  if (field.startsWith(typeRuleField('')))
    return `Time to acknowledge ${aDocument(field.slice(typeRuleField('').length))}`;
  const dot = field.lastIndexOf('.');
  const type = field.slice(dot + 1);
  const what = type === '*' ? 'any document' : aDocument(type.toUpperCase());
  return `Time for ${field.slice(partnerPrefix.length, dot)} to acknowledge ${what}`;
}

function valueOf(field: string, value: string | null): string {
  if (value === null) return field.startsWith(bindingField('')) ? 'Not set' : 'No rule';
  if (field === 'undoSeconds') return `${value} s`;
  const kind = isSettingKey(field) ? settings[field].kind : null;
  if (kind === 'days')
    return value
      .split(',')
      .map((day) => dayNames[Number(day) - 1] ?? day)
      .join(', ');
  if (kind === 'addresses' || kind === 'dates') return value === '' ? 'None' : value.split('\n').join(', ');
  if (!field.startsWith('acknowledgement.')) return value;
  return value === 'never' ? 'Never acknowledges' : `${value} business hours`;
}

/** What was changed here and elsewhere in different ways: both values, and a choice for each. */
export function Conflicts({ conflicts, choose }: Props) {
  if (conflicts.length === 0) return null;
  return (
    <div className={styles.conflicts} role="alert">
      <p>Somebody else changed this while you were editing. Nothing is saved until you choose.</p>
      <ul>
        {conflicts.map(({ field, mine, theirs }) => (
          <li key={field}>
            <h3>{nameOf(field)}</h3>
            <div className={styles.choice}>
              <span>Yours: {valueOf(field, mine)}</span>
              <Button
                variant="default"
                aria-label={`Keep mine: ${nameOf(field)}`}
                onClick={() => choose(field, 'mine')}
              >
                Keep mine
              </Button>
            </div>
            <div className={styles.choice}>
              <span>Theirs: {valueOf(field, theirs)}</span>
              <Button
                variant="default"
                aria-label={`Take theirs: ${nameOf(field)}`}
                onClick={() => choose(field, 'theirs')}
              >
                Take theirs
              </Button>
            </div>
          </li>
        ))}
      </ul>
    </div>
  );
}
