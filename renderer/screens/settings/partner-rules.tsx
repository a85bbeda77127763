import { NativeSelect, TextInput } from '@mantine/core';
import { RuleRows } from '#renderer/kit/form/rule-rows.tsx';
import { type ControlProps, typedText } from './control.ts';
import { typeChoices } from './documents.ts';
import { partnerField, type PartnerRule } from './forms.ts';
import { Hours } from './hours.tsx';
import styles from './service-levels.module.css';

const nameOf = ({ partner }: PartnerRule) => (partner === '' ? 'this partner' : partner);

/** How long single partners may take, as sentences. */
export function PartnerRules({ setting, value, set, draft }: ControlProps<'partnerRules'>) {
  const types = typeChoices([
    ...draft['acknowledgement.byType'].map((rule) => rule.documentType),
    ...value.map((rule) => rule.documentType),
  ]);
  const setRule = (id: string, part: Partial<PartnerRule>) =>
    set(value.map((rule) => (rule.id === id ? { ...rule, ...part } : rule)));
  const make = (id: string): PartnerRule => ({
    id,
    partner: '',
    documentType: '',
    hours: typedText(draft, setting.others),
    never: false,
  });

  return (
    <RuleRows
      label={setting.name}
      rules={value}
      set={set}
      fieldOf={partnerField}
      nameOf={nameOf}
      add={{ label: 'Add a partner', make }}
      ordered
    >
      {(rule, problemId, isNew) => (
        <>
          <TextInput
            className={styles.partner}
            aria-label="Partner"
            aria-describedby={problemId}
            placeholder="Name or EDI address"
            autoComplete="off"
            spellCheck={false}
            autoFocus={isNew}
            error={problemId !== undefined}
            value={rule.partner}
            onChange={(event) => setRule(rule.id, { partner: event.currentTarget.value })}
          />
          <NativeSelect
            aria-label="Whether this partner acknowledges"
            value={rule.never ? 'never' : 'must'}
            data={[
              { value: 'must', label: 'must acknowledge' },
              { value: 'never', label: 'never acknowledges' },
            ]}
            onChange={(event) => setRule(rule.id, { never: event.currentTarget.value === 'never' })}
          />
          <NativeSelect
            className={styles.type}
            aria-label="Document type"
            value={rule.documentType}
            data={[{ value: '', label: 'any document' }, ...types]}
            onChange={(event) => setRule(rule.id, { documentType: event.currentTarget.value })}
          />
          {!rule.never && (
            <span className={styles.unit}>
              <span>within</span>
              <Hours
                label={`Business hours for ${nameOf(rule)}`}
                value={rule.hours}
                problemId={problemId}
                onChange={(hours) => setRule(rule.id, { hours })}
              />
              <span>business hours.</span>
            </span>
          )}
        </>
      )}
    </RuleRows>
  );
}
