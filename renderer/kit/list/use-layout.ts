import { create } from 'zustand';
import { type Layout, parseLayout, plainLayout } from './layout.ts';

const keyOf = (view: string) => `gridline.list.${view}`;

/** Where the browser keeps nothing for us, the layout lasts as long as the page. */
function kept(view: string): Layout {
  try {
    return parseLayout(localStorage.getItem(keyOf(view)));
  } catch {
    return plainLayout;
  }
}

const useLayouts = create<Readonly<Record<string, Layout>>>(() => ({}));

/** The layout of a list on this machine. */
export function layoutOf(view: string): Layout {
  const known = useLayouts.getState()[view];
  if (known !== undefined) return known;
  const layout = kept(view);
  useLayouts.setState({ [view]: layout });
  return layout;
}

export function useLayout(view: string): Layout {
  const first = layoutOf(view);
  return useLayouts((layouts) => layouts[view]) ?? first;
}

/** Shows a layout without keeping it: what is still being dragged. */
export function showLayout(view: string, change: Partial<Layout>): void {
  useLayouts.setState({ [view]: { ...layoutOf(view), ...change } });
}

/** Changes a layout and keeps it. */
export function changeLayout(view: string, change: Partial<Layout>): void {
  showLayout(view, change);
  try {
    localStorage.setItem(keyOf(view), JSON.stringify(layoutOf(view)));
  } catch {
    // It lasts as long as the page then.
  }
}
