import type { Command } from '#renderer/app/commands/command.ts';
import { useHint } from './kept-keys.ts';

type Props = { readonly command: Command; readonly className?: string | undefined };

/** The keys of a command beside what it is called; a screen reader hears them from what they belong to. */
export function KeyHint({ command, className }: Props) {
  const hint = useHint(command);
  if (hint === null) return null;
  return (
    <kbd aria-hidden="true" className={className}>
      {hint.keys.join(' ')}
    </kbd>
  );
}
