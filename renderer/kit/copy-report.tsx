import { useState } from 'react';
import { copyText } from './copy.ts';

/** Copies the details of a mistake. Where the clipboard is refused, they can be marked by hand. */
export function CopyReport({ report }: { readonly report: string }) {
  const [state, setState] = useState<'ready' | 'copied' | 'refused'>('ready');
  const copy = async () => setState((await copyText(report)) ? 'copied' : 'refused');
  return (
    <button type="button" onClick={() => void copy()}>
      {{ ready: 'Copy details', copied: 'Copied', refused: 'Could not copy' }[state]}
    </button>
  );
}
