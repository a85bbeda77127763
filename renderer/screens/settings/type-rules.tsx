import { NativeSelect } from '@mantine/core';
import { typeRuleField } from '#shared/model/setting-changes.ts';
import { isSettingKey, settings } from '#shared/model/workspace-settings.ts';
import { RuleRows } from '#renderer/kit/form/rule-rows.tsx';
import { Sentence } from '#renderer/kit/form/sentence.tsx';
import { capital } from '#shared/lib/sentence.ts';
import { type ControlProps, typedText } from './control.ts';
import { typeChoices } from './documents.ts';
import type { TypeRule } from './forms.ts';
import { Hours } from './hours.tsx';
import styles from './service-levels.module.css';

/** How long partners may take, as sentences: for document types, and for everything else. */
export function TypeRules({ setting, value, set, draft, change }: ControlProps<'typeRules'>) {
  const types = typeChoices([
    ...value.map((rule) => rule.documentType),
    ...draft['acknowledgement.byPartner'].map((rule) => rule.documentType),
  ]);
  const used = new Set(value.map((rule) => rule.documentType));
  const free = types.find((one) => !used.has(one.value));
  const others = setting.others;
  const nameOf = ({ documentType }: TypeRule) => types.find((one) => one.value === documentType)?.label ?? documentType;
  const setRule = (id: string, part: Partial<TypeRule>) =>
    set(value.map((rule) => (rule.id === id ? { ...rule, ...part } : rule)));
  const make = (id: string): TypeRule => ({
    id,
    documentType: free?.value ?? '',
    hours: typedText(draft, others),
  });

  const everythingElse = isSettingKey(others) && (
    <Sentence field={others}>
      {(problemId) => (
        <>
          <span>{value.length === 0 ? 'Every document' : 'Every other document'} must be acknowledged within</span>
          <Hours
            label={settings[others].label ?? settings[others].name}
            value={typedText(draft, others)}
            problemId={problemId}
            onChange={(hours) => change(others, hours)}
          />
          <span>business hours.</span>
        </>
      )}
    </Sentence>
  );

  return (
    <RuleRows
      label={setting.name}
      rules={value}
      set={set}
      fieldOf={(rule) => typeRuleField(rule.documentType)}
      nameOf={nameOf}
      add={{ label: 'Add a document type', make: free === undefined ? null : make }}
      last={everythingElse}
    >
      {(rule, problemId, isNew) => (
        <>
          <NativeSelect
            className={styles.type}
            aria-label="Document type"
            autoFocus={isNew}
            value={rule.documentType}
            data={types
              .filter((one) => one.value === rule.documentType || !used.has(one.value))
              .map((one) => ({ ...one, label: capital(one.label) }))}
            onChange={(event) => setRule(rule.id, { documentType: event.currentTarget.value })}
          />
          <span>must be acknowledged within</span>
          <Hours
            label={`Business hours for ${nameOf(rule)}`}
            value={rule.hours}
            problemId={problemId}
            onChange={(hours) => setRule(rule.id, { hours })}
          />
          <span>business hours.</span>
        </>
      )}
    </RuleRows>
  );
}
