import { MantineProvider } from '@mantine/core';
import { theme } from '#renderer/kit/theme/theme.ts';
import styles from './design.module.css';
import { type Part, parts } from './parts.tsx';

const schemes = ['light', 'dark'] as const;

/** Every kit part in every state, in both themes side by side. There in `npm run dev` only. */
export function DesignPage() {
  return (
    <main className={styles.page}>
      {schemes.map((scheme) => (
        <div key={scheme} id={scheme} className={`theme ${styles.half}`} data-mantine-color-scheme={scheme}>
          <MantineProvider
            theme={theme}
            forceColorScheme={scheme}
            cssVariablesSelector={`#${scheme}`}
            getRootElement={() => document.getElementById(scheme) ?? undefined}
          >
            <h1>{scheme === 'light' ? 'Light' : 'Dark'}</h1>
            {parts.map((part) => (
              <States key={part.name} part={part} />
            ))}
          </MantineProvider>
        </div>
      ))}
    </main>
  );
}

function States({ part }: { readonly part: Part }) {
  return (
    <section className={styles.part} aria-label={part.name}>
      <h2>{part.name}</h2>
      <div className={styles.states}>
        {part.states.map(([state, shown]) => (
          <figure key={state} className={styles.state}>
            <figcaption>{state}</figcaption>
            {shown}
          </figure>
        ))}
      </div>
    </section>
  );
}
