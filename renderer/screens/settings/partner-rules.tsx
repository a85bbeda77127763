import { Button, NativeSelect, TextInput } from '@mantine/core';
import { useRef, useState } from 'react';
import { type ControlProps, typedText } from './control.ts';
import { typeChoices } from './documents.ts';
import { partnerField, type PartnerRule } from './forms.ts';
import { Hours } from './hours.tsx';
import { Sentence } from './sentence.tsx';
import styles from './service-levels.module.css';

/** How long single partners may take, as sentences. */
export function PartnerRules({ setting, value, set, draft, problemAt }: ControlProps<'partnerRules'>) {
  const [added, setAdded] = useState<string>();
  const count = useRef(0);
  const add = useRef<HTMLButtonElement>(null);
  const types = typeChoices([
    ...draft['acknowledgement.byType'].map((rule) => rule.documentType),
    ...value.map((rule) => rule.documentType),
  ]);

  const newId = () => {
    const id = `new ${count.current++}`;
    setAdded(id);
    return id;
  };
  const setPartner = (id: string, part: Partial<PartnerRule>) =>
    set(value.map((rule) => (rule.id === id ? { ...rule, ...part } : rule)));

  const partnerRule = (rule: PartnerRule) => (
    <Sentence
      key={rule.id}
      problem={problemAt(partnerField(rule))}
      remove={{
        label: `Remove the rule for ${rule.partner === '' ? 'this partner' : rule.partner}`,
        run: () => {
          set(value.filter(({ id }) => id !== rule.id));
          add.current?.focus();
        },
      }}
    >
      {(problemId) => (
        <>
          <TextInput
            className={styles.partner}
            aria-label="Partner"
            aria-describedby={problemId}
            placeholder="Name or EDI address"
            autoComplete="off"
            spellCheck={false}
            autoFocus={added === rule.id}
            error={problemId !== undefined}
            value={rule.partner}
            onChange={(event) => setPartner(rule.id, { partner: event.currentTarget.value })}
          />
          <NativeSelect
            aria-label="Whether this partner acknowledges"
            value={rule.never ? 'never' : 'must'}
            data={[
              { value: 'must', label: 'must acknowledge' },
              { value: 'never', label: 'never acknowledges' },
            ]}
            onChange={(event) => setPartner(rule.id, { never: event.currentTarget.value === 'never' })}
          />
          <NativeSelect
            className={styles.type}
            aria-label="Document type"
            value={rule.documentType}
            data={[{ value: '', label: 'any document' }, ...types]}
            onChange={(event) => setPartner(rule.id, { documentType: event.currentTarget.value })}
          />
          {!rule.never && (
            <span className={styles.unit}>
              <span>within</span>
              <Hours
                label={`Business hours for ${rule.partner === '' ? 'this partner' : rule.partner}`}
                value={rule.hours}
                problemId={problemId}
                onChange={(hours) => setPartner(rule.id, { hours })}
              />
              <span>business hours.</span>
            </span>
          )}
        </>
      )}
    </Sentence>
  );

  return (
    <div className={styles.rules}>
      <ul aria-label={setting.name}>{value.map(partnerRule)}</ul>
      <Button
        ref={add}
        variant="default"
        onClick={() => {
          const id = newId();
          const hours = typedText(draft, setting.others);
          set([...value, { id, partner: '', documentType: '', hours, never: false }]);
        }}
      >
        Add a partner
      </Button>
    </div>
  );
}
