import { create } from 'zustand';

const useAnnouncement = create<{ readonly words: string }>(() => ({ words: '' }));

/** Says something to those who hear the screen: what those who see it see anyway. */
export function announce(words: string): void {
  useAnnouncement.setState({ words });
}

export function Announcer() {
  const words = useAnnouncement((said) => said.words);
  return (
    <div role="status" aria-live="polite" className="unseen">
      {words}
    </div>
  );
}
