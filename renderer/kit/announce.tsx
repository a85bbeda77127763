import { create } from 'zustand';

const useAnnouncement = create<{ readonly words: string }>(() => ({ words: '' }));

/** Makes the same words other ones: what does not change is not said again. */
const again = '\u00a0';

/** Says something to those who hear the screen: what those who see it see anyway. */
export function announce(words: string): void {
  useAnnouncement.setState((said) => ({ words: said.words === words ? `${words}${again}` : words }));
}

export function Announcer() {
  const words = useAnnouncement((said) => said.words);
  return (
    <div role="status" aria-live="polite" className="unseen">
      {words}
    </div>
  );
}
