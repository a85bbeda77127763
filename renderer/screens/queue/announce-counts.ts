import { announce } from '#renderer/kit/announce.tsx';
import { counted } from '#renderer/kit/count-words.ts';
import { countedRows, rowNoun } from './rows.ts';
import { useQueue } from './store.ts';

/** Says how many issues fit when somebody has filtered or searched, not when the count moves by itself; and how many are selected. */
export function announceCounts(): () => void {
  let asked = false;
  return useQueue.subscribe((now, before) => {
    const { size } = now.selected;
    if (size > 0 && size !== before.selected.size) announce(`Selected: ${countedRows([...now.selected])}.`);
    if (now.quick !== before.quick || now.search !== before.search) asked = true;
    if (!asked || now.window === before.window || !now.loaded) return;
    asked = false;
    const { total, more } = now.window;
    announce(total === 0 ? 'No matching issues.' : `${more ? 'More than ' : ''}${counted(total, rowNoun[now.rows])}.`);
  });
}
