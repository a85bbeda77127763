import { useDebouncedValue } from '@mantine/hooks';
import { IconHelpCircle, IconSearch, IconX } from '@tabler/icons-react';
import { type KeyboardEvent, useEffect, useRef } from 'react';
import { counted, number } from '#renderer/kit/count-words.ts';
import { LateMenu, type LateMenuProps } from '#renderer/app/late-menu.tsx';
import { lazyPart } from '#renderer/app/part.ts';
import { KeyHint } from '#renderer/app/keys/key-hint.tsx';
import { focusList } from '#renderer/kit/list/focus-list.ts';
import { searchQueue } from './commands.ts';
import { failureWords } from '#renderer/data/failure.ts';
import { wholeFilter } from './filters.ts';
import { rowNoun } from './rows.ts';
import { setSearch } from './load.ts';
import type { HelpProps } from './search-help.tsx';
import { ProblemLine } from './problem-line.tsx';
import styles from './search-box.module.css';
import { useQueue } from './store.ts';
import { toFound } from './to-found.ts';
import { onFocusSearch } from './focus.ts';

const searchHelp = lazyPart<HelpProps & LateMenuProps>(async () => (await import('./search-help.tsx')).SearchHelp);

/** Milliseconds without a key after which what was typed is meant as it stands: half a filter is no mistake. */
const typedMs = 400;

/** How many issues the search on screen has found. */
function Found() {
  const total = useQueue(({ window, answered, problem }) =>
    answered === '' || problem !== null ? null : window.total,
  );
  const more = useQueue(({ window }) => window.more);
  const noun = useQueue(({ rows }) => rowNoun[rows]);
  if (total === null) return null;
  return (
    <span className={styles.found} title={`${more ? 'More than ' : ''}${counted(total, noun)}`}>
      {number(total)}
      {more && '+'}
    </span>
  );
}

/** The rows on screen are not those of what was typed, where that could not be asked. */
function NotSearched() {
  const error = useQueue((queue) => (queue.search === queue.answered ? undefined : queue.error));
  const rows = useQueue(({ window }) => window.total > 0);
  if (error === undefined || !rows) return null;
  return (
    <div className={styles.problem} role="alert">
      This was not searched for; the issues below are those from before. {failureWords(error)}
    </div>
  );
}

/** The search box with the filter language; what was not understood is shown under it, at its place. */
export function SearchBox() {
  const input = useRef<HTMLInputElement>(null);
  const text = useQueue((queue) => queue.search);
  const quick = useQueue((queue) => queue.quick);
  const found = useQueue((queue) => queue.problem);
  const [typed] = useDebouncedValue(found, typedMs);
  const problem = found === typed ? found : null;

  useEffect(() => onFocusSearch(() => input.current?.select()), []);

  const focus = () => input.current?.focus();
  const clear = () => {
    setSearch('');
    focus();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Enter' || event.key === 'ArrowDown') {
      event.preventDefault();
      toFound();
    } else if (event.key === 'Escape') {
      event.preventDefault();
      event.stopPropagation();
      if (text === '') focusList();
      else setSearch('');
    }
  };

  return (
    <div className={styles.box}>
      <IconSearch className={styles.icon} size={14} stroke={1.8} aria-hidden="true" />
      <input
        ref={input}
        type="text"
        className={styles.input}
        aria-label="Search issues"
        aria-invalid={problem !== null}
        aria-describedby={problem === null ? undefined : 'filter-problem'}
        placeholder="Search: words, partner:&quot;Acme&quot;, doc:810, severity>=high, age>2h"
        value={text}
        onChange={(event) => setSearch(event.currentTarget.value)}
        onKeyDown={onKeyDown}
        spellCheck={false}
        autoComplete="off"
      />
      <span className={styles.right}>
        <Found />
        {text === '' ? (
          <KeyHint command={searchQueue} />
        ) : (
          <button type="button" className={styles.button} aria-label="Clear the search" onClick={clear}>
            <IconX size={13} aria-hidden="true" />
          </button>
        )}
        <LateMenu
          code={searchHelp}
          props={{ onPick: setSearch, onClose: focus }}
          kind="dialog"
          renderButton={(button) => (
            <button {...button} type="button" className={styles.button} aria-label="How to search">
              <IconHelpCircle size={15} stroke={1.7} aria-hidden="true" />
            </button>
          )}
        />
      </span>
      <NotSearched />
      {problem !== null && (
        <ProblemLine text={text.trim()} offset={wholeFilter(quick, text).offset} problem={problem} />
      )}
    </div>
  );
}
