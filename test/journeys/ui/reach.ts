import type { Page } from 'playwright-core';

type Asked = {
  /** Pixels that each control must have both ways, for a finger; 0 where any size will do. */
  readonly least: number;
};

/**
 * What of the present screen can't be reached: what lies outside the page or is cut off by something that does not scroll, and
 * what is too small for a finger. Where a dialog is open, only that is looked at.
 */
export function unreachable(page: Page, asked: Asked = { least: 0 }): Promise<readonly string[]> {
  return page.evaluate(({ least }) => {
    const found: string[] = [];
    const { innerWidth: width } = window;
    const wide = document.documentElement.scrollWidth - width;
    if (wide > 0) found.push(`the page is ${wide} px too wide`);
    const nameOf = (node: Element) =>
      (node.getAttribute('aria-label') ?? node.textContent ?? node.tagName).replace(/\s+/g, ' ').slice(0, 60);
    const scrolls = (node: Element) => /auto|scroll/.test(getComputedStyle(node).overflowX);
    const cuts = (node: Element) => /hidden|clip/.test(getComputedStyle(node).overflowX);

    /** What is round about a node, up to the first that scrolls to the side. */
    const around = (node: Element): { readonly cutting: readonly Element[]; readonly scrolled: boolean } => {
      const cutting: Element[] = [];
      for (let outer = node.parentElement; outer !== null; outer = outer.parentElement) {
        if (scrolls(outer)) return { cutting, scrolled: outer.scrollWidth > outer.clientWidth };
        if (cuts(outer)) cutting.push(outer);
      }
      return { cutting, scrolled: false };
    };
    const sticksOut = (node: DOMRect, left: number, right: number) => node.left < left - 1 || node.right > right + 1;

    const part = document.querySelector('[role="dialog"][aria-modal="true"]') ?? document;
    const controls = part.querySelectorAll<HTMLElement>('button, a[href], input, select, textarea, summary');
    for (const control of controls) {
      const style = getComputedStyle(control);
      const box = control.getBoundingClientRect();
      const isSeen = box.width > 0 && style.visibility === 'visible' && style.clipPath === 'none';
      // What a library draws beside its own input is told by its label.
      const isDrawn = style.opacity !== '0' || control.closest('label, [role="row"]') !== null;
      if (!isSeen || !isDrawn || control.closest('.unseen') !== null) continue;
      const { cutting, scrolled } = around(control);
      if (!scrolled && sticksOut(box, 0, width)) found.push(`outside the page: ${nameOf(control)}`);
      if (
        cutting.map((outer) => outer.getBoundingClientRect()).some((outer) => sticksOut(box, outer.left, outer.right))
      )
        found.push(`cut off: ${nameOf(control)}`);
      const label = control.closest('label')?.getBoundingClientRect();
      const [across, down] = [Math.max(box.width, label?.width ?? 0), Math.max(box.height, label?.height ?? 0)];
      if (Math.min(across, down) < least - 0.5)
        found.push(`too small, ${Math.round(across)} by ${Math.round(down)} px: ${nameOf(control)}`);
    }
    return [...new Set(found)];
  }, asked);
}
