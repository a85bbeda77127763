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
    const wide = document.documentElement.scrollWidth - window.innerWidth;
    if (wide > 0) found.push(`the page is ${wide} px too wide`);
    /** To the side, and up and down: how an element deals with what is too large for it, and where a box begins and ends. */
    const axes = [
      {
        overflow: ({ overflowX }: CSSStyleDeclaration) => overflowX,
        ends: ({ left, right }: DOMRect) => [left, right] as const,
        isScrolled: (node: Element) => node.scrollWidth > node.clientWidth,
        page: window.innerWidth,
      },
      {
        overflow: ({ overflowY }: CSSStyleDeclaration) => overflowY,
        ends: ({ top, bottom }: DOMRect) => [top, bottom] as const,
        isScrolled: (node: Element) => node.scrollHeight > node.clientHeight,
        page: window.innerHeight,
      },
    ];
    type Axis = (typeof axes)[number];
    const nameOf = (node: Element) =>
      (node.getAttribute('aria-label') ?? node.textContent ?? node.tagName).replace(/\s+/g, ' ').slice(0, 60);

    /** What is round about a node, up to the first that scrolls. */
    const around = (node: Element, { overflow, isScrolled }: Axis) => {
      const scrolls = (outer: Element) => /auto|scroll/.test(overflow(getComputedStyle(outer)));
      const cuts = (outer: Element) => /hidden|clip/.test(overflow(getComputedStyle(outer)));
      const cutting: Element[] = [];
      for (let outer = node.parentElement; outer !== null; outer = outer.parentElement) {
        if (scrolls(outer) && isScrolled(outer)) return { cutting, scrolled: true };
        if (cuts(outer)) cutting.push(outer);
      }
      return { cutting, scrolled: false };
    };
    const sticksOut = (inner: readonly [number, number], outer: readonly [number, number]) =>
      inner[0] < outer[0] - 1 || inner[1] > outer[1] + 1;

    const part = document.querySelector('[role="dialog"][aria-modal="true"]') ?? document;
    const controls = part.querySelectorAll<HTMLElement>('button, a[href], input, select, textarea, summary');
    for (const control of controls) {
      const style = getComputedStyle(control);
      const box = control.getBoundingClientRect();
      const isSeen = box.width > 0 && style.visibility === 'visible' && style.clipPath === 'none';
      // What a library draws beside its own input is told by its label.
      const isDrawn = style.opacity !== '0' || control.closest('label, [role="row"]') !== null;
      if (!isSeen || !isDrawn || control.closest('.unseen') !== null) continue;
      for (const axis of axes) {
        const { cutting, scrolled } = around(control, axis);
        const place = axis.ends(box);
        if (!scrolled && sticksOut(place, [0, axis.page])) found.push(`outside the page: ${nameOf(control)}`);
        if (cutting.some((outer) => sticksOut(place, axis.ends(outer.getBoundingClientRect()))))
          found.push(`cut off: ${nameOf(control)}`);
      }
      const label = control.closest('label')?.getBoundingClientRect();
      const [across, down] = [Math.max(box.width, label?.width ?? 0), Math.max(box.height, label?.height ?? 0)];
      if (Math.min(across, down) < least - 0.5)
        found.push(`too small, ${Math.round(across)} by ${Math.round(down)} px: ${nameOf(control)}`);
    }
    return [...new Set(found)];
  }, asked);
}
