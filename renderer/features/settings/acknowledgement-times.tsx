import { Button, NativeSelect, TextInput } from '@mantine/core';
import { useRef, useState } from 'react';
import { typeRuleField } from '#shared/contract/settings.ts';
import { type Draft, partnerField, type PartnerRule, typeChoices, type TypeRule } from './service-draft.ts';
import { Sentence } from './sentence.tsx';
import styles from './service-levels.module.css';

type Props = {
  readonly draft: Draft;
  readonly change: (part: Partial<Draft>) => void;
  readonly problemAt: (field: string) => string | null;
};

function Hours(props: {
  readonly label: string;
  readonly value: string;
  readonly problemId: string | undefined;
  readonly onChange: (value: string) => void;
}) {
  return (
    <TextInput
      className={styles.number}
      inputMode="decimal"
      autoComplete="off"
      aria-label={props.label}
      aria-describedby={props.problemId}
      error={props.problemId !== undefined}
      value={props.value}
      onChange={(event) => props.onChange(event.currentTarget.value)}
    />
  );
}

const capital = (text: string) => `${text.slice(0, 1).toUpperCase()}${text.slice(1)}`;

/** How long partners may take, as sentences: for document types, for everything else, for single partners. */
export function AcknowledgementTimes({ draft, change, problemAt }: Props) {
  const [added, setAdded] = useState<string>();
  const count = useRef(0);
  const addType = useRef<HTMLButtonElement>(null);
  const addPartner = useRef<HTMLButtonElement>(null);
  const { byType, byPartner } = draft;
  const types = typeChoices([...byType, ...byPartner].map((rule) => rule.documentType));
  const used = new Set(byType.map((rule) => rule.documentType));
  const free = types.find(({ value }) => !used.has(value));

  const newId = () => {
    const id = `new ${count.current++}`;
    setAdded(id);
    return id;
  };
  const setType = (id: string, part: Partial<TypeRule>) =>
    change({ byType: byType.map((rule) => (rule.id === id ? { ...rule, ...part } : rule)) });
  const setPartner = (id: string, part: Partial<PartnerRule>) =>
    change({ byPartner: byPartner.map((rule) => (rule.id === id ? { ...rule, ...part } : rule)) });

  const typeRule = (rule: TypeRule) => {
    const label = types.find(({ value }) => value === rule.documentType)?.label ?? rule.documentType;
    return (
      <Sentence
        key={rule.id}
        problem={problemAt(typeRuleField(rule.documentType))}
        remove={{
          label: `Remove the rule for ${label}`,
          run: () => {
            change({ byType: byType.filter(({ id }) => id !== rule.id) });
            addType.current?.focus();
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
                .filter(({ value }) => value === rule.documentType || !used.has(value))
                .map(({ value, label: words }) => ({ value, label: capital(words) }))}
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

  const partnerRule = (rule: PartnerRule) => (
    <Sentence
      key={rule.id}
      problem={problemAt(partnerField(rule))}
      remove={{
        label: `Remove the rule for ${rule.partner === '' ? 'this partner' : rule.partner}`,
        run: () => {
          change({ byPartner: byPartner.filter(({ id }) => id !== rule.id) });
          addPartner.current?.focus();
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
      <ul aria-label="Times for document types">
        {byType.map(typeRule)}
        <Sentence problem={problemAt('acknowledgement.default')}>
          {(problemId) => (
            <>
              <span>{byType.length === 0 ? 'Every document' : 'Every other document'} must be acknowledged within</span>
              <Hours
                label="Business hours for every other document"
                value={draft.others}
                problemId={problemId}
                onChange={(others) => change({ others })}
              />
              <span>business hours.</span>
            </>
          )}
        </Sentence>
      </ul>
      <Button
        ref={addType}
        variant="default"
        disabled={free === undefined}
        onClick={() => {
          const id = newId();
          change({ byType: [...byType, { id, documentType: free?.value ?? '', hours: draft.others }] });
        }}
      >
        Add a document type
      </Button>
      <ul aria-label="Times for single partners">{byPartner.map(partnerRule)}</ul>
      <Button
        ref={addPartner}
        variant="default"
        onClick={() => {
          const id = newId();
          const fresh = { id, partner: '', documentType: '', hours: draft.others, never: false };
          change({ byPartner: [...byPartner, fresh] });
        }}
      >
        Add a partner
      </Button>
    </div>
  );
}
