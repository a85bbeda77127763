import { Button } from '@mantine/core';
import { useState } from 'react';
import { Later } from '#renderer/app/later.tsx';
import { lazyPart } from '#renderer/app/part.ts';
import { everything, leave } from '#renderer/app/unsaved.ts';
import type { QuestionProps } from './leave-question.tsx';

const question = lazyPart<QuestionProps>(async () => (await import('./leave-question.tsx')).LeaveQuestion);

type Props = { readonly children: string; readonly compact?: boolean };

/** Leaves the sandbox after asking once, and goes to the connections. */
export function LeaveSandbox({ children, compact = false }: Props) {
  const [asking, setAsking] = useState(false);
  return (
    <>
      <Button
        size={compact ? 'compact-xs' : 'xs'}
        variant="default"
        onClick={() => leave(everything, () => setAsking(true))}
      >
        {children}
      </Button>
      <Later place="The question" code={question} props={{ asking, close: () => setAsking(false) }} wanted={asking} />
    </>
  );
}
