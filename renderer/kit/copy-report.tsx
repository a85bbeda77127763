import { useState } from 'react';

/** Copies the details of a mistake. Where the clipboard is refused, they can be marked by hand. */
export function CopyReport({ report }: { readonly report: string }) {
  const [state, setState] = useState<'ready' | 'copied' | 'refused'>('ready');
  const copy = () =>
    navigator.clipboard.writeText(report).then(
      () => setState('copied'),
      () => setState(copyTheOldWay(report) ? 'copied' : 'refused'),
    );
  return (
    <button type="button" onClick={() => void copy()}>
      {{ ready: 'Copy details', copied: 'Copied', refused: 'Could not copy' }[state]}
    </button>
  );
}

/** The desktop app grants pages no permission, not even this one. */
function copyTheOldWay(text: string): boolean {
  const field = document.createElement('textarea');
  field.value = text;
  document.body.append(field);
  field.select();
  // oxlint-disable-next-line typescript/no-deprecated -- the only way without a permission
  const copied = document.execCommand('copy');
  field.remove();
  return copied;
}
