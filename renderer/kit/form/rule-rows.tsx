import { ActionIcon, Button, CloseButton } from '@mantine/core';
import { IconArrowDown, IconArrowUp } from '@tabler/icons-react';
import { type KeyboardEvent, type ReactNode, useLayoutEffect, useRef, useState } from 'react';
import styles from './form.module.css';
import { moved } from './moved.ts';
import { Sentence } from './sentence.tsx';

type Rule = { readonly id: string };

type Props<R extends Rule> = {
  /** What the list is called. */
  readonly label: string;
  readonly rules: readonly R[];
  readonly set: (rules: readonly R[]) => void;
  readonly fieldOf: (rule: R) => string;
  /** Stands after "the rule for": `ZZ:ACME`, `an invoice (810)`. */
  readonly nameOf: (rule: R) => string;
  /** The sentence of a rule. `isNew`: it was added just now, so its first input asks for the focus. */
  readonly children: (rule: R, problemId: string | undefined, isNew: boolean) => ReactNode;
  /** Makes one more; null = there is nothing left to make one for. */
  readonly add: { readonly label: string; readonly make: ((id: string) => R) | null };
  /** Their order is a person's to say. */
  readonly ordered?: boolean;
  /** What holds for everything else, at the end of the list. */
  readonly last?: ReactNode;
};

/** Rules that are added, put in order and taken away, each a sentence. Alt with an arrow moves the rule that is being edited. */
export function RuleRows<R extends Rule>(props: Props<R>) {
  const { label, rules, set, fieldOf, nameOf, children, add, ordered = false, last } = props;
  const [added, setAdded] = useState<string>();
  const [said, setSaid] = useState('');
  const count = useRef(0);
  const addButton = useRef<HTMLButtonElement>(null);
  // The browser takes the focus from an element that is put elsewhere.
  const holder = useRef<HTMLElement>(null);
  useLayoutEffect(() => {
    holder.current?.focus();
    holder.current = null;
  });

  const { make } = add;
  const addRule = () => {
    if (make === null) return;
    const id = `new ${count.current++}`;
    setAdded(id);
    set([...rules, make(id)]);
  };
  const remove = (rule: R) => {
    set(rules.filter(({ id }) => id !== rule.id));
    setSaid(`The rule for ${nameOf(rule)} was removed.`);
    // After the last type is taken away the button works again only once it is drawn.
    holder.current = addButton.current;
  };
  const move = (rule: R, by: -1 | 1) => {
    const next = moved(rules, rules.indexOf(rule), by);
    if (next === rules) return;
    if (document.activeElement instanceof HTMLElement) holder.current = document.activeElement;
    set(next);
    setSaid(`${nameOf(rule)}: ${next.indexOf(rule) + 1} of ${next.length}.`);
  };
  const onKeyDown = (event: KeyboardEvent, rule: R) => {
    if (!ordered || !event.altKey || (event.key !== 'ArrowUp' && event.key !== 'ArrowDown')) return;
    event.preventDefault();
    move(rule, event.key === 'ArrowUp' ? -1 : 1);
  };

  const tools = (rule: R, at: number) => (
    <>
      {ordered && rules.length > 1 && (
        <>
          <Move
            icon={<IconArrowUp size={14} />}
            label={`Move ${nameOf(rule)} up`}
            isEnd={at === 0}
            run={() => move(rule, -1)}
          />
          <Move
            icon={<IconArrowDown size={14} />}
            label={`Move ${nameOf(rule)} down`}
            isEnd={at === rules.length - 1}
            run={() => move(rule, 1)}
          />
        </>
      )}
      <CloseButton size="sm" aria-label={`Remove the rule for ${nameOf(rule)}`} onClick={() => remove(rule)} />
    </>
  );

  return (
    <div className={styles.rules} data-rules>
      <ul aria-label={label}>
        {rules.map((rule, at) => (
          <Sentence
            key={rule.id}
            field={fieldOf(rule)}
            tools={tools(rule, at)}
            onKeyDown={(event) => onKeyDown(event, rule)}
          >
            {(problemId) => children(rule, problemId, added === rule.id)}
          </Sentence>
        ))}
        {last}
      </ul>
      <Button ref={addButton} variant="default" disabled={make === null} onClick={addRule}>
        {add.label}
      </Button>
      <span className="unseen" role="status">
        {said}
      </span>
    </div>
  );
}

type MoveProps = {
  readonly icon: ReactNode;
  readonly label: string;
  readonly isEnd: boolean;
  readonly run: () => void;
};

/** Stays where it is at the ends of the list, so that the focus does. */
function Move({ icon, label, isEnd, run }: MoveProps) {
  return (
    <ActionIcon
      size="sm"
      variant="subtle"
      color="gray"
      aria-label={label}
      aria-disabled={isEnd}
      data-disabled={isEnd || undefined}
      onClick={run}
    >
      {icon}
    </ActionIcon>
  );
}
