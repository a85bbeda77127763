import { Button, NativeSelect } from '@mantine/core';
import { useRef, useState } from 'react';
import { typeRuleField } from '#shared/model/setting-changes.ts';
import { isSettingKey, settings } from '#shared/model/workspace-settings.ts';
import { type ControlProps, typedText } from './control.ts';
import { typeChoices } from './documents.ts';
import type { TypeRule } from './forms.ts';
import { Hours } from './hours.tsx';
import { Sentence } from './sentence.tsx';
import styles from './service-levels.module.css';

const capital = (text: string) => `${text.slice(0, 1).toUpperCase()}${text.slice(1)}`;

/** How long partners may take, as sentences: for document types, and for everything else. */
export function TypeRules({ setting, value, set, draft, change, problemAt }: ControlProps<'typeRules'>) {
  const [added, setAdded] = useState<string>();
  const count = useRef(0);
  const add = useRef<HTMLButtonElement>(null);
  const types = typeChoices([
    ...value.map((rule) => rule.documentType),
    ...draft['acknowledgement.byPartner'].map((rule) => rule.documentType),
  ]);
  const used = new Set(value.map((rule) => rule.documentType));
  const free = types.find((one) => !used.has(one.value));
  const others = setting.others;

  const newId = () => {
    const id = `new ${count.current++}`;
    setAdded(id);
    return id;
  };
  const setType = (id: string, part: Partial<TypeRule>) =>
    set(value.map((rule) => (rule.id === id ? { ...rule, ...part } : rule)));

  const typeRule = (rule: TypeRule) => {
    const label = types.find((one) => one.value === rule.documentType)?.label ?? rule.documentType;
    return (
      <Sentence
        key={rule.id}
        problem={problemAt(typeRuleField(rule.documentType))}
        remove={{
          label: `Remove the rule for ${label}`,
          run: () => {
            set(value.filter(({ id }) => id !== rule.id));
            add.current?.focus();
          },
        }}
      >
        {(problemId) => (
          <>
            <NativeSelect
              className={styles.type}
              aria-label="Document type"
              autoFocus={added === rule.id}
              value={rule.documentType}
              data={types
                .filter((one) => one.value === rule.documentType || !used.has(one.value))
                .map((one) => ({ ...one, label: capital(one.label) }))}
              onChange={(event) => setType(rule.id, { documentType: event.currentTarget.value })}
            />
            <span>must be acknowledged within</span>
            <Hours
              label={`Business hours for ${label}`}
              value={rule.hours}
              problemId={problemId}
              onChange={(hours) => setType(rule.id, { hours })}
            />
            <span>business hours.</span>
          </>
        )}
      </Sentence>
    );
  };

  return (
    <div className={styles.rules}>
      <ul aria-label={setting.name}>
        {value.map(typeRule)}
        {isSettingKey(others) && (
          <Sentence problem={problemAt(others)}>
            {(problemId) => (
              <>
                <span>
                  {value.length === 0 ? 'Every document' : 'Every other document'} must be acknowledged within
                </span>
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
        )}
      </ul>
      <Button
        ref={add}
        variant="default"
        disabled={free === undefined}
        onClick={() => {
          const id = newId();
          set([...value, { id, documentType: free?.value ?? '', hours: typedText(draft, others) }]);
        }}
      >
        Add a document type
      </Button>
    </div>
  );
}
