import { ActionIcon, TextInput } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { IconHelpCircle, IconSearch, IconX } from '@tabler/icons-react';
import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import { LateMenu, type LateMenuProps } from '#renderer/app/late-menu.tsx';
import { lazyPart } from '#renderer/app/part.ts';
import { KeyHint } from '#renderer/app/keys/key-hint.tsx';
import { focusList } from '#renderer/kit/list/focus-list.ts';
import { searchQueue } from './commands.ts';
import { wholeFilter } from './filters.ts';
import { setSearch } from './load.ts';
import type { HelpProps } from './search-help.tsx';
import { ProblemLine } from './problem-line.tsx';
import styles from './search-box.module.css';
import { useQueue } from './store.ts';
import { onFocusSearch } from './focus.ts';

const searchHelp = lazyPart<HelpProps & LateMenuProps>(async () => (await import('./search-help.tsx')).SearchHelp);

/** The search box with the filter language; what was not understood is shown under it, at its place. */
export function SearchBox() {
  const input = useRef<HTMLInputElement>(null);
  const applied = useQueue((queue) => queue.search);
  const quick = useQueue((queue) => queue.quick);
  const problem = useQueue((queue) => queue.problem);
  const [text, setText] = useState(applied);
  const [synced, setSynced] = useState(applied);
  // The filter may be changed from elsewhere ("Show all unresolved").
  if (applied !== synced) {
    setSynced(applied);
    setText(applied);
  }
  const apply = useDebouncedCallback((value: string) => setSearch(value), 160);

  useEffect(() => onFocusSearch(() => input.current?.select()), []);

  const set = (value: string) => {
    setText(value);
    apply(value);
  };
  // What was typed a moment ago must not come back after it.
  const applyNow = (value: string) => {
    apply.cancel();
    setSearch(value);
  };
  const focus = () => input.current?.focus();
  const clear = () => {
    setText('');
    applyNow('');
    focus();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Enter' || event.key === 'ArrowDown') {
      event.preventDefault();
      applyNow(text);
      focusList();
    } else if (event.key === 'Escape') {
      event.preventDefault();
      event.stopPropagation();
      if (text === '') focusList();
      else {
        setText('');
        applyNow('');
      }
    }
  };

  return (
    <div className={styles.box}>
      <TextInput
        ref={input}
        className={styles.input}
        aria-label="Search issues"
        error={problem !== null}
        aria-describedby={problem === null ? undefined : 'filter-problem'}
        placeholder="Search: words, partner:&quot;Acme&quot;, doc:810, severity>=high, age>2h"
        value={text}
        onChange={(event) => set(event.currentTarget.value)}
        onKeyDown={onKeyDown}
        spellCheck={false}
        autoComplete="off"
        leftSection={<IconSearch size={14} stroke={1.8} aria-hidden="true" />}
        rightSectionWidth={54}
        rightSection={
          <span className={styles.right}>
            {text === '' ? (
              <KeyHint command={searchQueue} />
            ) : (
              <ActionIcon size={22} aria-label="Clear the search" onClick={clear}>
                <IconX size={13} />
              </ActionIcon>
            )}
            <LateMenu
              code={searchHelp}
              props={{ onPick: set, onClose: focus }}
              kind="dialog"
              renderButton={(button) => (
                <ActionIcon {...button} size={22} aria-label="How to search">
                  <IconHelpCircle size={15} stroke={1.7} />
                </ActionIcon>
              )}
            />
          </span>
        }
      />
      {problem !== null && (
        <ProblemLine text={text.trim()} offset={wholeFilter(quick, text).offset} problem={problem} />
      )}
    </div>
  );
}
